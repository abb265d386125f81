#pragma once
#include "server/central/Caller.h"
#include "server/central/CentralCore.h"
#include "server/central/Thumbnails.h"

#include <memory>
#include <vector>

namespace esek::server {

/// The bytes of a school's photos, for those who may see them, until they are erased. Thread-safe. Errors are
/// thrown as Exception.
class PhotoBytes {
  public:
    explicit PhotoBytes(CentralCore& core) : m_core(core), m_thumbnails(core.blobs, core.clock) {}

    /// Which of them the school has not.
    std::vector<domain::BlobId> missing(const Caller&, const std::vector<domain::BlobId>&);
    std::unique_ptr<ByteSource> open(const Caller&, const domain::BlobId&); ///< null: not there
    /// Many photos in one (sync/protocol/Pack.h).
    std::unique_ptr<ByteSource> pack(const Caller&, const std::vector<domain::BlobId>&);
    /// Drawn when it is asked for the first time. serverBusy while others are being drawn.
    std::unique_ptr<ByteSource> thumb(const Caller&, const domain::BlobId&);
    std::uint64_t thumbsDrawn() const { return m_thumbnails.tried(); } ///< or tried
    /// Erases bytes that no photo file names and no family is about to send.
    void forget(const Caller&, const domain::BlobId&);

  private:
    CentralCore& m_core;
    Thumbnails m_thumbnails;
};

} // namespace esek::server
