#ifndef _WIN32
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/PutInPlace.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

Error writeError(int code, const fs::path& file) {
    ErrorCode kind = ErrorCode::writeFailed;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        kind = ErrorCode::diskFull;
    else if (code == EACCES || code == EROFS || code == EPERM || code == ENOENT || code == ENOTDIR)
        kind = ErrorCode::folderNotWritable;
    return Error{kind,
                 std::strerror(code),
                 {{"file", toUtf8(file.filename())}, {"folder", toUtf8(file.parent_path())}}};
}

void flushFolder(const fs::path& folder) {
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

std::string temporarySuffix() {
    static std::atomic<unsigned> counter{0};
    return ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
}

/// The rename at the end would put a file in the place of a device or a pipe.
std::optional<Error> notForFiles(const fs::path& file) {
    struct stat found {};
    if (::lstat(file.c_str(), &found) != 0 || S_ISREG(found.st_mode) || S_ISLNK(found.st_mode))
        return std::nullopt;
    return Error{
        ErrorCode::outputRefused,
        "the name belongs to something else than a file",
        {{"file", toUtf8(file)},
         {"reason", S_ISDIR(found.st_mode) ? tr("this is a folder") : tr("this is a device, not a file")}}};
}

} // namespace

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const fs::path& file) {
    if (auto error = notForFiles(file))
        return std::move(*error);
    fs::path temporary = file;
    temporary += temporarySuffix();
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return writeError(errno, file);
    return std::unique_ptr<AtomicFile>(new AtomicFile(file, std::move(temporary), fd));
}

AtomicFile::~AtomicFile() {
    if (m_open) {
        ::close(static_cast<int>(m_handle));
        ::unlink(m_temporary.c_str());
    }
}

Result<void> AtomicFile::write(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(static_cast<int>(m_handle), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return writeError(errno, m_target);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

void AtomicFile::beginFlush() {
#ifdef __linux__
    ::sync_file_range(static_cast<int>(m_handle), 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
}

Result<void> AtomicFile::commit() {
    const int fd = static_cast<int>(m_handle);
    int code = ::fsync(fd) == 0 ? 0 : errno;
    if (::close(fd) != 0 && code == 0)
        code = errno;
    m_open = false;
    if (code == 0 && ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        code = errno;
    if (code != 0) {
        ::unlink(m_temporary.c_str());
        return writeError(code, m_target);
    }
    flushFolder(m_target.parent_path());
    return {};
}

Result<void> AtomicFile::commitAll(std::span<const std::unique_ptr<AtomicFile>> files) {
    if (files.empty())
        return {};
#ifdef __linux__
    // One commit of the journal for all contents and one for all names, where fsync takes one or two a file.
    const auto flush = [&](const std::unique_ptr<AtomicFile>& any) -> Result<void> {
        const int fd = ::open(any->m_target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const int code = fd < 0 || ::syncfs(fd) != 0 ? errno : 0;
        if (fd >= 0)
            ::close(fd);
        return code == 0 ? Result<void>() : Result<void>(writeError(code, any->m_target));
    };
    if (auto flushed = flush(files.front()); !flushed)
        return flushed;
    for (const auto& file : files) {
        const int closed = ::close(static_cast<int>(file->m_handle));
        file->m_open = false;
        if (closed != 0 || ::rename(file->m_temporary.c_str(), file->m_target.c_str()) != 0) {
            const int code = errno;
            ::unlink(file->m_temporary.c_str());
            return writeError(code, file->m_target);
        }
    }
    return flush(files.front());
#else
    for (const auto& file : files)
        if (auto done = file->commit(); !done)
            return done;
    return {};
#endif
}

Result<void> putInPlace(const fs::path& finished, const fs::path& target) {
    const int fd = ::open(finished.c_str(), O_RDONLY | O_CLOEXEC);
    int code = fd >= 0 && ::fsync(fd) == 0 ? 0 : errno;
    if (fd >= 0)
        ::close(fd);
    if (code == 0 && ::rename(finished.c_str(), target.c_str()) != 0)
        code = errno;
    if (code != 0)
        return writeError(code, target);
    flushFolder(target.parent_path());
    return {};
}

Result<void> removeFile(const fs::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT)
        return writeError(errno, file);
    flushFolder(file.parent_path());
    return {};
}

Result<std::unique_ptr<FileLock>> FileLock::acquire(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return writeError(errno, file);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return Error{ErrorCode::instanceRunning, "lock held by another process", {}};
    }
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

FileLock::~FileLock() {
    ::close(static_cast<int>(m_handle));
}

} // namespace esek::platform
#endif
