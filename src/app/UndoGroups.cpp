#include "app/UndoGroups.h"

#include <algorithm>

namespace esek::app {

void UndoGroups::remember(std::vector<domain::MutationId> together) {
    if (together.size() < 2)
        return;
    const std::lock_guard lock(m_mutex);
    m_groups.push_back(std::move(together));
}

std::vector<domain::MutationId> UndoGroups::with(const domain::MutationId& id) const {
    const std::lock_guard lock(m_mutex);
    for (auto group = m_groups.rbegin(); group != m_groups.rend(); ++group) {
        if (std::find(group->begin(), group->end(), id) != group->end())
            return *group;
    }
    return {id};
}

} // namespace esek::app
