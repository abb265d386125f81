#include "app/ValidityService.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "cli/CardYear.h"

namespace esek::cli {

namespace {

using app::ValidityService;

struct ExtendArgs {
    std::string year, classUnit, until, date;
    std::vector<std::string> cards;
    int place = 0;
};

std::optional<Date> dayOf(const char* option, const std::string& text) {
    if (text.empty())
        return std::nullopt;
    const auto day = dateFromText(text);
    if (!day)
        throw Exception(Error{
            ErrorCode::wrongUsage,
            option,
            {{"reason", format(runtime(tr("{} is not a calendar date; write it as 2026-09-01 or 01.09.2026")),
                               option)}}});
    return day;
}

std::vector<domain::CardId> chosenCards(Context& context, ValidityService& service, const ExtendArgs& args,
                                        const std::string& year) {
    std::vector<domain::CardId> ids;
    for (const std::string& number : args.cards)
        ids.push_back(context.office().replica().cards().find(number).value().id);
    if (args.cards.empty())
        for (const auto& row : service.list(year, args.classUnit).value())
            if (row.inUse) // what waits for the printer has no reverse yet
                ids.push_back(row.card.id);
    return ids;
}

void extend(Context& context, const ExtendArgs& args) {
    ValidityService service(context.office());
    ValidityService::Choice choice;
    choice.schoolYear = args.year.empty() ? service.currentYear() : args.year;
    if (args.place != 0)
        choice.place = args.place;
    choice.until = dayOf("--until", args.until);
    choice.placedOn = dayOf("--date", args.date);
    const auto out = service.place(chosenCards(context, service, args, choice.schoolYear), choice).value();
    Json refused = context.refusals(out.refused);
    for (const std::string& label : out.lastPlace)
        context.message(
            format(runtime(tr("{}: this was the last place for marks. Next year the card needs an "
                              "exchange, free of charge.")),
                   label));
    if (context.json) {
        Json made = Json::array();
        for (const auto& mark : out.made)
            made.push_back({{"card", mark.card.toString()}, {"validUntil", toIso(mark.until)}});
        context.print({{"schoolYear", choice.schoolYear},
                       {"marked", std::move(made)},
                       {"already", out.already},
                       {"lastPlace", out.lastPlace},
                       {"refused", std::move(refused)}});
    } else {
        context.message(format(runtime(tr("marks for {}: entered: {}, there already: {}, refused: {}")),
                               choice.schoolYear, out.made.size(), out.already, out.refused.size()));
    }
    if (out.made.empty() && out.already == 0)
        context.exitCode = exitCode(ErrorCode::nothingToDo);
}

void showMarks(Context& context, const std::string& number) {
    const domain::StudentCard card = context.office().replica().cards().find(number).value();
    const auto marks = context.office().replica().cardYear().marks(card.id).value();
    if (context.json) {
        context.print(domain::toJson(marks));
        return;
    }
    std::vector<std::vector<std::string>> cells;
    for (const domain::ValidityMark& m : marks.marks)
        cells.push_back({std::to_string(m.place), m.schoolYear, toPolish(m.validUntil), toPolish(m.placedOn),
                         m.placedBy, m.voided});
    context.line(table(
        {tr("place"), tr("school year"), tr("valid until"), tr("put on"), tr("by"), tr("voided")}, cells));
}

void takeBack(Context& context, const std::string& number, const std::string& year,
              const std::string& reason) {
    const domain::StudentCard card = context.office().replica().cards().find(number).value();
    const auto marks = context.office().replica().cardYear().marks(card.id).value();
    std::vector<ValidityService::Made> made;
    for (const domain::ValidityMark& m : marks.marks)
        if (m.counts() && m.schoolYear == year)
            made.push_back({card.id, m.validUntil});
    if (made.empty())
        throw Exception(Error{ErrorCode::checkFailed,
                              "no such mark",
                              {{"reason", format(runtime(tr("card {} has no mark for the school year {}")),
                                                 card.number, year)}}});
    ValidityService(context.office()).takeBack(made, reason).value();
    if (context.json)
        context.print(domain::toJson(context.office().replica().cardYear().marks(card.id).value()));
    else
        context.message(tr("The mark was voided. It stays in the history of the card."));
}

} // namespace

void addMarks(CLI::App& cards, Context& context) {
    auto args = std::make_shared<ExtendArgs>();
    CLI::App* verb = cards.add_subcommand("extend", tr("write down the validity marks of a school year"));
    verb->fallthrough();
    verb->add_option("--year", args->year, tr("school year as 2026/2027; the present one when not given"));
    auto* unit = verb->add_option("--class", args->classUnit, tr("of this class only"));
    verb->add_option("--card", args->cards, tr("this card only, by its number; may be repeated"))
        ->excludes(unit);
    verb->add_option("--place", args->place, tr("place on the reverse; the next one when not given"))
        ->check(CLI::Range(1, domain::kMarkPlaces));
    verb->add_option("--until", args->until, tr("what the mark says; the school's day when not given"));
    verb->add_option("--date", args->date, tr("day on which the marks were put on; today when not given"));
    verb->callback([&context, args] { extend(context, *args); });

    auto shown = std::make_shared<std::string>();
    CLI::App* list = cards.add_subcommand("marks", tr("the validity marks of a card"));
    list->fallthrough();
    list->add_option("CARD", *shown, tr("number or id"))->required();
    list->callback([&context, shown] { showMarks(context, *shown); });

    auto card = std::make_shared<std::string>();
    auto year = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    CLI::App* back = cards.add_subcommand("unmark", tr("void a validity mark that was entered wrongly"));
    back->fallthrough();
    back->add_option("CARD", *card, tr("number or id"))->required();
    back->add_option("--year", *year, tr("school year as 2026/2027"))->required();
    back->add_option("--reason", *reason, tr("why"))->required();
    back->callback([&context, card, year, reason] { takeBack(context, *card, *year, *reason); });
}

} // namespace esek::cli
