#pragma once
#include "roster/ParseRows.h"

#include <optional>
#include <vector>

namespace esek::roster {

inline Issue rowIssue(const ParsedRow& row, Field field, const char* kind, bool fatal) {
    return {row.line, {}, field, kind, fatal, {}, row.row, row.sheet};
}

/// Refuses `row` because of `other`, which the sentence names by its line.
inline Issue twinIssue(const ParsedRow& row, Field field, const char* kind, const ParsedRow& other) {
    Issue i = rowIssue(row, field, kind, true);
    std::string line = std::to_string(other.line);
    if (other.sheet != row.sheet)
        line += " (" + other.sheet + ")";
    i.context = {{"line", std::move(line)}};
    return i;
}

/// Rows of one file against each other; none of it depends on the school.
class FileDuplicates {
  public:
    explicit FileDuplicates(const std::vector<ParsedRow>&);
    /// Null when the row is the only one for its pupil.
    const Issue* issue(std::size_t row) const { return m_issues[row] ? &*m_issues[row] : nullptr; }

  private:
    void compareNumbers();
    void comparePersons();
    void compareMany(const std::vector<std::size_t>& sameBirth);
    void clash(std::size_t first, std::size_t second, Field, const char* kind);
    void set(std::size_t row, Field, const char* kind, std::size_t other);

    const std::vector<ParsedRow>& m_rows;
    std::vector<std::optional<Issue>> m_issues;
};

} // namespace esek::roster
