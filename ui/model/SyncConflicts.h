#pragma once
#include "app/SyncService.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// What a person must look at: decisions that met others, refused ones, notices. Known by their number, so
/// that a list read anew keeps the place.
class SyncConflicts {
  public:
    enum Column { kind, about, reason };
    void setRows(std::vector<app::ConflictText>);
    std::size_t size() const { return m_rows.size(); }
    bool empty() const { return m_rows.empty(); }
    const app::ConflictText& row(std::size_t i) const { return m_rows[i]; }
    std::string text(std::size_t i, Column) const;
    /// 0 two decisions, 1 refused, 2 notice.
    int icon(std::size_t i) const { return static_cast<int>(m_rows[i].kind); }
    /// Where `number` is now; when it is gone, what stands in its place (`before` was its row); -1: none.
    long place(std::int64_t number, long before) const;

    static std::string kindLabel(storage::ConflictRow::Kind);
    /// Words of the side that this answer brings about, for what is told afterwards.
    static std::string answered(storage::Resolution, const app::ConflictText&);

  private:
    std::vector<app::ConflictText> m_rows;
};

} // namespace esek::ui::model
