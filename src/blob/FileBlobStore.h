#pragma once
#include "base/Result.h"
#include "base/platform/Files.h"
#include "domain/Ids.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace esek::blob {

/// Photo bytes as they came, under their SHA-256: blobs/ab/abcdef... Content never changes, so any number of
/// threads and processes may use one folder. Which bytes are still wanted is the database's business
/// (the replica, the server).
class FileBlobStore {
  public:
    explicit FileBlobStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Written and flushed before it returns; idempotent. An existing file is taken as ours when its size is
    /// right, and its time is renewed, so that a sweep leaves it alone. Errors: diskFull, folderNotWritable,
    /// writeFailed.
    Result<domain::BlobId> put(std::span<const std::uint8_t> bytes);
    /// Many at the price of a few flushes: bytes that were added are in the store when commit() has returned,
    /// and not before. One thread.
    class Batch {
      public:
        explicit Batch(FileBlobStore& store) : m_store(store) {}
        /// `id` is the hash of the bytes, computed by the caller.
        Result<void> add(const domain::BlobId& id, std::span<const std::uint8_t> bytes);
        Result<void> commit();

      private:
        FileBlobStore& m_store;
        std::vector<std::unique_ptr<platform::AtomicFile>> m_files;
    };
    /// Errors: blobMissing, blobDamaged (the bytes do not have their name's hash).
    Result<std::vector<std::uint8_t>> get(const domain::BlobId&) const;
    bool has(const domain::BlobId&) const;
    /// A missing file is success.
    Result<void> erase(const domain::BlobId&);
    std::filesystem::path path(const domain::BlobId&) const;
    const std::filesystem::path& folder() const { return m_folder; }

    /// Calls `visit` for every file that has a blob's name.
    void forEach(const std::function<void(const domain::BlobId&)>& visit) const;
    /// Removes what a crash left: temporary files, and blobs for which `named` is false, both older than
    /// `age`. Returns the number of files removed.
    std::size_t sweep(const std::function<bool(const domain::BlobId&)>& named,
                      std::chrono::seconds age = std::chrono::hours(1));

  private:
    std::filesystem::path m_folder;
};

} // namespace esek::blob
