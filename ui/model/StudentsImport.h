#pragma once
#include "app/RosterService.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// The wizard for class lists: a table, what each column carries, and what an import would do. Interface
/// thread only; read() and plan() are for a worker.
class StudentsImport {
  public:
    struct Read {
        roster::Table table;
        roster::Mapping mapping;
    };
    static Result<Read> read(const std::filesystem::path& file, const std::string& preset);
    static Result<roster::ImportPlan> plan(app::Office&, const roster::Table&, const roster::Mapping&);

    void setRead(Read read);
    bool loaded() const { return !m_table.header.empty() || !m_table.rows.empty(); }
    const roster::Table& table() const { return m_table; }
    const roster::Mapping& mapping() const { return m_mapping; }
    std::size_t columnCount() const;
    std::string header(std::size_t column) const; ///< "Nazwisko", or "Column 3" where it has no name
    std::string cell(std::size_t row, std::size_t column) const;

    roster::Field field(std::size_t column) const;
    /// One column a field: the column that had it before is ignored from then on.
    void setField(std::size_t column, roster::Field);
    void setPreset(const std::string& preset);
    /// "UTF-8, columns separated by semicolons, 62 rows"
    std::string describeFile() const;

    void setPlan(Result<roster::ImportPlan> plan);
    void dropPlan() { m_plan.reset(); }
    const roster::ImportPlan* plan() const { return m_plan && m_plan->ok() ? &m_plan->value() : nullptr; }
    const Error* planError() const { return m_plan && !m_plan->ok() ? &m_plan->error() : nullptr; }
    /// "58 to add, 2 to change, 1 the same, 1 refused"
    std::string counts() const;
    bool canImport() const;

    struct IssueRow {
        std::string line;
        std::string column;
        std::string reason;
        bool fatal = false;
    };
    const std::vector<IssueRow>& issues() const { return m_issues; }

  private:
    roster::Table m_table;
    roster::Mapping m_mapping;
    std::optional<Result<roster::ImportPlan>> m_plan;
    std::vector<IssueRow> m_issues;
};

} // namespace esek::ui::model
