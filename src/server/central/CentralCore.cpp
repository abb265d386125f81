#include "server/central/CentralCore.h"

#include "base/Uuid.h"
#include "server/accounts/Secrets.h"
#include "server/central/Audit.h"

namespace esek::server {

CentralCore::CentralCore(Store& store_, BlobStore& blobs_, const Clock& clock_, Rng& rng,
                         const RevokedIds* revokedIds_)
    : store(store_), blobs(blobs_), clock(clock_), revokedIds(revokedIds_), m_rng(rng) {}

std::string CentralCore::newId() {
    const std::lock_guard lock(m_rngMutex);
    return Uuid::v7(clock, m_rng).toString();
}

std::string CentralCore::newToken() {
    const std::lock_guard lock(m_rngMutex);
    return server::newToken(m_rng);
}

std::string CentralCore::newCode() {
    const std::lock_guard lock(m_rngMutex);
    return server::newCode(m_rng);
}

void CentralCore::audit(Tx& tx, const std::string& school, std::string kind, std::string subject) {
    addAudit(tx, school, now(), std::move(kind), std::move(subject));
}

void CentralCore::finishErasing(const std::string& school) {
    store.write([&](Tx& tx) {
        // The school's row keeps uploads of the same bytes from ending meanwhile.
        static_cast<void>(tx.lockSchool(school));
        for (const BlobRow& row : tx.blobs(school, "erasing")) {
            // A damaged row keeps no other photo from being erased. verify tells of it.
            if (const auto id = domain::BlobId::parse(row.id)) {
                blobs.erase(school, *id);
                tx.dropBlob(school, row.id);
            }
        }
    });
}

void CentralCore::noteRevocation() {
    ++revocations;
    heads.wakeAll();
}

SchoolRow existing(std::optional<SchoolRow> school) {
    if (!school)
        throw Exception(ErrorCode::serverUnauthorized, "the school of a token is gone");
    return std::move(*school);
}

} // namespace esek::server
