#include "app/GuardianService.h"
#include "base/Translate.h"
#include "cli/Context.h"

#include <algorithm>

namespace esek::cli {

namespace {

struct GuardianArgs {
    std::string student, id, name, email, relation = "parent";
};

void list(Context& context, const GuardianArgs& args) {
    const auto guardians =
        app::GuardianService(context.office()).of(context.student(args.student).id).value();
    if (context.json) {
        Json out = Json::array();
        for (const auto& guardian : guardians)
            out.push_back(domain::toJson(guardian));
        context.print(out);
        return;
    }
    for (const auto& g : guardians)
        context.line(g.id.toString() + "  " + g.name + " (" + label(g.relation) + ")" +
                     (g.email.empty() ? "" : "  " + g.email));
}

void add(Context& context, const GuardianArgs& args) {
    domain::Guardian guardian;
    guardian.student = context.student(args.student).id;
    guardian.name = args.name;
    guardian.email = args.email;
    guardian.relation = domain::guardianRelationFromString(args.relation).value();
    const auto id = app::GuardianService(context.office()).save(std::move(guardian)).value();
    if (context.json)
        context.print({{"id", id.toString()}});
    context.message(tr("The parent or guardian was saved."));
}

void remove(Context& context, const GuardianArgs& args) {
    app::GuardianService service(context.office());
    const auto guardians = service.of(context.student(args.student).id).value();
    const auto found = std::find_if(guardians.begin(), guardians.end(),
                                    [&](const auto& g) { return g.id.toString() == args.id; });
    if (found == guardians.end())
        throw Exception(
            Error{ErrorCode::valueInvalid,
                  "no such guardian",
                  {{"field", tr("parent or guardian")},
                   {"reason", tr("the pupil has none with this id; “guardians list” shows them")}}});
    service.remove(*found).value();
    context.message(tr("The parent or guardian was removed."));
}

} // namespace

void addGuardians(CLI::App& app, Context& context) {
    CLI::App* guardians = app.add_subcommand("guardians", tr("parents and guardians of pupils"));
    guardians->require_subcommand(1);
    guardians->fallthrough();
    auto args = std::make_shared<GuardianArgs>();
    const auto verb = [&](const char* name, const std::string& text,
                          void (*run)(Context&, const GuardianArgs&)) {
        CLI::App* command = guardians->add_subcommand(name, text);
        command->fallthrough();
        command->add_option("STUDENT", args->student)->required();
        command->callback([&context, args, run] { run(context, *args); });
        return command;
    };
    verb("list", tr("of one pupil"), list);
    CLI::App* adding = verb("add", tr("a new one"), add);
    adding->add_option("--name", args->name, tr("first name and surname"))->required();
    adding->add_option("--email", args->email, tr("e-mail address"));
    adding->add_option("--relation", args->relation, tr("who it is to the pupil"))
        ->check(CLI::IsMember({"parent", "mother", "father", "guardian"}));
    verb("remove", tr("one who is no longer a guardian of the pupil"), remove)
        ->add_option("ID", args->id, tr("as “guardians list” shows it"))
        ->required();
}

} // namespace esek::cli
