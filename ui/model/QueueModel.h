#pragma once
#include "app/ReviewService.h"

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace esek::ui::model {

using Row = storage::PhotoRow;

/// The list of photos that waits for the clerk: which row is looked at, which ones are marked, and what comes
/// next after a decision. Rows are known by their pupil, so that a list read anew keeps the place.
class QueueModel {
  public:
    /// Keeps the current pupil and the marks where they still are; else the current place in the list.
    void setRows(std::vector<Row> rows);
    std::size_t size() const { return m_rows.size(); }
    bool empty() const { return m_rows.empty(); }
    const Row& row(std::size_t i) const { return m_rows[i]; }
    std::optional<std::size_t> find(const domain::StudentId&) const;
    void replaceRow(std::size_t i, Row row) { m_rows[i] = std::move(row); }

    std::optional<std::size_t> current() const;
    const Row* currentRow() const { return m_rows.empty() ? nullptr : &m_rows[m_current]; }
    /// False when there was nothing to move to. The marks stay: what was marked row by row is not lost by an
    /// arrow key.
    bool moveTo(std::size_t i);
    bool moveBy(std::ptrdiff_t steps);
    /// 1 or -1: where the clerk is heading, for decoding ahead.
    int direction() const { return m_direction; }

    void toggleMark(std::size_t i);
    /// The rows from the anchor to this one, as shift does: a range that shrinks again loses its marks,
    /// others keep theirs. Goes there.
    void markTo(std::size_t i);
    void markAll();
    void clearMarks();
    bool marked(std::size_t i) const { return m_marked.count(m_rows[i].student) > 0; }
    std::size_t markedCount() const { return m_marked.size(); }
    /// A decision means the marked photos, not the one that is looked at.
    bool several() const { return m_marked.size() > 1 || (m_marked.size() == 1 && !marked(m_current)); }
    /// The marked photos in the order of the list, as the list shows them; without marks the current one.
    std::vector<app::ReviewService::ListedPhoto> targets() const;

    /// Takes rows out after a decision. The row after the last one taken becomes current.
    void remove(std::span<const domain::StudentId>);

    /// What to decode, nearest first: the current one, the next ones in the direction of travel, one behind.
    std::vector<std::size_t> ahead(std::size_t depth) const;

  private:
    std::vector<Row> m_rows;
    std::size_t m_current = 0;
    std::size_t m_anchor = 0;
    int m_direction = 1;
    std::set<domain::StudentId> m_marked;
};

} // namespace esek::ui::model
