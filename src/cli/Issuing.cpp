#include "cli/Issuing.h"

#include "base/Translate.h"

namespace esek::cli {

void addDate(CLI::App* verb, DateArgs& args) {
    verb->add_option("--date", args.date, tr("date of issue; today when not given"));
    verb->add_flag("--earlier-date", args.earlier,
                   tr("yes, the date may be before that of the last card in the register"));
}

app::CardService::IssueDate issueDate(Context& context, const DateArgs& args) {
    app::CardService::IssueDate day;
    if (!args.date.empty()) {
        day.given = dateFromText(args.date);
        if (!day.given)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--date", {{"reason", tr("the date is not a calendar date")}}});
    }
    day.earlierConfirmed = args.earlier;
    if (const auto checked = app::CardService(context.office()).checkedDate(day); !checked) {
        if (checked.error().code == ErrorCode::clockSetBack)
            context.message(tr("The option --date gives the date of issue."));
        if (checked.error().code == ErrorCode::issueDateEarlier)
            context.message(tr("The option --earlier-date confirms it."));
        throw Exception(checked.error());
    }
    return day;
}

Json cardToJson(const domain::StudentCard& c) {
    return {{"id", c.id.toString()},
            {"number", c.number},
            {"student", c.student.toString()},
            {"surname", c.contents.surname},
            {"givenNames", c.contents.givenNames},
            {"class", c.classUnit},
            {"batch", c.batch.toString()},
            {"issuedOn", toIso(c.issuedOn)},
            {"state", domain::toString(c.state)},
            {"duplicate", c.duplicate}};
}

void printIssued(Context& context, const app::CardService::Issued& issued) {
    Json refused = context.refusals(issued.refused);
    if (context.json) {
        Json batches = Json::array();
        for (const auto& b : issued.batches)
            batches.push_back(domain::toJson(b));
        Json cards = Json::array();
        for (const auto& c : issued.cards)
            cards.push_back(cardToJson(c));
        context.print(
            {{"batches", std::move(batches)}, {"cards", std::move(cards)}, {"refused", std::move(refused)}});
    } else {
        for (const auto& b : issued.batches)
            context.line(b.id.toString());
        context.message(fmt::format(fmt::runtime(tr("cards issued: {}, refused: {}")), issued.cards.size(),
                                    issued.refused.size()));
    }
    if (issued.batches.empty()) {
        context.message(Error{ErrorCode::nothingToDo, "nobody", {}});
        context.exitCode = exitCode(ErrorCode::nothingToDo);
    }
}

} // namespace esek::cli
