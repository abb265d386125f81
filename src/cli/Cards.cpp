#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

#include <charconv>

namespace esek::cli {

namespace {

using app::CardService;

Date parseDate(Context& context, const std::string& text) {
    if (text.empty())
        return context.clock().today();
    const auto date = dateFromText(text);
    if (!date)
        throw Exception(
            Error{ErrorCode::wrongUsage, "--date", {{"reason", tr("the date is not a calendar date")}}});
    return *date;
}

double millimetres(std::string_view text) {
    double v = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (ec != std::errc() || end != text.data() + text.size() || v < -20 || v > 20)
        throw Exception(
            Error{ErrorCode::wrongUsage, "--offset", {{"reason", tr("--offset wants X,Y in millimetres")}}});
    return v;
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
        std::string classUnit, date;
        std::vector<std::string> students;
        bool allReady = false;
    };
    auto args = std::make_shared<Args>();
    CLI::App* issue = cards.add_subcommand("issue", tr("give numbers, write the register, make a batch"));
    issue->fallthrough();
    issue->add_option("--class", args->classUnit, tr("of this class only"));
    issue->add_option("--student", args->students, tr("register number, PESEL or id"));
    issue->add_flag("--all-ready", args->allReady, tr("every pupil who can get a card"));
    issue->add_option("--date", args->date, tr("date of issue; today when not given"));
    issue->callback([&context, args] {
        CardService service(context.office());
        std::vector<domain::StudentId> students;
        for (const std::string& s : args->students)
            students.push_back(context.student(s).id);
        if (args->allReady) {
            for (const auto& row : service.readiness(args->classUnit).value().ready)
                students.push_back(row.student.id);
        } else if (!args->classUnit.empty()) {
            storage::StudentFilter filter;
            filter.classUnit = args->classUnit;
            for (const auto& row : context.office().replica().students(filter).value())
                students.push_back(row.student.id);
        } else if (args->students.empty()) {
            throw Exception(Error{ErrorCode::wrongUsage,
                                  "no selection",
                                  {{"reason", tr("say for whom: --class, --student or --all-ready")}}});
        }
        printIssued(context, service.issue(students, parseDate(context, args->date)).value());
    });

    auto who = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    auto date = std::make_shared<std::string>();
    CLI::App* duplicate =
        cards.add_subcommand("duplicate", tr("a duplicate; the present card becomes invalid"));
    duplicate->fallthrough();
    duplicate->add_option("STUDENT", *who)->required();
    duplicate->add_option("--reason", *reason, tr("why, as in the request"))->required();
    duplicate->add_option("--date", *date, tr("date of issue; today when not given"));
    duplicate->callback([&context, who, reason, date] {
        const auto issued = CardService(context.office())
                                .issueDuplicate(context.student(*who).id, parseDate(context, *date), *reason)
                                .value();
        printIssued(context, issued);
    });
}

void addExport(CLI::App& cards, Context& context) {
    struct Args {
        std::string batch, format, out, templ, offset;
        int dpi = CardService::kDefaultDpi;
        bool background = false;
    };
    auto args = std::make_shared<Args>();
    CLI::App* verb = cards.add_subcommand("export", tr("a batch to a file"));
    verb->fallthrough();
    verb->add_option("BATCH", args->batch, tr("number or id of the batch"))->required();
    verb->add_option(
            "--format", args->format,
            tr("pdf: a page for each card; sheet: A4 proof; vendor: zip for a print firm; sio: CSV for SIO"))
        ->required()
        ->check(CLI::IsMember({"pdf", "sheet", "vendor", "sio"}));
    verb->add_option("--out", args->out, tr("file to write"))->required();
    verb->add_option("--template", args->templ, tr("template; by the type of card when not given"));
    verb->add_option("--offset", args->offset, tr("X,Y: correction for the printer, mm right and down"));
    verb->add_option("--dpi", args->dpi, tr("resolution of the photo"))->check(CLI::Range(300, 1200));
    verb->add_flag("--background", args->background,
                   tr("sheet: drawn blank behind the data, on screen only"));
    verb->callback([&context, args] {
        CardService service(context.office());
        const auto batch = context.office().replica().findBatch(args->batch).value();
        CardService::ExportOptions options;
        options.templateName = args->templ;
        options.dpi = args->dpi;
        options.background = args->background;
        if (!args->offset.empty()) {
            const auto comma = args->offset.find(',');
            options.offsetXmm = millimetres(std::string_view(args->offset).substr(0, comma));
            options.offsetYmm = comma == std::string::npos
                                    ? millimetres("?")
                                    : millimetres(std::string_view(args->offset).substr(comma + 1));
        }
        const auto out = platform::pathFromUtf8(args->out);
        const auto done = args->format == "pdf"      ? service.exportPdf(batch.id, out, options)
                          : args->format == "sheet"  ? service.exportSheet(batch.id, out, options)
                          : args->format == "vendor" ? service.exportVendor(batch.id, out, options)
                                                     : service.exportSio(batch.id, out);
        Json refused = context.refusals(done.value().refused);
        if (context.json)
            context.print({{"cards", done->cards}, {"refused", std::move(refused)}});
        else
            context.message(fmt::format(fmt::runtime(tr("cards in the file: {}, left out: {}")), done->cards,
                                        done->refused.size()));
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
            filter->batch = context.office().replica().findBatch(*batch).value().id;
        const auto rows = context.office().replica().cards(*filter).value();
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
        for (const auto& b : context.office().replica().batches().value()) {
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

void addCards(CLI::App& app, Context& context) {
    CLI::App* cards = app.add_subcommand("cards", tr("identity cards"));
    cards->require_subcommand(1);
    cards->fallthrough();
    addIssue(*cards, context);
    addExport(*cards, context);
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
        const auto marked =
            CardService(context.office()).mark(*card, *domain::cardStateFromString(*state), *reason).value();
        if (context.json)
            context.print(cardToJson(marked));
        else
            context.message(domain::label(marked.state));
    });
}

} // namespace esek::cli
