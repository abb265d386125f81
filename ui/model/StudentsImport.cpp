#include "ui/model/StudentsImport.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

Result<StudentsImport::Read> StudentsImport::read(const std::filesystem::path& file,
                                                  const std::string& preset,
                                                  const roster::ReadOptions& options, app::Office* office) {
    return guarded([&] {
        if (office) {
            auto list = app::RosterService(*office).readStudents(file, preset, options).value();
            return Read{file, std::move(list.table), std::move(list.mapping), list.remembered};
        }
        Read r;
        r.file = file;
        r.table = roster::readTable(file, options).value();
        r.mapping = roster::suggestMapping(r.table, preset).value();
        return r;
    });
}

Result<roster::ImportPlan> StudentsImport::plan(app::Office& office, const roster::Table& table,
                                                const roster::Mapping& mapping,
                                                const std::set<domain::StudentId>& takenBack) {
    return guarded(
        [&] { return app::RosterService(office).planStudents(table, mapping, takenBack).value(); });
}

void StudentsImport::setRead(Read r) {
    m_file = std::move(r.file);
    m_table = std::move(r.table);
    m_changed = false;
    m_mapping = std::move(r.mapping);
    m_mapping.columns.resize(columnCount(), roster::Field::ignore);
    m_plan.reset();
    m_issues.clear();
}

std::size_t StudentsImport::columnCount() const {
    std::size_t widest = m_table.header.size();
    for (const auto& row : m_table.rows)
        widest = std::max(widest, row.size());
    return widest;
}

std::string StudentsImport::header(std::size_t column) const {
    if (column < m_table.header.size() && !m_table.header[column].empty())
        return m_table.header[column];
    return format(fmt::runtime(tr("Column {}")), column + 1);
}

std::string StudentsImport::cell(std::size_t row, std::size_t column) const {
    if (row >= m_table.rows.size() || column >= m_table.rows[row].size())
        return {};
    return m_table.rows[row][column];
}

roster::Field StudentsImport::field(std::size_t column) const {
    return column < m_mapping.columns.size() ? m_mapping.columns[column] : roster::Field::ignore;
}

void StudentsImport::setField(std::size_t column, roster::Field wanted) {
    if (column >= m_mapping.columns.size())
        return;
    roster::assignColumn(m_mapping, column, wanted);
    m_changed = true;
    dropPlan();
}

bool StudentsImport::asked(std::size_t column) const {
    return std::any_of(m_mapping.questions.begin(), m_mapping.questions.end(), [&](const auto& question) {
        return std::find(question.columns.begin(), question.columns.end(), column) != question.columns.end();
    });
}

void StudentsImport::setPreset(const std::string& preset) {
    if (auto mapping = roster::suggestMapping(m_table, preset)) {
        m_mapping = std::move(*mapping);
        m_mapping.columns.resize(columnCount(), roster::Field::ignore);
        dropPlan();
    }
}

std::string StudentsImport::describeFile() const {
    std::string text = m_table.file;
    if (!m_table.encoding.empty())
        text += ", " + m_table.encoding;
    if (m_table.delimiter == ';')
        text += ", " + tr("columns separated by semicolons");
    else if (m_table.delimiter == ',')
        text += ", " + tr("columns separated by commas");
    else if (m_table.delimiter == '\t')
        text += ", " + tr("columns separated by tabs");
    const std::size_t n = m_table.rows.size();
    return text + ", " + format(fmt::runtime(trn("{} row", "{} rows", n)), n);
}

StudentsImport::IssueRow StudentsImport::rowOf(const roster::Issue& issue, bool fatal) const {
    IssueRow row;
    row.line = issue.line ? std::to_string(issue.line) : std::string();
    if (!issue.sheet.empty())
        row.line += " (" + issue.sheet + ")";
    row.column = issue.column;
    if (issue.row != roster::Issue::kNoRow) {
        row.pupil = roster::pupilOfRow(m_table, m_mapping, issue.row);
        row.value = roster::valueOfIssue(m_table, m_mapping, issue);
    }
    row.reason = issue.reason();
    row.fatal = fatal;
    return row;
}

void StudentsImport::setPlan(Result<roster::ImportPlan> result) {
    m_plan = std::move(result);
    m_issues.clear();
    if (!plan())
        return;
    for (const auto& issue : plan()->remarks)
        m_issues.push_back(rowOf(issue, false));
    for (const auto& issue : plan()->refused)
        m_issues.push_back(rowOf(issue, true));
    for (const auto& issue : plan()->flags)
        m_issues.push_back(rowOf(issue, false));
}

std::string StudentsImport::refusedList() const {
    return plan() ? roster::rejectedRowsCsv(m_table, *plan()) : std::string();
}

bool StudentsImport::canImport() const {
    if (!m_plan || !m_plan->ok())
        return false;
    const roster::ImportPlan& p = m_plan->value();
    return !(p.add.empty() && p.update.empty());
}

std::string StudentsImport::counts() const {
    const roster::ImportPlan* p = plan();
    if (!p)
        return {};
    return format(fmt::runtime(tr("To add: {}. To change: {}. The same: {}. Refused: {}.")), p->add.size(),
                  p->update.size(), p->unchanged.size(), p->refusedRows);
}

std::string StudentsImport::done() const {
    const roster::ImportPlan* p = plan();
    if (!p)
        return {};
    return format(
        fmt::runtime(tr("The list was imported. Added: {}, changed: {}, unchanged: {}, refused: {}.")),
        p->add.size(), p->update.size(), p->unchanged.size(), p->refusedRows);
}

} // namespace esek::ui::model
