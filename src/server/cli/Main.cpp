#include "base/CommandLine.h"
#include "base/Describe.h"
#include "base/Log.h"
#include "base/Version.h"
#include "base/platform/Memory.h"
#include "base/platform/Paths.h"
#include "base/platform/Privacy.h"
#include "server/cli/Context.h"

#include <iostream>

namespace {

using namespace esek;

int fail(const Error& error) {
    std::cerr << forTerminal(describe(error)) << '\n';
    return exitCode(error.code);
}

} // namespace

int main(int argc, char** argv) {
    platform::keepNewFilesPrivate();
    platform::giveLargeBlocksBack();
    platform::useUtf8Console();
    setLanguage(languageAsked(argc, argv));

    server::cli::Context context;
    CLI::App app(tr("e-Sekretariat: central server of the schools"), "esekretariat-server");
    app.set_version_flag("--version", std::string(version()));
    app.add_option("--data", context.dataDir, tr("folder of the server's data"));
    app.add_option("--database", context.database,
                   tr("postgresql://user@host:port/name instead of SQLite; also as ESEK_DATABASE"));
    app.add_option(
        "--database-file", context.databaseFile,
        tr("file with such an address and its password, which nobody else may read; “-” is standard input"));
    app.add_option("--blobs", context.blobDir, tr("folder of the photos, when several servers share it"));
    app.add_flag("--json", context.json, tr("print one JSON document"));
    app.add_option("--lang", context.lang, tr("language of messages"))->check(CLI::IsMember({"pl", "en"}));
    app.fallthrough();
    app.require_subcommand(0, 1);
    server::cli::addRun(app, context);
    server::cli::addSchools(app, context);
    server::cli::addAuthority(app, context);
    server::cli::addCare(app, context);
    acceptTextOnly(app);
    try {
        app.parse(argc, argv);
        std::cout.flush();
        if (!std::cout) // a full disk behind a redirection must not look like success
            return fail(Error{ErrorCode::writeFailed, "standard output", {{"file", "stdout"}}});
        return context.exitCode;
    } catch (const CLI::Success& e) {
        return app.exit(e);
    } catch (const CLI::ParseError& e) {
        return fail(usageError(e.get_name(), e.what()));
    } catch (const Exception& e) {
        if (e.error().code == ErrorCode::internal)
            log::error(e.error().message);
        return fail(e.error());
    } catch (const std::bad_alloc&) {
        return fail(Error{ErrorCode::outOfMemory, "out of memory", {}});
    } catch (const std::exception& e) {
        log::error(e.what());
        return fail(Error{ErrorCode::internal, e.what(), {}});
    }
}
