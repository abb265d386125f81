#include "base/Format.h"
#include "base/Translate.h"
#include "cli/Context.h"
#include "domain/OnBehalf.h"

namespace esek::cli {

namespace {

void listMessages(Context& context) {
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : context.office().replica().history().messages().value()) {
        const domain::SystemMessage& m = row.message;
        out.push_back({{"id", m.id.toString()},
                       {"student", m.student.toString()},
                       {"at", toIso(m.at)},
                       {"from", domain::toString(m.from)},
                       {"to", domain::toString(m.to)},
                       {"text", m.text()}});
        cells.push_back({toPolishLocal(m.at), row.surname + " " + row.givenNames, row.classUnit, m.text()});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("when"), tr("pupil"), tr("class"), tr("message")}, cells));
}

void listAudit(Context& context) {
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : context.office().replica().history().audit().value()) {
        const domain::Mutation& m = row.mutation;
        // Who, when, what; the contents of a change hold personal data and stay in the database.
        Json entry{{"seq", row.seq},
                   {"mutation", m.id.toString()},
                   {"at", toIso(m.at)},
                   {"role", domain::toString(m.by.role)},
                   {"by", m.by.name},
                   {"workstation", m.by.workstation},
                   {"entity", domain::toString(m.entity())},
                   {"entityId", m.entityId.toString()},
                   {"kind", m.kind()}};
        if (m.by.onBehalfOf)
            entry["onBehalfOf"] = {{"role", domain::toString(m.by.onBehalfOf->role)},
                                   {"name", m.by.onBehalfOf->name}};
        out.push_back(std::move(entry));
        std::string who = m.by.name;
        if (m.by.onBehalfOf)
            who += (who.empty() ? "" : " ") + domain::onBehalfText(m.by);
        cells.push_back({std::to_string(row.seq), toPolishLocal(m.at), who, std::string(m.kind()),
                         std::string(domain::toString(m.entity())), m.entityId.toString()});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("entry"), tr("when"), tr("who"), tr("what"), tr("record"), "id"}, cells));
}

void verify(Context& context) {
    const auto report = context.office().replica().care().verify().value();
    if (context.json) {
        Json problems = Json::array();
        for (const auto& p : report.problems)
            problems.push_back({{"area", p.area}, {"detail", p.detail}});
        context.print({{"ok", report.ok()},
                       {"problems", std::move(problems)},
                       {"students", report.students},
                       {"photoFiles", report.photoFiles},
                       {"cards", report.cards},
                       {"blobs", report.blobs},
                       {"strays", report.orphanBlobs},
                       {"auditEntries", report.auditEntries},
                       {"outboxPending", report.outboxPending}});
    } else {
        for (const auto& p : report.problems)
            context.message(p.area + ": " + p.detail);
        if (report.orphanBlobs > 0)
            context.message(
                format(runtime(tr("Files that belong to no photo any more: {}.")), report.orphanBlobs));
        context.line(report.ok() ? tr("Everything is in order.") : tr("The check found faults."));
    }
    if (!report.ok())
        context.exitCode = exitCode(ErrorCode::checkFailed);
}

CLI::App* plain(CLI::App& app, const char* name, const std::string& help) {
    CLI::App* verb = app.add_subcommand(name, help);
    verb->fallthrough();
    return verb;
}

} // namespace

void addRecords(CLI::App& app, Context& context) {
    CLI::App* messages = plain(app, "messages", tr("messages to families"));
    messages->require_subcommand(1);
    plain(*messages, "list", tr("the newest first"))->callback([&context] { listMessages(context); });

    CLI::App* audit = plain(app, "audit", tr("history of decisions"));
    audit->require_subcommand(1);
    plain(*audit, "list", tr("the newest first"))->callback([&context] { listAudit(context); });

    plain(app, "verify", tr("check the database, the photos and the history"))->callback([&context] {
        verify(context);
    });
}

} // namespace esek::cli
