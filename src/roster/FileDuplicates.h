#pragma once
#include "roster/ParseRows.h"

#include <optional>
#include <vector>

namespace esek::roster {

inline Issue fatalIssue(std::size_t line, Field field, const char* kind) {
    return {line, {}, field, kind, true, {}};
}

inline Issue twinIssue(std::size_t line, Field field, const char* kind, std::size_t other) {
    Issue i = fatalIssue(line, field, kind);
    i.context = {{"line", std::to_string(other)}};
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
