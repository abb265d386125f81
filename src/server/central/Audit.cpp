#include "server/central/Audit.h"

#include "server/central/Chain.h"

namespace esek::server {

void addAudit(Tx& tx, const std::string& school, const std::string& at, std::string kind,
              std::string subject) {
    const auto last = tx.lastAudit(school);
    AuditRow row{last ? last->seq + 1 : 1, at, std::move(kind), std::move(subject), {}};
    row.chain = chainOf(last ? last->chain : std::string(), row);
    tx.addAudit(school, row);
}

} // namespace esek::server
