#include "base/Translate.h"
#include "server/accounts/AuthorityAccess.h"
#include "server/cli/Context.h"

namespace esek::server::cli {

namespace {

AuthorityAccess accessOf(Context& context) {
    return {context.store(), context.clock(), context.rng(), &context.revokedIds()};
}

void tell(Context& context, const AuthorityAccess::Issued& issued) {
    if (context.json) {
        context.print({{"login", issued.number}, {"password", issued.password}, {"until", issued.until}});
        return;
    }
    context.line(issued.number + "  " + issued.password);
    context.message(tr("The login and the one-time password, good for 14 days. They are shown this once."));
}

} // namespace

void addAuthority(CLI::App& app, Context& context) {
    CLI::App* group =
        app.add_subcommand("authority", tr("who of the running authority sees the figures of all schools"));
    group->require_subcommand(1);
    group->fallthrough();

    auto name = std::make_shared<std::string>();
    CLI::App* add = group->add_subcommand("add", tr("give an access: a login and a one-time password"));
    add->add_option("--name", *name, tr("name of the person"))->required();
    add->callback([&context, name] { tell(context, accessOf(context).issue(*name)); });

    auto renewed = std::make_shared<std::string>();
    CLI::App* renew = group->add_subcommand(
        "renew", tr("a new one-time password; the password of before and all sessions end"));
    renew->add_option("LOGIN", *renewed)->required();
    renew->callback([&context, renewed] { tell(context, accessOf(context).renew(*renewed)); });

    auto ended = std::make_shared<std::string>();
    CLI::App* end = group->add_subcommand("end", tr("end an access and where it is open"));
    end->add_option("LOGIN", *ended)->required();
    end->callback([&context, ended] {
        accessOf(context).end(*ended);
        context.message(tr("This access no longer works."));
    });

    group->add_subcommand("list", tr("who has an access and when it was used"))->callback([&context] {
        Json list = Json::array();
        for (const AuthorityRow& a : accessOf(context).list()) {
            list.push_back({{"login", a.number},
                            {"name", a.name},
                            {"issued", a.issuedAt},
                            {"used", a.usedAt.empty() ? Json() : Json(a.usedAt)},
                            {"ended", a.endedAt.empty() ? Json() : Json(a.endedAt)}});
            if (!context.json)
                context.line(a.number + "  " + a.name + (a.endedAt.empty() ? "" : "  " + tr("(ended)")));
        }
        if (context.json)
            context.print(list);
    });
}

} // namespace esek::server::cli
