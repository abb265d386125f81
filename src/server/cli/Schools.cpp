#include "base/Translate.h"
#include "base/platform/Files.h"
#include "server/cli/Context.h"

namespace esek::server::cli {

namespace {

domain::Role roleFrom(const std::string& text) {
    const auto role = domain::roleFromString(text == "admin" ? "administrator" : text);
    if (!role)
        throw Exception(Error{ErrorCode::valueInvalid, "role", {{"field", "--role"}, {"reason", text}}});
    return *role;
}

void addSchool(CLI::App& parent, Context& context) {
    auto file = std::make_shared<std::string>();
    CLI::App* verb = parent.add_subcommand("add", tr("take in a school: a JSON file as for init"));
    verb->add_option("FILE", *file, tr("description of the school (JSON)"))->required();
    verb->callback([&context, file] {
        const Json json = readJsonFile(platform::pathFromUtf8(*file)).value();
        const auto id = context.central().schools().add(domain::schoolFromJson(json).value()).value();
        if (context.json)
            context.print({{"school", id.toString()}});
        else
            context.line(id.toString());
    });
}

void listSchools(CLI::App& parent, Context& context) {
    parent.add_subcommand("list", tr("schools of this server"))->callback([&context] {
        Json list = Json::array();
        for (const SchoolRow& s : context.centralForReading().schools().list().value()) {
            list.push_back({{"school", s.id}, {"name", s.name}, {"changes", s.head}});
            if (!context.json)
                context.line(s.id + "  " + s.name);
        }
        if (context.json)
            context.print(list);
    });
}

void addUser(CLI::App& parent, Context& context) {
    struct Options {
        std::string school, role, name;
    };
    auto o = std::make_shared<Options>();
    CLI::App* verb = parent.add_subcommand("add", tr("add a person of a school"));
    verb->add_option("--school", o->school, tr("id or name of the school"))->required();
    verb->add_option("--role", o->role, tr("clerk, headteacher or admin"))
        ->required()
        ->check(CLI::IsMember({"clerk", "headteacher", "admin"}));
    verb->add_option("--name", o->name, tr("name of the person"))->required();
    verb->callback([&context, o] {
        const auto id = context.central()
                            .schools()
                            .addUser(context.school(o->school), roleFrom(o->role), o->name)
                            .value();
        if (context.json)
            context.print({{"user", id}});
        else
            context.line(id);
    });
}

void inviteDevice(CLI::App& parent, Context& context) {
    struct Options {
        std::string school, user, role = "clerk", name;
    };
    auto o = std::make_shared<Options>();
    CLI::App* verb =
        parent.add_subcommand("invite", tr("print a one-time code for one computer, good for 7 days"));
    verb->add_option("--school", o->school, tr("id or name of the school"))->required();
    auto* user = verb->add_option("--user", o->user, tr("id or name of the person who works there"));
    verb->add_option("--role", o->role, tr("clerk, headteacher or admin"))
        ->check(CLI::IsMember({"clerk", "headteacher", "admin"}))
        ->excludes(user);
    verb->add_option("--name", o->name, tr("name of the computer"));
    verb->callback([&context, o] {
        const auto school = context.school(o->school);
        const auto code = o->user.empty()
                              ? context.central().devices().invite(school, roleFrom(o->role), o->name).value()
                              : context.central().devices().inviteOf(school, o->user, o->name).value();
        if (context.json)
            context.print({{"code", code}});
        else
            context.line(code);
    });
}

void listDevices(CLI::App& parent, Context& context) {
    parent.add_subcommand("list", tr("computers that were admitted"))->callback([&context] {
        Json list = Json::array();
        for (const DeviceRow& d : context.centralForReading().devices().list().value()) {
            list.push_back({{"device", d.id},
                            {"school", d.school},
                            {"role", d.role},
                            {"name", d.name},
                            {"since", d.createdAt},
                            {"revoked", d.revokedAt.empty() ? Json() : Json(d.revokedAt)}});
            if (!context.json)
                context.line(d.id + "  " + d.role + "  " + d.name +
                             (d.revokedAt.empty() ? "" : "  " + tr("(revoked)")));
        }
        if (context.json)
            context.print(list);
    });
}

void revokeDevice(CLI::App& parent, Context& context) {
    auto id = std::make_shared<std::string>();
    CLI::App* verb = parent.add_subcommand("revoke", tr("no longer admit a computer"));
    verb->add_option("ID", *id, tr("id of the computer"))->required();
    verb->callback([&context, id] {
        context.central().devices().revoke(*id).value();
        context.message(tr("This computer is no longer admitted."));
    });
}

} // namespace

void addSchools(CLI::App& app, Context& context) {
    CLI::App* school = app.add_subcommand("school", tr("schools of this server"))->require_subcommand(1);
    addSchool(*school, context);
    listSchools(*school, context);
    CLI::App* user = app.add_subcommand("user", tr("people of the schools"))->require_subcommand(1);
    addUser(*user, context);
    CLI::App* device = app.add_subcommand("device", tr("computers of the offices"))->require_subcommand(1);
    inviteDevice(*device, context);
    listDevices(*device, context);
    revokeDevice(*device, context);
    for (CLI::App* group : {school, user, device})
        group->fallthrough();
}

} // namespace esek::server::cli
