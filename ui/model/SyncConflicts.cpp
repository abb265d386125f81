#include "ui/model/SyncConflicts.h"

#include "base/Format.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

using Kind = storage::ConflictRow::Kind;

void SyncConflicts::setRows(std::vector<app::ConflictText> rows) {
    m_rows = std::move(rows);
    // Two decisions first: they wait for an answer, the others only for having been read.
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
}

std::string SyncConflicts::text(std::size_t i, Column column) const {
    const app::ConflictText& row = m_rows[i];
    if (column == reason)
        return row.canTakeMine ? tr("Another computer's decision reached the server first. Look at both "
                                    "sides and choose what is to count.")
                               : row.reason;
    return column == kind ? kindLabel(row.kind) : row.title;
}

long SyncConflicts::place(std::int64_t number, long before) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].number == number)
            return static_cast<long>(i);
    return m_rows.empty() ? -1 : std::clamp(before, 0L, static_cast<long>(m_rows.size()) - 1);
}

std::string SyncConflicts::kindLabel(Kind kind) {
    switch (kind) {
    case Kind::conflict:
        return tr("Two decisions");
    case Kind::rejected:
        return tr("Refused by the server");
    case Kind::notice:
        break;
    }
    return tr("For information");
}

std::string SyncConflicts::answered(storage::Resolution side, const app::ConflictText& row) {
    if (!row.canTakeMine)
        return format(fmt::runtime(tr("{}: put away.")), row.title);
    return side == storage::Resolution::mine
               ? format(fmt::runtime(tr("{}: your decision counts; it leaves at the next synchronisation.")),
                        row.title)
               : format(fmt::runtime(tr("{}: the decision from the server stays.")), row.title);
}

} // namespace esek::ui::model
