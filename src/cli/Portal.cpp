#include "cli/Portal.h"
#include "app/PortalService.h"
#include "base/Translate.h"

namespace esek::cli {

namespace {

struct IssueArgs {
    std::string classUnit, who = "parents", out;
    bool onlyMissing = false;
    std::vector<std::string> students;
};

std::vector<domain::Student> chosen(Context& context, const IssueArgs& args) {
    std::vector<domain::Student> out;
    for (const std::string& text : args.students)
        out.push_back(context.student(text));
    if (args.classUnit.empty() && args.students.empty())
        throw Exception(Error{
            ErrorCode::wrongUsage, "no pupils", {{"reason", tr("say whose logins: --class or --student")}}});
    return out;
}

void issue(Context& context, const IssueArgs& args) {
    const auto pdf = context.output(args.out);
    sync::FileTokenStore tokens(context.folder());
    using Who = app::PortalService::Who;
    const auto who = args.who == "pupils"      ? Who::pupils
                     : args.who == "guardians" ? Who::guardians
                                               : Who::parents;
    app::PortalService::Order order;
    order.students = chosen(context, args);
    order.classUnit = args.classUnit;
    order.who = who;
    order.onlyMissing = args.onlyMissing;
    const auto slips = app::PortalService(context.office(), tokens).issueSlips(order, pdf).value();
    for (const auto& student : slips.withoutPerson)
        context.message(student.listName() + ", " + student.classUnit + ": " +
                        tr("no parent or guardian is known, so there is no slip"));
    if (slips.issued.empty() && slips.kept == 0)
        throw Exception(ErrorCode::nothingToDo, "nobody to give a login to");
    Json list = Json::array();
    for (const auto& one : slips.issued) {
        list.push_back(
            {{"student", one.student.id.toString()}, {"guardian", one.guardian}, {"login", one.login}});
        if (!context.json)
            context.line(one.login + "  " + one.student.listName() + ", " + one.student.classUnit +
                         (one.guardian.empty() ? "" : " – " + one.guardian));
    }
    if (context.json)
        context.print(list);
    if (slips.lost) {
        context.message(*slips.lost);
        context.message(
            tr("The new logins are made, but their slips are lost. Make the logins of the same pupils "
               "anew, without --only-missing."));
        context.exitCode = exitCode(slips.lost->code);
    } else if (slips.stopped) {
        context.message(*slips.stopped);
        context.message(tr("The slips of those above are written. Make the others with --only-missing."));
        context.exitCode = exitCode(slips.stopped->code);
    } else if (slips.issued.empty())
        context.message(tr("All of them have a login already. Nothing was written."));
    else
        context.message(
            tr("The slips are written. Earlier slips and passwords of these pupils no longer work."));
}

void list(Context& context) {
    sync::FileTokenStore tokens(context.folder());
    Json out = Json::array();
    for (const auto& login : app::PortalService(context.office(), tokens).list().value()) {
        const auto student = context.office().replica().students().find(login.student.toString());
        std::string guardian;
        if (const auto known = context.office().replica().guardians().of(login.student); known)
            for (const auto& one : *known)
                if (one.id == login.guardian)
                    guardian = one.name;
        out.push_back({{"id", login.id},
                       {"student", login.student.toString()},
                       {"login", login.number},
                       {"role", toString(login.role)},
                       {"guardian", guardian},
                       {"issued", toIso(login.issued)},
                       {"used", login.used ? Json(toIso(*login.used)) : Json()},
                       {"ended", login.ended ? Json(toIso(*login.ended)) : Json()}});
        if (context.json)
            continue;
        std::string state =
            login.used ? tr("last used") + " " + toPolishLocal(*login.used) : tr("not used yet");
        if (login.ended)
            state = tr("ended") + " " + toPolishLocal(*login.ended);
        context.line(login.id + "  " + login.number + "  " +
                     (student ? student->listName() : std::string("?")) +
                     (guardian.empty() ? "" : " – " + guardian) + "  " + state);
    }
    if (context.json)
        context.print(out);
}

} // namespace

void addPortal(CLI::App& app, Context& context) {
    CLI::App* portal = app.add_subcommand("portal", tr("the families' panel on the server"));
    portal->require_subcommand(1);
    portal->fallthrough();

    auto args = std::make_shared<IssueArgs>();
    CLI::App* issuing = portal->add_subcommand("issue-logins", tr("new logins and slips to print (PDF)"));
    issuing->fallthrough();
    issuing->add_option("--class", args->classUnit, tr("pupils of this class"));
    issuing->add_option("--student", args->students, tr("these pupils"));
    issuing
        ->add_option("--for", args->who, tr("one for all parents, one for each guardian, or the pupils' own"))
        ->check(CLI::IsMember({"parents", "guardians", "pupils"}));
    issuing->add_flag("--only-missing", args->onlyMissing, tr("who has a login keeps it"));
    issuing->add_option("--out", args->out, tr("file to write"))->required();
    issuing->callback([&context, args] { issue(context, *args); });

    CLI::App* listing = portal->add_subcommand("list-logins", tr("who has a login and when it was used"));
    listing->fallthrough();
    listing->callback([&context] { list(context); });

    auto id = std::make_shared<std::string>();
    CLI::App* revoking = portal->add_subcommand("revoke-login", tr("end a login and where it is open"));
    revoking->fallthrough();
    revoking->add_option("ID", *id, tr("id of the login, as list-logins shows it"))->required();
    revoking->callback([&context, id] {
        sync::FileTokenStore tokens(context.folder());
        app::PortalService(context.office(), tokens).revoke(*id).value();
        context.message(tr("This login no longer works."));
    });
}

} // namespace esek::cli
