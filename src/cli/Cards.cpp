#include "cli/Cards.h"

#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "app/PrintOffset.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/CardYear.h"
#include "cli/Issuing.h"

namespace esek::cli {

namespace {

using app::CardExporter;
using app::CardMarks;
using app::CardService;

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
            options.offset = app::printOffsetFromText(args->offset).value();
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

void addTestCard(CLI::App& cards, Context& context) {
    auto args = std::make_shared<ExportArgs>();
    CLI::App* verb = cards.add_subcommand(
        "test-card", tr("one page without a pupil, to see how well a printer hits the places of a blank"));
    verb->fallthrough();
    verb->add_option("--out", args->out, tr("file to write"))->required();
    verb->add_option("--template", args->templ, tr("template; by the type of card when not given"));
    verb->add_option("--offset", args->offset,
                     tr("correction for the printer in mm, right and down: 0,5;1,0 or 0.5,1.0"));
    verb->callback([&context, args] {
        CardExporter::Options options;
        options.templateName = args->templ;
        if (!args->offset.empty())
            options.offset = app::printOffsetFromText(args->offset).value();
        CardExporter(context.office()).testCard(context.output(args->out), options).value();
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
    addTestCard(*cards, context);
    addCardTemplates(*cards, context);
    addCardsPrint(*cards, context);
    addLists(*cards, context);
    addMarks(*cards, context);
    addDuplicates(*cards, context);

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
