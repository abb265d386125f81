#pragma once
#include "domain/Ids.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace esek::server {

/// Bytes that are read piece by piece. One thread at a time.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    virtual std::int64_t size() const = 0;
    /// Fills as much of `out` as there is from `offset` on; less only at the end. Throws fileUnreadable.
    virtual std::size_t read(std::int64_t offset, std::span<std::uint8_t> out) = 0;
};

/// Bytes of photos, each school's in a place of its own: equal bytes in two schools are two files, so that no
/// school can find out what another has. Which are wanted is the database's business. Thread-safe; several
/// processes may share one. Errors are thrown: diskFull, folderNotWritable, writeFailed.
class BlobStore {
  public:
    using School = const std::string&; ///< a UUID in text
    virtual ~BlobStore() = default;

    /// Flushed to the disk before it returns.
    virtual void put(School, std::span<const std::uint8_t>) = 0;
    /// Many at the price of a few flushes.
    struct Named {
        domain::BlobId id; ///< the hash of the bytes
        std::string_view bytes;
    };
    virtual void putAll(School, std::span<const Named>) = 0;
    virtual bool has(School, const domain::BlobId&) = 0;
    /// Null when it is not there.
    virtual std::unique_ptr<ByteSource> open(School, const domain::BlobId&) = 0;
    virtual std::vector<std::uint8_t> get(School, const domain::BlobId&) = 0; ///< blobMissing, blobDamaged
    /// Also its small picture.
    virtual void erase(School, const domain::BlobId&) = 0;
    /// What the database knows of one school.
    struct Kept {
        std::set<domain::BlobId> blobs;
        std::set<std::string> uploads;
    };
    /// How many files there are that no row names, nor a photo that a row names.
    virtual std::int64_t strays(const std::map<std::string, Kept>& schools) = 0;
    /// Removes files that a crash left behind.
    virtual void sweep(School, const std::function<bool(const domain::BlobId&)>& named) = 0;

    virtual std::unique_ptr<ByteSource> openThumb(School, const domain::BlobId&) = 0;
    virtual void putThumb(School, const domain::BlobId&, std::span<const std::uint8_t>) = 0;
    virtual void eraseThumb(School, const domain::BlobId&) = 0;

    // Uploads under way; not flushed: what a crash spoils does not have its hash.
    virtual std::int64_t uploadSize(School, const std::string& upload) = 0;
    virtual void writeUpload(School, const std::string& upload, std::int64_t offset, std::string_view) = 0;
    virtual std::vector<std::uint8_t> readUpload(School, const std::string& upload) = 0;
    virtual void dropUpload(School, const std::string& upload) = 0;
    virtual std::vector<std::string> uploads(School) = 0;
};

} // namespace esek::server
