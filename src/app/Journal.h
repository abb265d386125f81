#pragma once
#include "app/Office.h"

namespace esek::app {

/// One change in the journal of the school, in words.
struct JournalRow {
    Timestamp at{};
    std::string who;         ///< "Anna Nowak (sekretariat)"
    std::string workstation; ///< empty when it is not known
    std::string about;       ///< "Kowalska Anna, 1A", the card's number, or the school
    std::string what;        ///< "Zdjęcie zostało zaakceptowane"
};
/// "Anna Nowak (sekretariat)", with "w imieniu rodzica lub opiekuna: Adam Kowalski" for whom it was entered.
/// In the current language.
std::string actorText(const domain::Actor&);

/// The newest first, at most `limit`. On a worker: reads the register.
Result<std::vector<JournalRow>> journal(Office&, int limit);
/// These entries in words, in their order.
Result<std::vector<JournalRow>> journal(Office&, const std::vector<storage::AuditRow>&);

} // namespace esek::app
