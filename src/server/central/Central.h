#pragma once
#include "server/central/Care.h"
#include "server/central/Devices.h"
#include "server/central/Feed.h"
#include "server/central/Intake.h"
#include "server/central/PhotoBytes.h"
#include "server/central/Schools.h"
#include "server/central/Uploads.h"

#include <mutex>
#include <string>

namespace esek::server {

/// The server's use cases by subject: what offices ask for (with a Caller) and what administrators do
/// (without). Thread-safe. Errors are thrown as Exception inside and come out of Api as answers;
/// administrators' calls return Results.
class Central {
  public:
    /// Without a place for revoked ids a restore knows only those of its backup.
    Central(Store&, BlobStore&, const Clock&, Rng&, const RevokedIds* = nullptr);

    Schools& schools() { return m_schools; }
    Devices& devices() { return m_devices; }
    Feed& feed() { return m_feed; }
    Intake& intake() { return m_intake; }
    Uploads& uploads() { return m_uploads; }
    PhotoBytes& photos() { return m_photos; }
    Care& care() { return m_care; }

    Heads& heads() { return m_core.heads; }
    /// Looks for what other processes did: news of schools that somebody waits for, and revoked tokens.
    /// Called a few times a second.
    void poll();

    Store& store() { return m_core.store; }
    const Clock& clock() const { return m_core.clock; }

  private:
    CentralCore m_core; ///< before those that use it
    Schools m_schools{m_core};
    Devices m_devices{m_core};
    Feed m_feed{m_core};
    Intake m_intake{m_core};
    Uploads m_uploads{m_core};
    PhotoBytes m_photos{m_core};
    Care m_care{m_core};
    std::mutex m_pollMutex;
    std::string m_seenRevocations;
};

} // namespace esek::server
