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
        std::filesystem::path file;
        roster::Table table;
        roster::Mapping mapping;
        bool remembered = false; ///< columns as a person chose them the last time
    };
    /// `office`, where given, knows the columns that were chosen for such a list before.
    static Result<Read> read(const std::filesystem::path& file, const std::string& preset,
                             const roster::ReadOptions& = {}, app::Office* office = nullptr);
    /// `takenBack`: as in app::RosterService::planStudents.
    static Result<roster::ImportPlan> plan(app::Office&, const roster::Table&, const roster::Mapping&,
                                           const std::set<domain::StudentId>& takenBack = {});

    void setRead(Read read);
    bool loaded() const { return !m_table.header.empty() || !m_table.rows.empty(); }
    const std::filesystem::path& file() const { return m_file; }
    const roster::Table& table() const { return m_table; }
    const roster::Mapping& mapping() const { return m_mapping; }
    std::size_t columnCount() const;
    std::string header(std::size_t column) const; ///< "Nazwisko", or "Column 3" where it has no name
    std::string cell(std::size_t row, std::size_t column) const;

    roster::Field field(std::size_t column) const;
    /// One column a field: the column that had it before is ignored from then on. Questions about the field
    /// are answered.
    void setField(std::size_t column, roster::Field);
    /// A column that a question is about: only a person knows whether it is the pupil's.
    bool asked(std::size_t column) const;
    /// The person changed what the program had found.
    bool changedByHand() const { return m_changed; }
    void setPreset(const std::string& preset);
    /// "UTF-8, columns separated by semicolons, 62 rows"
    std::string describeFile() const;

    void setPlan(Result<roster::ImportPlan> plan);
    void dropPlan() { m_plan.reset(); }
    const roster::ImportPlan* plan() const { return m_plan && m_plan->ok() ? &m_plan->value() : nullptr; }
    const Error* planError() const { return m_plan && !m_plan->ok() ? &m_plan->error() : nullptr; }
    /// "To add: 58. To change: 2. ..."
    std::string counts() const;
    /// The same after the import: "The list was imported. Added: 58, changed: 2 ..."
    std::string done() const;
    bool canImport() const;
    bool hasRefused() const { return plan() && !plan()->refused.empty(); }
    /// The refused rows with their reasons, to be corrected and imported again.
    std::string refusedList() const;

    struct IssueRow {
        std::string line; ///< empty: about the whole list
        std::string pupil;
        std::string column;
        std::string value;
        std::string reason;
        bool fatal = false;
    };
    /// About the list, then the refused rows, then those to check.
    const std::vector<IssueRow>& issues() const { return m_issues; }

  private:
    IssueRow rowOf(const roster::Issue&, bool fatal) const;
    std::filesystem::path m_file;
    roster::Table m_table;
    roster::Mapping m_mapping;
    bool m_changed = false;
    std::optional<Result<roster::ImportPlan>> m_plan;
    std::vector<IssueRow> m_issues;
};

} // namespace esek::ui::model
