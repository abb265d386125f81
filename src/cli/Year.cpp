#include "app/YearChange.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "cli/CardYear.h"
#include "cli/Report.h"

#include <algorithm>

namespace esek::cli {

namespace {

using app::YearChange;
using Kind = domain::ClassStep::Kind;

std::string words(const domain::ClassStep& step) {
    switch (step.kind) {
    case Kind::up:
        return format(runtime(tr("go to {}")), step.next);
    case Kind::leave:
        return tr("leave the school");
    case Kind::stay:
        break;
    }
    return tr("stay");
}

const char* key(Kind kind) {
    return kind == Kind::up ? "up" : kind == Kind::leave ? "leave" : "stay";
}

void show(Context& context, const YearChange::Preview& preview) {
    Json lines = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const auto& line : preview.lines) {
        lines.push_back({{"class", line.step.classUnit},
                         {"pupils", line.pupils},
                         {"step", key(line.step.kind)},
                         {"next", line.step.next}});
        cells.push_back({line.step.classUnit, std::to_string(line.pupils), words(line.step)});
    }
    if (context.json)
        context.print({{"year", preview.year}, {"reached", preview.reached}, {"classes", std::move(lines)}});
    else
        context.line(table({tr("class"), tr("pupils"), tr("what becomes of them")}, cells));
}

struct Args {
    std::string year;
    std::vector<std::string> stay, leave, to;
    bool dryRun = false;
};

domain::ClassStep& stepOf(YearChange::Preview& preview, const std::string& classUnit) {
    const auto at = std::ranges::find_if(
        preview.lines, [&](const YearChange::Line& line) { return line.step.classUnit == classUnit; });
    if (at == preview.lines.end())
        throw Exception(Error{ErrorCode::wrongUsage,
                              "class",
                              {{"reason", format(runtime(tr("no pupil is in a class “{}”")), classUnit)}}});
    return at->step;
}

void change(YearChange::Preview& preview, const Args& args) {
    for (const std::string& unit : args.stay)
        stepOf(preview, unit) = {unit, Kind::stay, {}};
    for (const std::string& unit : args.leave)
        stepOf(preview, unit) = {unit, Kind::leave, {}};
    for (const std::string& pair : args.to) {
        const auto mark = pair.find('=');
        if (mark == std::string::npos)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--to", {{"reason", tr("--to names two classes, as 1A=2C")}}});
        const std::string unit = squeeze(pair.substr(0, mark));
        stepOf(preview, unit) = {unit, Kind::up, squeeze(pair.substr(mark + 1))};
    }
    if (!args.year.empty())
        preview.year = args.year;
}

void promote(Context& context, const Args& args) {
    YearChange service(context.office());
    auto preview = service.preview().value();
    change(preview, args);
    if (args.dryRun)
        return show(context, preview);
    std::vector<domain::ClassStep> steps;
    for (const auto& line : preview.lines)
        steps.push_back(line.step);
    const auto made = service.make(preview.year, steps).value();
    const auto left = static_cast<std::size_t>(
        std::ranges::count_if(made.changed, [](const auto& pupil) { return pupil.after.left; }));
    if (context.json)
        context.print({{"year", preview.year}, {"promoted", made.changed.size() - left}, {"left", left}});
    else
        context.message(format(runtime(tr("The classes are those of {} now. Pupils moved up: {}, left the "
                                          "school: {}. “year undo” takes it back.")),
                               preview.year, made.changed.size() - left, left));
}

} // namespace

void addYear(CLI::App& app, Context& context) {
    CLI::App* year = app.add_subcommand("year", tr("the classes of a new school year"));
    year->require_subcommand(1);
    year->fallthrough();

    CLI::App* shown = year->add_subcommand(
        "show", tr("what would become of each class; with a year, who was in which class then"));
    shown->fallthrough();
    auto archived = std::make_shared<std::string>();
    shown->add_option("YEAR", *archived, tr("an earlier school year, such as 2025/2026"));
    shown->callback([&context, archived] {
        if (archived->empty())
            show(context, YearChange(context.office()).preview().value());
        else
            printTable(context, app::ReportService(context.office())
                                    .make({.name = "school-year", .schoolYear = *archived})
                                    .value());
    });

    auto args = std::make_shared<Args>();
    CLI::App* verb = year->add_subcommand(
        "promote", tr("each class becomes the next one, the pupils of the highest grade leave the school"));
    verb->fallthrough();
    verb->add_option("--year", args->year, tr("the school year that begins, as 2027/2028"));
    verb->add_option("--stay", args->stay, tr("the pupils of this class stay in it; may be repeated"));
    verb->add_option("--leave", args->leave,
                     tr("the pupils of this class leave the school; may be repeated"));
    verb->add_option("--to", args->to, tr("another next class, as 1A=2C; may be repeated"));
    verb->add_flag("--dry-run", args->dryRun, tr("only say what would happen"));
    verb->callback([&context, args] { promote(context, *args); });

    CLI::App* undo = year->add_subcommand("undo", tr("take the last change of the school year back"));
    undo->fallthrough();
    undo->callback([&context] {
        const auto outcome = YearChange(context.office()).takeBack().value();
        if (context.json)
            context.print({{"restored", outcome.restored}, {"kept", outcome.kept}});
        else
            context.message(format(runtime(tr("The change was taken back. Pupils in their classes of before: "
                                              "{}, left as they are because they were changed since: {}.")),
                                   outcome.restored, outcome.kept));
    });
}

} // namespace esek::cli
