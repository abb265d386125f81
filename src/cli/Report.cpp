#include "cli/Report.h"

#include "app/ReportService.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

using app::ReportFormat;
using app::ReportService;

struct ReportArgs {
    app::ReportQuery query;
    std::string from, to, format, out;
    bool list = false;
};

[[noreturn]] void refuse(const std::string& reason) {
    throw Exception(Error{ErrorCode::wrongUsage, "report", {{"reason", reason}}});
}

std::optional<Date> dayOf(const char* option, const std::string& text) {
    if (text.empty())
        return std::nullopt;
    const auto day = dateFromText(text);
    if (!day)
        refuse(
            format(runtime(tr("{} is not a calendar date; write it as 2026-09-01 or 01.09.2026")), option));
    return day;
}

void listReports(Context& context) {
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const app::ReportKind& kind : app::reportKinds()) {
        out.push_back({{"name", kind.name}, {"title", kind.title}, {"sentence", kind.sentence}});
        cells.push_back({kind.name, kind.title, kind.sentence});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("report"), tr("title"), tr("what it answers")}, cells));
}

void showTable(Context& context, const app::ReportTable& report) {
    context.line(report.title);
    if (!report.subtitle.empty())
        context.line(report.subtitle);
    std::vector<std::string> header;
    for (const auto& column : report.columns)
        header.push_back(column.heading());
    std::vector<std::vector<std::string>> cells;
    const auto add = [&](const auto& row) {
        auto& texts = cells.emplace_back();
        for (const auto& cell : row)
            texts.push_back(ReportService::shown(cell));
    };
    for (const auto& row : report.rows)
        add(row);
    if (!report.totals.empty())
        add(report.totals);
    context.line(table(header, cells));
    if (!report.note.empty())
        context.line(report.note);
}

/// What is written: by --format, else by the ending of the file. Nothing: a text on the screen.
std::optional<ReportFormat> formatOf(const Context& context, const ReportArgs& args) {
    if (args.format == "text" || (args.format.empty() && args.out.empty())) {
        if (!args.out.empty())
            refuse(tr("text goes to the screen; for a file choose csv, xlsx, pdf or json"));
        return context.json ? std::optional(ReportFormat::json) : std::nullopt;
    }
    const auto chosen =
        app::reportFormatOf(platform::pathFromUtf8(args.format.empty() ? args.out : "report." + args.format));
    if (!chosen)
        refuse(tr("the ending of the file is not .csv, .xlsx, .pdf or .json; name the format with --format"));
    if (args.out.empty() && chosen != ReportFormat::json)
        refuse(tr("this format is a file; name it with --out"));
    return chosen;
}

void write(Context& context, const app::ReportTable& report, std::optional<ReportFormat> as,
           const std::string& out) {
    ReportService(context.office()).save(report, as.value(), context.output(out)).value();
    context.message(format(runtime(trn("The report with {count} row is in {file}.",
                                       "The report with {count} rows is in {file}.", report.rows.size())),
                           fmt::arg("count", report.rows.size()), fmt::arg("file", out)));
}

} // namespace

void printTable(Context& context, const app::ReportTable& report, const std::string& out) {
    ReportArgs args;
    args.out = out;
    if (!out.empty())
        write(context, report, formatOf(context, args), out);
    else if (context.json)
        context.line(ReportService::json(report));
    else
        showTable(context, report);
}

namespace {

void makeReport(Context& context, ReportArgs& args) {
    if (args.list) {
        listReports(context);
        return;
    }
    if (args.query.name.empty())
        refuse(tr("say which report; “report --list” names them all"));
    args.query.from = dayOf("--from", args.from);
    args.query.to = dayOf("--to", args.to);
    const auto as = formatOf(context, args);
    sync::FileTokenStore tokens(context.folder());
    const app::ReportTable report = ReportService(context.office(), &tokens).make(args.query).value();
    if (!as)
        showTable(context, report);
    else if (args.out.empty())
        context.line(ReportService::json(report));
    else
        write(context, report, as, args.out);
}

} // namespace

void addReport(CLI::App& app, Context& context) {
    auto args = std::make_shared<ReportArgs>();
    CLI::App* verb = app.add_subcommand("report", tr("a report as a table on the screen or in a file"));
    verb->fallthrough();
    verb->add_option("NAME", args->query.name, tr("which one; --list names them"));
    verb->add_flag("--list", args->list, tr("name the reports"));
    verb->add_option("--class", args->query.classUnit, tr("of this class only"));
    verb->add_option("--from", args->from, tr("first day of the period"));
    verb->add_option("--to", args->to, tr("last day of the period"));
    verb->add_option("--days", args->query.days, tr("pending-photos: waiting for more than this many days"))
        ->check(CLI::Range(0, 3650));
    verb->add_option("--year", args->query.schoolYear, tr("school-year: which one, such as 2025/2026"));
    verb->add_option("--person", args->query.person, tr("decisions: of this person only"));
    verb->add_option("--format", args->format, tr("text, csv, xlsx, pdf or json; by the file's ending"))
        ->check(CLI::IsMember({"text", "csv", "xlsx", "pdf", "json"}));
    verb->add_option("--out", args->out, tr("file to write"));
    verb->callback([&context, args] { makeReport(context, *args); });
}

} // namespace esek::cli
