#include "ui/model/QueueModel.h"

#include <algorithm>

namespace esek::ui::model {

void QueueModel::setRows(std::vector<Row> rows) {
    const std::optional<domain::StudentId> was =
        m_rows.empty() ? std::nullopt : std::optional(m_rows[m_current].student);
    m_rows = std::move(rows);
    if (!m_marked.empty()) {
        std::set<domain::StudentId> kept;
        for (const Row& r : m_rows) {
            if (m_marked.count(r.student))
                kept.insert(r.student);
        }
        m_marked = std::move(kept);
    }
    const auto place = was ? find(*was) : std::nullopt;
    m_current = place.value_or(m_rows.empty() ? 0 : std::min(m_current, m_rows.size() - 1));
    m_anchor = m_current;
}

std::optional<std::size_t> QueueModel::find(const domain::StudentId& id) const {
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.student == id; });
    return it == m_rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - m_rows.begin()));
}

std::optional<std::size_t> QueueModel::current() const {
    return m_rows.empty() ? std::nullopt : std::optional(m_current);
}

bool QueueModel::moveTo(std::size_t i) {
    if (i >= m_rows.size())
        return false;
    m_anchor = i;
    if (i == m_current)
        return false;
    m_direction = i > m_current ? 1 : -1;
    m_current = i;
    return true;
}

bool QueueModel::moveBy(std::ptrdiff_t steps) {
    if (m_rows.empty())
        return false;
    const auto last = static_cast<std::ptrdiff_t>(m_rows.size()) - 1;
    const auto to = std::clamp(static_cast<std::ptrdiff_t>(m_current) + steps, std::ptrdiff_t{0}, last);
    return moveTo(static_cast<std::size_t>(to));
}

void QueueModel::toggleMark(std::size_t i) {
    if (i >= m_rows.size())
        return;
    if (!m_marked.erase(m_rows[i].student))
        m_marked.insert(m_rows[i].student);
    m_anchor = i;
}

void QueueModel::markTo(std::size_t i) {
    if (i >= m_rows.size())
        return;
    const std::size_t anchor = std::min(m_anchor, m_rows.size() - 1);
    const auto [oldFrom, oldTo] = std::minmax(anchor, m_current);
    for (std::size_t k = oldFrom; k <= oldTo; ++k)
        m_marked.erase(m_rows[k].student);
    const auto [from, to] = std::minmax(anchor, i);
    for (std::size_t k = from; k <= to; ++k)
        m_marked.insert(m_rows[k].student);
    moveTo(i);
    m_anchor = anchor;
}

void QueueModel::markAll() {
    for (const Row& r : m_rows)
        m_marked.insert(r.student);
}

void QueueModel::clearMarks() {
    m_marked.clear();
    m_anchor = m_current;
}

std::vector<app::ReviewService::ListedPhoto> QueueModel::targets() const {
    std::vector<app::ReviewService::ListedPhoto> photos;
    if (m_rows.empty())
        return photos;
    for (const Row& r : m_rows) {
        if (m_marked.count(r.student))
            photos.push_back({r.student, r.version, r.thumb});
    }
    if (photos.empty())
        photos.push_back({m_rows[m_current].student, m_rows[m_current].version, m_rows[m_current].thumb});
    return photos;
}

void QueueModel::remove(std::span<const domain::StudentId> ids) {
    const std::set<domain::StudentId> gone(ids.begin(), ids.end());
    // The new current row: the first that stays, from the current place on; else the last that stays.
    std::size_t before = 0;
    for (std::size_t i = 0; i < m_current && i < m_rows.size(); ++i)
        before += gone.count(m_rows[i].student) ? 0 : 1;
    std::erase_if(m_rows, [&](const Row& r) { return gone.count(r.student) > 0; });
    for (const auto& id : gone)
        m_marked.erase(id);
    m_current = m_rows.empty() ? 0 : std::min(before, m_rows.size() - 1);
    m_anchor = m_current;
}

std::vector<std::size_t> QueueModel::ahead(std::size_t depth) const {
    std::vector<std::size_t> order;
    if (m_rows.empty())
        return order;
    order.push_back(m_current);
    const auto add = [&](std::ptrdiff_t steps) {
        const auto i = static_cast<std::ptrdiff_t>(m_current) + steps;
        if (i >= 0 && i < static_cast<std::ptrdiff_t>(m_rows.size()))
            order.push_back(static_cast<std::size_t>(i));
    };
    for (std::size_t k = 1; k <= depth; ++k)
        add(m_direction * static_cast<std::ptrdiff_t>(k));
    add(-m_direction);
    return order;
}

} // namespace esek::ui::model
