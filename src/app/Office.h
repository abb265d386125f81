#pragma once
#include "app/UndoGroups.h"
#include "base/Clock.h"
#include "base/Result.h"
#include "base/Rng.h"
#include "domain/Mutation.h"
#include "storage/Replica.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace esek::app {

class AdviceCache;
class PrintPictures;

/// One open school on this computer: the replica, and who works here. Every use case takes an Office.
/// Thread-safe (the replica is); the services below are values that may be made on any thread.
class Office {
  public:
    static Result<std::unique_ptr<Office>> create(const std::filesystem::path& dir, domain::School school,
                                                  const Clock& clock, Rng& rng);
    static Result<std::unique_ptr<Office>> open(const std::filesystem::path& dir, const Clock& clock,
                                                Rng& rng);

    ~Office();
    storage::Replica& replica() { return *m_replica; }
    PrintPictures& pictures() { return *m_pictures; }
    UndoGroups& undoGroups() { return m_undoGroups; }
    AdviceCache& adviceCache() { return *m_adviceCache; }
    const Clock& clock() const { return m_clock; }
    Rng& rng() { return m_rng; }
    const std::filesystem::path& dir() const { return m_dir; }

    /// Takes from the caches what belongs to photos that are gone. Once after opening, in the background.
    void sweepCaches();

    /// The clerk at this computer; the name is the one of the computer's user unless set.
    domain::Actor clerk() const {
        const std::lock_guard lock(m_clerkMutex);
        return m_clerk;
    }
    /// The clerk who enters something for one of a family.
    domain::Actor clerkFor(domain::Principal family) const {
        domain::Actor by = clerk();
        by.onBehalfOf = std::move(family);
        return by;
    }
    void setClerk(domain::Actor clerk) {
        const std::lock_guard lock(m_clerkMutex);
        m_clerk = std::move(clerk);
    }

    /// A new mutation with a fresh id and the time of now.
    domain::Mutation mutation(Uuid entityId, domain::Change change, const domain::Actor& by,
                              std::optional<std::int64_t> expected = std::nullopt) {
        return mutation(entityId, std::move(change), by, expected, m_rng);
    }
    /// With ids drawn from a generator of the caller's.
    domain::Mutation mutation(Uuid entityId, domain::Change, const domain::Actor& by,
                              std::optional<std::int64_t> expected, Rng& ids);
    domain::Mutation mutation(Uuid entityId, domain::Change change) {
        return mutation(entityId, std::move(change), clerk());
    }

  private:
    Office(std::filesystem::path dir, std::unique_ptr<storage::Replica> replica, const Clock& clock,
           Rng& rng);
    std::filesystem::path m_dir;
    std::unique_ptr<storage::Replica> m_replica;
    const Clock& m_clock;
    Rng& m_rng;
    mutable std::mutex m_clerkMutex;
    domain::Actor m_clerk;
    std::unique_ptr<PrintPictures> m_pictures;
    std::unique_ptr<AdviceCache> m_adviceCache;
    UndoGroups m_undoGroups;
};

} // namespace esek::app
