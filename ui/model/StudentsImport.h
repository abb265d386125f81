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

/// The wizard for photos: which file is whose.
class PhotosImport {
  public:
    struct Pupil {
        domain::StudentId id;
        std::string label; ///< "Kowalska Anna, 1A"
    };
    struct Read {
        std::filesystem::path source;
        std::vector<roster::PhotoMatch> matches;
        std::vector<Pupil> pupils;
    };
    static Result<Read> read(app::Office&, const std::filesystem::path& folderOrZip);

    void setRead(Read read);
    bool loaded() const { return !m_read.source.empty(); }
    const std::filesystem::path& source() const { return m_read.source; }
    std::size_t size() const { return m_order.size(); }
    std::string fileName(std::size_t row) const { return match(row).name; }
    /// "Kowalska Anna, 1A" or why there is none.
    std::string whose(std::size_t row) const;
    enum class State { matched, assigned, ambiguous, unmatched };
    State state(std::size_t row) const;
    std::string stateText(std::size_t row) const;
    std::string counts() const;
    std::size_t toImport() const;

    /// Pupils to offer for this file: those it may be first, then all whose name has the words typed.
    std::vector<Pupil> candidates(std::size_t row, const std::string& typed, std::size_t limit = 200) const;
    void assign(std::size_t row, const domain::StudentId&);
    void unassign(std::size_t row);
    const std::map<std::string, domain::StudentId>& assigned() const { return m_assigned; }

  private:
    const roster::PhotoMatch& match(std::size_t row) const { return m_read.matches[m_order[row]]; }
    const Pupil* pupil(const domain::StudentId&) const;
    Read m_read;
    std::vector<std::size_t> m_order; // those that need a person first
    std::map<std::string, domain::StudentId> m_assigned;
    std::map<domain::StudentId, std::size_t> m_byId;
};

/// "57 photos imported, 2 refused, 1 without a pupil." and a line for each refused file.
std::string importSummary(const app::RosterService::PhotoImport&);

} // namespace esek::ui::model
