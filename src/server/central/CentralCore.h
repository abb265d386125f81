#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "server/accounts/RevokedIds.h"
#include "server/blobs/BlobStore.h"
#include "server/central/Heads.h"
#include "server/store/Store.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

namespace esek::server {

/// What the use cases of the server share: the database, the photos, the clock, ids and the numbers that wake
/// those who wait. Thread-safe. Errors are thrown as Exception.
class CentralCore {
  public:
    CentralCore(Store&, BlobStore&, const Clock&, Rng&, const RevokedIds*);

    std::string now() const { return toIso(clock.now()); }
    std::string newId();
    std::string newToken(); ///< for a device that was admitted
    std::string newCode();  ///< one-time, for a device that is invited
    void audit(Tx&, const std::string& school, std::string kind, std::string subject);
    /// Erases the bytes that a transaction marked.
    void finishErasing(const std::string& school);
    /// Whoever waits looks again who it is.
    void noteRevocation();

    Store& store;
    BlobStore& blobs;
    const Clock& clock;
    const RevokedIds* const revokedIds; ///< null: a restore knows only those of its backup
    Heads heads;
    std::atomic<std::uint64_t> revocations{0}; ///< that this process did or saw

  private:
    Rng& m_rng;
    std::mutex m_rngMutex;
};

/// Throws serverUnauthorized when the school of a token is gone.
SchoolRow existing(std::optional<SchoolRow>);

} // namespace esek::server
