#pragma once
#include "storage/Replica.h"

namespace esek::storage {

// What only the reports ask. Each call reads on a connection of its own, so that a long report keeps no
// connection from the rest of the program. Thread-safe. Errors: as those of Replica.

struct AuditSearch {
    std::vector<std::string> kinds;  ///< Mutation::kind(); none: all
    std::optional<Timestamp> from;   ///< not before
    std::optional<Timestamp> before; ///< earlier than
};
/// What this office did and what was pulled of others, the newest first.
Result<std::vector<AuditRow>> searchAudit(const Replica&, const AuditSearch&);

/// What became of a card.
struct CardMarkRow {
    domain::CardId card;
    domain::CardState state = domain::CardState::issued;
    std::optional<domain::CardState> takesBack; ///< of MarkCard
    Timestamp at{};
};
/// Every mark of every card, the oldest first. A computer that joined later knows those since then.
Result<std::vector<CardMarkRow>> cardMarks(const Replica&);

/// The classes that stand on cards, in no order.
Result<std::vector<std::string>> cardClasses(const Replica&);

} // namespace esek::storage
