#pragma once
#include "server/central/Caller.h"
#include "server/central/CentralCore.h"
#include "sync/protocol/Pack.h"

#include <array>
#include <map>
#include <mutex>
#include <string_view>
#include <vector>

namespace esek::server {

struct Upload {
    std::string id;
    std::int64_t offset = 0;
    std::int64_t size = 0;
    bool done = false;
};

/// Photos on their way in: one in pieces that can be resumed, or many whole ones at once. Thread-safe. Errors
/// are thrown as Exception: roleNotAllowed, fileTooLarge, serverBusy, blobDamaged.
class Uploads {
  public:
    explicit Uploads(CentralCore& core) : m_core(core) {}

    Upload start(const Caller&, const domain::BlobId&, std::int64_t size);
    Upload find(const Caller&, const std::string& id); ///< nothing when it is not this school's
    /// Throws OtherOffset when `offset` is not where the upload stands.
    Upload goOn(const Caller&, const std::string& id, std::int64_t offset, std::string_view bytes);
    /// Whole photos, many with one flush. Returns which of them the school has now: one with another hash is
    /// not among them, nor one that an approved deletion erased meanwhile.
    std::vector<domain::BlobId> storeAll(const Caller&, const std::vector<sync::PackedPhoto>&);

    struct OtherOffset {
        std::int64_t actual;
    };

  private:
    /// Begins an upload for each photo that the school lacks, where none is under way. By hash: its id.
    std::map<std::string, std::string> promise(const Caller&, const std::vector<sync::PackedPhoto>&);
    std::mutex& lockOf(const std::string& id);

    CentralCore& m_core;
    std::array<std::mutex, 16> m_locks;
};

} // namespace esek::server
