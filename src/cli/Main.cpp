#include "base/CommandLine.h"
#include "base/Describe.h"
#include "base/Log.h"
#include "base/Version.h"
#include "base/platform/Paths.h"
#include "base/platform/Privacy.h"
#include "cli/Backup.h"
#include "cli/CardYear.h"
#include "cli/Context.h"
#include "cli/Portal.h"
#include "cli/Report.h"

#include <iostream>

using namespace esek;

int main(int argc, char** argv) {
    platform::keepNewFilesPrivate();
    platform::useUtf8Console();
    setLanguage(languageAsked(argc, argv));

    cli::Context context;
    CLI::App app(tr("e-Sekretariat: school identity cards, from the command line"), "esekretariat-cli");
    app.set_version_flag("--version", std::string(version()));
    app.add_option("--data", context.dataDir, tr("folder of the school's data"));
    app.add_flag("--json", context.json, tr("print one JSON document"));
    app.add_option("--lang", context.lang, tr("language of messages"))->check(CLI::IsMember({"pl", "en"}));
    app.fallthrough();
    app.require_subcommand(1);
    cli::addInit(app, context);
    cli::addSchool(app, context);
    cli::addDemo(app, context);
    cli::addImport(app, context);
    cli::addStudents(app, context);
    cli::addYear(app, context);
    cli::addGuardians(app, context);
    cli::addPhoto(app, context);
    cli::addCards(app, context);
    cli::addBlanks(app, context);
    cli::addRecords(app, context);
    cli::addBackup(app, context);
    cli::addRetention(app, context);
    cli::addReport(app, context);
    cli::addSync(app, context);
    cli::addPortal(app, context);
    acceptTextOnly(app);
    try {
        app.parse(argc, argv);
        std::cout.flush();
        if (!std::cout) { // a full disk behind a redirection must not look like success
            context.message(Error{ErrorCode::writeFailed, "standard output", {{"file", "stdout"}}});
            return exitCode(ErrorCode::writeFailed);
        }
        return context.exitCode;
    } catch (const CLI::Success& e) {
        return app.exit(e);
    } catch (const CLI::ParseError& e) {
        context.message(usageError(e.get_name(), e.what()));
        return exitCode(ErrorCode::wrongUsage);
    } catch (const Exception& e) {
        context.message(e.error());
        if (e.error().code == ErrorCode::internal)
            log::error(e.error().message);
        return exitCode(e.error().code);
    } catch (const std::bad_alloc&) {
        context.message(Error{ErrorCode::outOfMemory, "out of memory", {}});
        return exitCode(ErrorCode::outOfMemory);
    } catch (const std::exception& e) {
        log::error(e.what());
        context.message(Error{ErrorCode::internal, e.what(), {}});
        return exitCode(ErrorCode::internal);
    }
}
