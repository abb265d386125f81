#pragma once
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace esek::platform {

using Bytes = std::vector<std::uint8_t>;

/// Whole file. Errors: fileNotFound, fileUnreadable, fileTooLarge (over `limit` bytes, checked before
/// reading).
Result<Bytes> readFile(const std::filesystem::path&, std::uint64_t limit = std::uint64_t{2} << 30);

/// All or nothing: a temporary file beside the target, flushed to the disk, renamed over it, folder flushed.
/// After a crash the old file or the new one is there, never a part. Errors: diskFull, folderNotWritable,
/// writeFailed.
Result<void> writeFileAtomically(const std::filesystem::path&, std::span<const std::uint8_t>);
Result<void> writeFileAtomically(const std::filesystem::path&, std::string_view text);

/// The same promise for a file that is written piece by piece. Without commit() the temporary file is
/// removed. One thread at a time.
class AtomicFile {
  public:
    static Result<std::unique_ptr<AtomicFile>> create(const std::filesystem::path&);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    Result<void> write(std::span<const std::uint8_t>);
    /// A hint: nothing more is written, the disk may begin with it. The flush in commit finds little left
    /// then.
    void beginFlush();
    /// Flushes and renames. After an error nothing is left.
    Result<void> commit();
    /// Many files at the price of a few flushes: all are on the disk under their names when it returns. After
    /// an error some may be.
    static Result<void> commitAll(std::span<const std::unique_ptr<AtomicFile>>);

  private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, std::intptr_t handle)
        : m_target(std::move(target)), m_temporary(std::move(temporary)), m_handle(handle), m_open(true) {}
    std::filesystem::path m_target, m_temporary;
    std::intptr_t m_handle;
    bool m_open;
};

/// Overwrites nothing on the medium (journals and SSDs make that a false promise); removes and flushes the
/// folder. A missing file is success.
Result<void> removeFile(const std::filesystem::path&);

/// Makes the folder and its parents, closed to other users; folderNotWritable when it cannot be written to.
Result<void> ensureFolder(const std::filesystem::path&);

/// Exclusive lock that ends with the process, however it ends.
class FileLock {
  public:
    /// instanceRunning when another process holds it.
    static Result<std::unique_ptr<FileLock>> acquire(const std::filesystem::path&);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

  private:
    explicit FileLock(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle;
};

/// UTF-8 on every platform; std::filesystem::path(std::string) is not, on Windows.
std::filesystem::path pathFromUtf8(std::string_view);
std::string toUtf8(const std::filesystem::path&);

} // namespace esek::platform
