#include "base/Format.h"
#include "base/Translate.h"
#include "server/cli/Context.h"

namespace esek::server::cli {

void addCare(CLI::App& app, Context& context) {
    auto target = std::make_shared<std::string>();
    CLI::App* backup = app.add_subcommand("backup", tr("write database and photos into one file"));
    backup->add_option("FILE", *target, tr("file to write"))->required();
    backup->callback([&context, target] {
        context.centralForReading().care().backup(platform::pathFromUtf8(*target)).value();
        context.message(tr("The backup is written."));
    });

    CLI::App* verify = app.add_subcommand("verify", tr("check database, chain of changes and photos"));
    verify->callback([&context] {
        const ServerReport report = context.centralForReading().care().verify().value();
        Json problems = Json::array();
        for (const VerifyProblem& p : report.problems) {
            problems.push_back({{"area", p.area}, {"detail", p.detail}});
            if (!context.json)
                context.line(p.area + ": " + p.detail);
        }
        if (context.json)
            context.print({{"ok", report.ok()},
                           {"schools", report.schools},
                           {"changes", report.changes},
                           {"records", report.records},
                           {"blobs", report.blobs},
                           {"strays", report.strays},
                           {"problems", std::move(problems)}});
        else if (report.strays > 0)
            context.message(
                format(runtime(tr("Files that belong to no photo any more: {}.")), report.strays));
        if (!context.json && report.ok())
            context.message(format(runtime(tr("Everything is in order: schools {}, changes {}, photos {}.")),
                                   report.schools, report.changes, report.blobs));
        if (!report.ok())
            context.exitCode = exitCode(ErrorCode::checkFailed);
    });

    auto source = std::make_shared<std::string>();
    CLI::App* back = app.add_subcommand(
        "restore", tr("fill an empty server from a backup; the offices send again what came later"));
    back->add_option("FILE", *source, tr("backup to read"))->required();
    back->callback([&context, source] {
        context.lockFolder();
        restore(platform::pathFromUtf8(*source), context.store(), context.blobs(), context.clock(),
                context.rng(), &context.revokedIds())
            .value();
        context.message(tr("The backup is restored."));
    });
}

} // namespace esek::server::cli
