#pragma once
#include "domain/Mutation.h"

#include <mutex>
#include <vector>

namespace esek::app {

/// Decisions that were made with one key press, so that one key press takes them back. Kept while the program
/// runs; after that each is taken back on its own. Thread-safe.
class UndoGroups {
  public:
    void remember(std::vector<domain::MutationId> together);
    /// All that were made together with this one, in their order; only itself when it was made alone.
    std::vector<domain::MutationId> with(const domain::MutationId&) const;

  private:
    mutable std::mutex m_mutex;
    std::vector<std::vector<domain::MutationId>> m_groups; // the newest last
};

} // namespace esek::app
