#include "cli/Cards.h"

#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "app/PrintOffset.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

using app::CardExporter;
using app::CardMarks;
using app::CardService;

struct DateArgs {
    std::string date;
    bool earlier = false;
};

void addDate(CLI::App* verb, DateArgs& args) {
    verb->add_option("--date", args.date, tr("date of issue; today when not given"));
    verb->add_flag("--earlier-date", args.earlier,
                   tr("yes, the date may be before that of the last card in the register"));
}

/// Refuses here what issuing would refuse, so that the options that help can be named.
CardService::IssueDate issueDate(Context& context, const DateArgs& args) {
    CardService::IssueDate day;
    if (!args.date.empty()) {
        day.given = dateFromText(args.date);
        if (!day.given)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--date", {{"reason", tr("the date is not a calendar date")}}});
    }
    day.earlierConfirmed = args.earlier;
    if (const auto checked = CardService(context.office()).checkedDate(day); !checked) {
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

void printIssued(Context& context, const CardService::Issued& issued) {
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

void addIssue(CLI::App& cards, Context& context) {
    struct Args {
        std::string classUnit;
        DateArgs date;
        std::vector<std::string> students;
        bool allReady = false;
    };
    auto args = std::make_shared<Args>();
    CLI::App* issue = cards.add_subcommand("issue", tr("give numbers, write the register, make a batch"));
    issue->fallthrough();
    issue->add_option("--class", args->classUnit, tr("of this class only"));
    issue->add_option("--student", args->students, tr("register number, PESEL or id"));
    issue->add_flag("--all-ready", args->allReady, tr("every pupil who can get a card"));
    addDate(issue, args->date);
    issue->callback([&context, args] {
        CardService service(context.office());
        const CardService::IssueDate day = issueDate(context, args->date);
        std::vector<domain::StudentId> students;
        for (const std::string& s : args->students)
            students.push_back(context.student(s).id);
        if (args->allReady) {
            for (const auto& row : service.readiness(args->classUnit).value().ready)
                students.push_back(row.student.id);
        } else if (!args->classUnit.empty()) {
            storage::StudentFilter filter;
            filter.classUnit = args->classUnit;
            for (const auto& row : context.office().replica().students().list(filter).value())
                students.push_back(row.student.id);
        } else if (args->students.empty()) {
            throw Exception(Error{ErrorCode::wrongUsage,
                                  "no selection",
                                  {{"reason", tr("say for whom: --class, --student or --all-ready")}}});
        }
        printIssued(context, service.issue(students, day).value());
    });

    auto who = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    auto date = std::make_shared<DateArgs>();
    CLI::App* duplicate =
        cards.add_subcommand("duplicate", tr("a duplicate; the present card becomes invalid"));
    duplicate->fallthrough();
    duplicate->add_option("STUDENT", *who)->required();
    duplicate->add_option("--reason", *reason, tr("why, as in the request"))->required();
    addDate(duplicate, *date);
    duplicate->callback([&context, who, reason, date] {
        const auto issued = CardService(context.office())
                                .issueDuplicate(context.student(*who).id, issueDate(context, *date), *reason)
                                .value();
        printIssued(context, issued);
    });
}

struct ExportArgs {
    std::string batch, format, out, templ, offset;
    std::vector<std::string> cards;
    int dpi = CardService::kDefaultDpi;
    bool background = false, all = false;
};

void addExport(CLI::App& cards, Context& context) {
    auto args = std::make_shared<ExportArgs>();
    CLI::App* verb = cards.add_subcommand(
        "export", tr("cards of a batch to a file: those not printed yet or spoiled, when none are named"));
    verb->fallthrough();
    verb->add_option("BATCH", args->batch, tr("number or id of the batch"))->required();
    verb->add_option(
            "--format", args->format,
            tr("pdf: a page for each card; sheet: A4 proof; vendor: zip for a print firm; sio: CSV for SIO"))
        ->required()
        ->check(CLI::IsMember({"pdf", "sheet", "vendor", "sio"}));
    verb->add_option("--out", args->out, tr("file to write"))->required();
    auto* named =
        verb->add_option("--card", args->cards, tr("this card only, by its number; may be repeated"));
    verb->add_flag("--all", args->all, tr("also the cards that were printed already"))->excludes(named);
    verb->add_option("--template", args->templ, tr("template; by the type of card when not given"));
    verb->add_option("--offset", args->offset,
                     tr("correction for the printer in mm, right and down: 0,5;1,0 or 0.5,1.0"));
    verb->add_option("--dpi", args->dpi, tr("resolution of the photo"))->check(CLI::Range(300, 1200));
    verb->add_flag("--background", args->background,
                   tr("sheet: drawn blank behind the data, on screen only"));
    verb->callback([&context, args] {
        CardExporter exporter(context.office());
        CardExporter::Options options;
        options.templateName = args->templ;
        options.dpi = args->dpi;
        options.background = args->background;
        if (!args->offset.empty()) {
            const auto offset = app::printOffsetFromText(args->offset).value();
            options.offsetXmm = offset.right;
            options.offsetYmm = offset.down;
        }
        const auto out = context.output(args->out);
        const auto ids = chosenCards(context, args->batch, args->cards, args->all || args->format == "sio");
        const auto done = args->format == "pdf"      ? exporter.pdf(ids, out, options)
                          : args->format == "sheet"  ? exporter.sheet(ids, out, options)
                          : args->format == "vendor" ? exporter.vendor(ids, out, options)
                                                     : exporter.sio(ids, out);
        Json refused = context.refusals(done.value().refused);
        if (context.json)
            context.print({{"cards", done->cards}, {"refused", std::move(refused)}});
        else
            context.message(fmt::format(fmt::runtime(tr("cards in the file: {}, left out: {}")), done->cards,
                                        done->refused.size()));
        if (done->cards == 0)
            context.exitCode = exitCode(ErrorCode::nothingToDo);
    });
}

void addLists(CLI::App& cards, Context& context) {
    auto filter = std::make_shared<storage::CardFilter>();
    auto batch = std::make_shared<std::string>();
    CLI::App* list = cards.add_subcommand("list", tr("the register of cards"));
    list->fallthrough();
    list->add_option("--class", filter->classUnit, tr("of this class only"));
    list->add_option("--batch", *batch, tr("number or id of the batch"));
    list->callback([&context, filter, batch] {
        if (!batch->empty())
            filter->batch = context.office().replica().cards().findBatch(*batch).value().id;
        const auto rows = context.office().replica().cards().list(*filter).value();
        Json out = Json::array();
        std::vector<std::vector<std::string>> cells;
        for (const auto& c : rows) {
            out.push_back(cardToJson(c));
            cells.push_back({c.number, c.contents.surname, c.contents.givenNames, c.classUnit,
                             toPolish(c.issuedOn), domain::label(c.state)});
        }
        if (context.json)
            context.print(out);
        else
            context.line(table(
                {tr("number"), tr("surname"), tr("given names"), tr("class"), tr("issued"), tr("state")},
                cells));
    });
    CLI::App* batches = cards.add_subcommand("batches", tr("batches, the newest first"));
    batches->fallthrough();
    batches->callback([&context] {
        Json out = Json::array();
        std::vector<std::vector<std::string>> cells;
        for (const auto& b : context.office().replica().cards().batches().value()) {
            out.push_back(domain::toJson(b));
            cells.push_back({std::to_string(b.number), toPolish(b.issuedOn), std::to_string(b.cardCount),
                             b.id.toString()});
        }
        if (context.json)
            context.print(out);
        else
            context.line(table({tr("batch"), tr("issued"), tr("cards"), "id"}, cells));
    });
}

} // namespace

std::vector<domain::CardId> chosenCards(Context& context, const std::string& batchText,
                                        const std::vector<std::string>& numbers, bool all) {
    CardExporter exporter(context.office());
    const domain::BatchId batch = context.office().replica().cards().findBatch(batchText).value().id;
    if (numbers.empty())
        return (all ? exporter.cardsOf(batch) : exporter.cardsToPrint(batch)).value();
    std::vector<domain::CardId> ids;
    for (const std::string& number : numbers) {
        const domain::StudentCard card = context.office().replica().cards().find(number).value();
        if (card.batch != batch)
            throw Exception(Error{ErrorCode::unknownCard, "of another batch", {{"number", number}}});
        ids.push_back(card.id);
    }
    return ids;
}

void addCards(CLI::App& app, Context& context) {
    CLI::App* cards = app.add_subcommand("cards", tr("identity cards"));
    cards->require_subcommand(1);
    cards->fallthrough();
    addIssue(*cards, context);
    addExport(*cards, context);
    addCardsPrint(*cards, context);
    addLists(*cards, context);

    auto card = std::make_shared<std::string>();
    auto state = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    CLI::App* mark = cards->add_subcommand("mark", tr("write down what became of a card"));
    mark->fallthrough();
    mark->add_option("CARD", *card, tr("number or id"))->required();
    mark->add_option("STATE", *state)
        ->required()
        ->check(CLI::IsMember({"printed", "spoiled", "issued", "lost", "returned", "invalid"}));
    mark->add_option("--reason", *reason, tr("why"));
    mark->callback([&context, card, state, reason] {
        const domain::CardId id = context.office().replica().cards().find(*card).value().id;
        const auto outcome =
            CardMarks(context.office()).mark({id}, *domain::cardStateFromString(*state), *reason).value();
        if (!outcome.refused.empty())
            throw Exception(outcome.refused.front().error);
        const domain::StudentCard marked = context.office().replica().cards().get(id).value();
        if (context.json)
            context.print(cardToJson(marked));
        else
            context.message(domain::label(marked.state));
    });
}

} // namespace esek::cli
