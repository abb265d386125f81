#include "app/CardTemplates.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Cards.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

using app::CardTemplates;

void list(Context& context) {
    const CardTemplates templates(context.office());
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const auto& [name, title] : templates.names().value()) {
        const bool changed = templates.changed(name);
        out.push_back({{"name", name}, {"title", title}, {"changed", changed}});
        cells.push_back({name, title, changed ? tr("changed here") : ""});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("template"), tr("title"), tr("places")}, cells));
}

void show(Context& context, const std::string& name) {
    const auto plan = CardTemplates(context.office()).plan(name).value();
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const app::CardPlace& place : plan.places) {
        Json one{{"id", place.id}, {"label", place.label}, {"x", place.x},
                 {"y", place.y},   {"width", place.width}, {"height", place.height}};
        if (!place.isPhoto()) {
            one["baseline"] = place.baseline;
            one["sizePt"] = place.sizePt;
        }
        out.push_back(std::move(one));
        cells.push_back({place.id, place.label, format("{:g}", place.x), format("{:g}", place.y),
                         format("{:g}", place.width), format("{:g}", place.height)});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("field"), tr("on the blank"), tr("left, mm"), tr("top, mm"), tr("width, mm"),
                            tr("height, mm")},
                           cells));
}

} // namespace

void addCardTemplates(CLI::App& cards, Context& context) {
    CLI::App* templates =
        cards.add_subcommand("template", tr("where the data go on the blanks of this office"));
    templates->require_subcommand(1);
    templates->fallthrough();
    const auto verb = [&](const char* name, const std::string& help) {
        CLI::App* made = templates->add_subcommand(name, help);
        made->fallthrough();
        return made;
    };
    verb("list", tr("the templates, and which of them were changed here"))->callback([&context] {
        list(context);
    });
    struct Args {
        std::string name, file;
    };
    const auto named = [&](CLI::App* to) {
        auto args = std::make_shared<Args>();
        to->add_option("TEMPLATE", args->name, tr("name of a template or type of card"))->required();
        return args;
    };
    CLI::App* shown = verb("show", tr("the places of a template in millimetres"));
    auto which = named(shown);
    shown->callback([&context, which] { show(context, which->name); });

    CLI::App* exported = verb("export", tr("the places to a file, for another computer"));
    auto out = named(exported);
    exported->add_option("--out", out->file, tr("file to write"))->required();
    exported->callback([&context, out] {
        const CardTemplates all(context.office());
        all.exportTo(all.plan(out->name).value(), context.output(out->file)).value();
    });

    auto in = std::make_shared<std::string>();
    CLI::App* imported = verb("import", tr("take the places of such a file"));
    imported->add_option("FILE", *in)->required();
    imported->callback([&context, in] {
        CardTemplates all(context.office());
        const auto plan = all.import(platform::pathFromUtf8(*in)).value();
        all.save(plan).value();
        context.message(format(runtime(tr("The places of {} were changed. Print a test card before the first "
                                          "blank.")),
                               plan.title));
    });

    CLI::App* reset = verb("reset", tr("the places of the bundled template count again"));
    auto back = named(reset);
    reset->callback([&context, back] {
        CardTemplates all(context.office());
        all.reset(all.bundledPlan(back->name).value().name).value();
    });
}

} // namespace esek::cli
