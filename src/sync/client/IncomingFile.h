#pragma once
#include "domain/Ids.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <vector>

namespace esek::sync {

/// Bytes of a photo on their way here. What came before a cut is kept in the replica's folder `incoming`, so
/// that the rest can be asked for; whole, they are checked and go into the blob store.
class IncomingFile {
  public:
    IncomingFile(const std::filesystem::path& replicaFolder, const domain::BlobId&);

    std::int64_t size() const { return static_cast<std::int64_t>(m_bytes.size()); }
    void restart();
    void dropFront(std::int64_t count);
    /// Throws fileTooLarge.
    void append(std::span<const std::uint8_t>);
    /// After a cut.
    void keep();
    /// The bytes; the kept part is removed.
    std::vector<std::uint8_t> take();

  private:
    std::filesystem::path m_file;
    std::vector<std::uint8_t> m_bytes;
};

/// Whether a part of it came before a cut.
bool hasIncomingPart(const std::filesystem::path& replicaFolder, const domain::BlobId&);

/// Where the server's small picture of a photo lies until the photo itself is here: what a slow connection
/// shows first. JPEG of at most 320 pixels.
std::filesystem::path incomingThumb(const std::filesystem::path& replicaFolder, const domain::BlobId&);

/// Removes what came of photos that nobody wants any more.
void sweepIncomingFiles(const std::filesystem::path& replicaFolder, const std::set<domain::BlobId>& wanted);
} // namespace esek::sync
