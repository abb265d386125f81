#include "server/central/Central.h"

#include "server/store/StateOnce.h"

namespace esek::server {

Central::Central(Store& store, BlobStore& blobs, const Clock& clock, Rng& rng, const RevokedIds* revokedIds)
    : m_core(store, blobs, clock, rng, revokedIds) {
    m_core.store.write([&](Tx& tx) {
        stateOnce(tx, "epoch", m_core.newId());
        m_seenRevocations = tx.state("revocations");
    });
}

void Central::poll() {
    const std::lock_guard lock(m_pollMutex);
    const auto schools = m_core.heads.awaited();
    std::vector<std::pair<std::string, std::int64_t>> heads;
    std::string revocations;
    m_core.store.read([&](Tx& tx) {
        heads.clear();
        if (schools.size() > 20) { // then one look at all is cheaper
            for (const SchoolRow& s : tx.schools())
                heads.emplace_back(s.id, s.head);
        } else {
            for (const std::string& s : schools)
                heads.emplace_back(s, tx.head(s));
        }
        revocations = tx.state("revocations");
    });
    for (const auto& [school, head] : heads)
        m_core.heads.advance(school, head);
    if (revocations != m_seenRevocations) {
        m_seenRevocations = revocations;
        m_core.noteRevocation();
    }
}

} // namespace esek::server
