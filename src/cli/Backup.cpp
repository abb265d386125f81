#include "cli/Backup.h"

#include "app/SchoolBackup.h"
#include "app/SchoolComparison.h"
#include "base/Format.h"
#include "base/Secret.h"
#include "base/Translate.h"
#include "base/platform/Files.h"

namespace esek::cli {

namespace {

struct Options {
    std::string file;
    std::string passwordFile;
    std::string compareWith;
    std::optional<int> remindAfter;
    bool state = false;
};

CLI::App* plain(CLI::App& app, const char* name, const std::string& help) {
    CLI::App* verb = app.add_subcommand(name, help);
    verb->fallthrough();
    return verb;
}

std::string password(const Options& options) {
    return options.passwordFile.empty() ? std::string()
                                        : readSecret("--password-file", options.passwordFile).value();
}

void printState(Context& context) {
    const app::BackupState state = app::backupState(context.office());
    if (context.json)
        return context.print({{"last", state.last ? Json(toIso(*state.last)) : Json()},
                              {"remindAfterDays", state.remindAfter},
                              {"due", state.due(context.office().clock().now(),
                                                context.office().replica().school().value().id)}});
    context.line(format(runtime(tr("The last backup on this computer: {}.")),
                        state.last ? toPolishLocal(*state.last) : tr("none")));
    context.line(state.remindAfter == 0
                     ? tr("There is no reminder.")
                     : format(runtime(tr("Days until the reminder: {}.")), state.remindAfter));
}

void makeBackup(Context& context, const Options& options) {
    const std::string secret = password(options);
    const auto warnings = app::backUpSchool(context.office(), context.output(options.file), secret).value();
    for (const Error& warning : warnings)
        context.message(warning);
    context.message(warnings.empty() ? tr("The backup is written.")
                                     : tr("The backup is written without these photos."));
    if (secret.empty())
        context.message(tr("Everybody who has the file can read the pupils' data in it. With --password-file "
                           "it can be read with the password only."));
    if (!warnings.empty())
        context.exitCode = exitCode(ErrorCode::checkFailed);
}

void backup(Context& context, const Options& options) {
    if (options.file.empty() && !options.state && !options.remindAfter)
        throw CLI::RequiredError("FILE");
    if (options.remindAfter)
        app::remindOfBackup(context.office(), *options.remindAfter).value();
    if (!options.file.empty())
        makeBackup(context, options);
    if (options.state || options.file.empty())
        printState(context);
}

Json toJson(const app::SchoolComparison::Part& part) {
    const auto time = [](const std::optional<Timestamp>& at) { return at ? Json(toIso(*at)) : Json(); };
    return {{"now", part.here},
            {"inBackup", part.there},
            {"different", part.differ},
            {"changesOnlyNow", part.onlyHere},
            {"changesOnlyInBackup", part.onlyThere},
            {"lastChangeNow", time(part.newestHere)},
            {"lastChangeInBackup", time(part.newestThere)}};
}

void compare(Context& context, const std::string& folder) {
    // The school that is at work is "now", the one that was restored "in the backup".
    const auto now =
        app::Office::open(platform::pathFromUtf8(folder), context.office().clock(), context.office().rng())
            .value();
    const auto c = app::compareSchools(*now, context.office()).value();
    if (context.json)
        context.print({{"sameSchool", c.sameSchool},
                       {"pupils", toJson(c.pupils)},
                       {"photos", toJson(c.photos)},
                       {"cards", toJson(c.cards)},
                       {"decisions", toJson(c.decisions)},
                       {"others", toJson(c.others)}});
    else
        context.line(app::comparisonText(c));
}

void restore(Context& context, const Options& options) {
    const auto from = platform::pathFromUtf8(options.file);
    if (app::needsPassword(from) && options.passwordFile.empty())
        throw Exception(
            Error{ErrorCode::valueRequired, "the backup is encrypted", {{"field", "--password-file"}}});
    app::restoreSchool(from, context.folder(), password(options)).value();
    context.message(tr("The backup is restored."));
    if (!options.compareWith.empty())
        compare(context, options.compareWith);
}

} // namespace

void addBackup(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    const std::string passwordHelp =
        tr("a file with the password in its first line, readable by this user only; - is standard input");
    CLI::App* make = plain(app, "backup", tr("everything in one file"));
    make->add_option("FILE", options->file);
    make->add_option("--password-file", options->passwordFile, passwordHelp);
    make->add_flag("--state", options->state, tr("when the last backup was made on this computer"));
    make->add_option("--remind-after", options->remindAfter,
                     tr("the desktop reminds when the last backup is older than so many days; 0: never"));
    make->callback([&context, options] { backup(context, *options); });

    CLI::App* back = plain(app, "restore", tr("from a backup into an empty data folder"));
    back->add_option("FILE", options->file)->required();
    back->add_option("--password-file", options->passwordFile, passwordHelp);
    back->add_option("--compare-with", options->compareWith,
                     tr("data folder of a school; shows what it has and the restored one lacks"));
    back->callback([&context, options] { restore(context, *options); });
}

} // namespace esek::cli
