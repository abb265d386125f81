#include "base/Describe.h"
#include "base/Format.h"
#include "base/MatchKey.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

using List = app::RosterService::StudentList;

struct Options {
    std::string file;
    std::string preset = "auto";
    std::vector<std::string> sheets;
    std::vector<std::string> columns; ///< FIELD=HEADING
    std::string rejected;
    bool dryRun = false;
};

Exception wrongColumn(const std::string& reason) {
    return Exception(Error{ErrorCode::wrongUsage, "--column", {{"reason", reason}}});
}

/// "surname=Nazwisko dziecka"; nothing after the sign leaves the field out.
void chooseColumn(List& list, const std::string& choice) {
    const auto at = choice.find('=');
    const auto field = roster::fieldFromName(choice.substr(0, at));
    if (at == std::string::npos || !field || *field == roster::Field::ignore) {
        std::vector<std::string> names;
        for (const roster::Field f : roster::allFields())
            if (f != roster::Field::ignore)
                names.emplace_back(roster::name(f));
        throw wrongColumn(
            format(fmt::runtime(tr("--column wants FIELD=HEADING; fields are: {}")), join(names, ", ")));
    }
    const std::string heading = choice.substr(at + 1);
    if (heading.empty()) {
        roster::dropField(list.mapping, *field);
        return;
    }
    const auto& header = list.table.header;
    auto found = std::find(header.begin(), header.end(), heading);
    if (found == header.end())
        found = std::find_if(header.begin(), header.end(),
                             [&](const std::string& h) { return matchKey(h) == matchKey(heading); });
    if (found == header.end())
        throw wrongColumn(format(fmt::runtime(tr("there is no column “{}”; the columns are: {}")), heading,
                                 join(header, ", ")));
    roster::assignColumn(list.mapping, static_cast<std::size_t>(found - header.begin()), *field);
}

/// Numbers that identify a person stay out of what a terminal or a script keeps; the file of refused rows has
/// them.
std::string shownValue(const List& list, const roster::Issue& issue) {
    if (issue.field == roster::Field::pesel || issue.field == roster::Field::documentNumber)
        return {};
    return roster::valueOfIssue(list.table, list.mapping, issue);
}

Json issuesToJson(const List& list, const std::vector<roster::Issue>& issues) {
    Json out = Json::array();
    for (const roster::Issue& i : issues) {
        Json item{{"line", i.line}, {"column", i.column}, {"kind", i.kind}, {"text", i.text()}};
        if (i.row != roster::Issue::kNoRow) {
            item["pupil"] = roster::pupilOfRow(list.table, list.mapping, i.row);
            item["value"] = shownValue(list, i);
        }
        if (!i.sheet.empty())
            item["sheet"] = i.sheet;
        out.push_back(std::move(item));
    }
    return out;
}

/// "Line 3, column “Data urodzenia” ...: not a date. (Lis Jan: 31.02.2013)"
std::string sentence(const List& list, const roster::Issue& issue) {
    std::string text = issue.text();
    if (issue.row == roster::Issue::kNoRow)
        return text;
    const std::string pupil = roster::pupilOfRow(list.table, list.mapping, issue.row);
    const std::string value = shownValue(list, issue);
    if (pupil.empty() && value.empty())
        return text;
    return text + " (" + pupil + (pupil.empty() || value.empty() ? "" : ": ") + value + ")";
}

void saveRejected(Context& context, const List& list, const roster::ImportPlan& plan,
                  const std::string& file) {
    if (plan.refused.empty())
        return;
    platform::writeFileAtomically(context.output(file), roster::rejectedRowsCsv(list.table, plan)).value();
    context.message(format(fmt::runtime(tr("The refused rows were saved in {}.")), file));
}

roster::ImportPlan planOf(Context& context, app::RosterService& roster, const List& list) {
    auto plan = roster.planStudents(list.table, list.mapping);
    if (!plan && plan.error().code == ErrorCode::columnsUnclear) {
        context.message(plan.error());
        throw wrongColumn(
            format(fmt::runtime(tr("choose with --column {}=HEADING")), plan.error().value("name")));
    }
    return std::move(plan).value();
}

void importStudents(Context& context, const Options& options) {
    app::RosterService roster(context.office());
    List list =
        roster.readStudents(platform::pathFromUtf8(options.file), options.preset, {options.sheets}).value();
    for (const std::string& choice : options.columns)
        chooseColumn(list, choice);
    const roster::ImportPlan plan = planOf(context, roster, list);
    if (!options.dryRun) {
        roster.importStudents(plan).value();
        if (!options.columns.empty())
            roster.rememberColumns(list.table, list.mapping).value();
    }
    if (!options.rejected.empty())
        saveRejected(context, list, plan, options.rejected);
    // Rows that were refused do not make the import fail, but a list without one good row does.
    const bool nothing = plan.add.empty() && plan.update.empty() && plan.unchanged.empty();
    context.exitCode = nothing ? 1 : 0;
    if (context.json) {
        Json cards = Json::array();
        for (const roster::PresentCard& card : plan.presentCards)
            cards.push_back({{"line", card.line}, {"number", card.number}});
        context.print({{"dryRun", options.dryRun},
                       {"added", plan.add.size()},
                       {"changed", plan.update.size()},
                       {"unchanged", plan.unchanged.size()},
                       {"refused", plan.refusedRows},
                       {"remarks", issuesToJson(list, plan.remarks)},
                       {"refusals", issuesToJson(list, plan.refused)},
                       {"flags", issuesToJson(list, plan.flags)},
                       {"presentCards", std::move(cards)},
                       {"guardians", plan.guardians.size()}});
        return;
    }
    if (list.remembered)
        context.message(tr("The columns are those chosen for such a list the last time."));
    for (const roster::Issue& i : plan.remarks)
        context.message(i.text());
    for (const roster::Issue& i : plan.refused)
        context.message(tr("Refused: ") + sentence(list, i));
    for (const roster::Issue& i : plan.flags)
        context.message(tr("To check: ") + sentence(list, i));
    context.line(fmt::format(fmt::runtime(tr("added {}, changed {}, unchanged {}, refused {}")),
                             plan.add.size(), plan.update.size(), plan.unchanged.size(), plan.refusedRows));
    if (!plan.guardians.empty())
        context.line(
            fmt::format(fmt::runtime(tr("parents and guardians entered: {}")), plan.guardians.size()));
    if (options.dryRun)
        context.message(tr("This was a trial: nothing was saved."));
}

} // namespace

void addImportStudents(CLI::App& import, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* students = import.add_subcommand("students", tr("CSV, XLSX or OneRoster zip"));
    students->fallthrough();
    students->add_option("FILE", options->file)->required();
    students->add_option("--preset", options->preset, tr("kind of list"));
    students->add_option("--sheet", options->sheets,
                         tr("a sheet to read; may be given again; none: all lists"));
    students->add_option("--column", options->columns,
                         tr("FIELD=HEADING, the column that carries a field; may be given again"));
    students->add_option("--rejected", options->rejected,
                         tr("CSV file for the refused rows, to correct them"));
    students->add_flag("--dry-run", options->dryRun, tr("only say what would happen"));
    students->callback([&context, options] { importStudents(context, *options); });
}

} // namespace esek::cli
