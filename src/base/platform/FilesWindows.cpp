#ifdef _WIN32
#include "base/platform/Files.h"
#include "base/platform/PutInPlace.h"

#include <array>
#include <atomic>
#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX // libstdc++ of MinGW defines it
#define NOMINMAX
#endif
#include <windows.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

/// How long another program may hold a file, milliseconds between one trial and the next: indexers, virus
/// scanners and services that copy files to a cloud open every new file for a moment.
constexpr std::array<DWORD, 8> kPauses{5, 10, 20, 50, 100, 200, 400, 800};

/// Windows says "access denied" too while somebody holds a file that is to be deleted.
bool heldByOthers(DWORD code, const fs::path& file) {
    return code == ERROR_SHARING_VIOLATION || code == ERROR_LOCK_VIOLATION ||
           code == ERROR_USER_MAPPED_FILE ||
           (code == ERROR_ACCESS_DENIED && GetFileAttributesW(file.c_str()) != INVALID_FILE_ATTRIBUTES &&
            (GetFileAttributesW(file.c_str()) & (FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_DIRECTORY)) == 0);
}

/// 0 or the Windows error of the last trial.
template <class Action>
DWORD patiently(const fs::path& file, Action action) {
    for (const DWORD pause : kPauses) {
        if (action())
            return 0;
        const DWORD code = GetLastError();
        if (!heldByOthers(code, file))
            return code;
        Sleep(pause);
    }
    return action() ? 0 : GetLastError();
}

Error writeError(DWORD code, const fs::path& file) {
    ErrorCode kind = ErrorCode::writeFailed;
    if (code == ERROR_DISK_FULL || code == ERROR_HANDLE_DISK_FULL)
        kind = ErrorCode::diskFull;
    else if (code == ERROR_ACCESS_DENIED || code == ERROR_WRITE_PROTECT || code == ERROR_PATH_NOT_FOUND)
        kind = ErrorCode::folderNotWritable;
    return Error{kind,
                 "Windows error " + std::to_string(code),
                 {{"file", toUtf8(file.filename())}, {"folder", toUtf8(file.parent_path())}}};
}

/// For a file that is there and was to be replaced or removed.
Error replaceError(DWORD code, const fs::path& file) {
    if (!heldByOthers(code, file))
        return writeError(code, file);
    return Error{ErrorCode::writeFailed,
                 "Windows error " + std::to_string(code),
                 {{"file", toUtf8(file.filename())}, {"about", "inUse"}}};
}

} // namespace

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const fs::path& file) {
    static std::atomic<unsigned> counter{0};
    fs::path temporary = file;
    temporary += ".tmp-" + std::to_string(GetCurrentProcessId()) + "-" + std::to_string(counter++);
    HANDLE h =
        CreateFileW(temporary.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (h == INVALID_HANDLE_VALUE)
        return writeError(GetLastError(), file);
    return std::unique_ptr<AtomicFile>(
        new AtomicFile(file, std::move(temporary), reinterpret_cast<std::intptr_t>(h)));
}

AtomicFile::~AtomicFile() {
    if (m_open) {
        CloseHandle(reinterpret_cast<HANDLE>(m_handle));
        DeleteFileW(m_temporary.c_str());
    }
}

Result<void> AtomicFile::write(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto step = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1U << 24));
        DWORD n = 0;
        if (!WriteFile(reinterpret_cast<HANDLE>(m_handle), bytes.data(), step, &n, nullptr))
            return writeError(GetLastError(), m_target);
        bytes = bytes.subspan(n);
    }
    return {};
}

void AtomicFile::beginFlush() {}

Result<void> AtomicFile::commit() {
    HANDLE h = reinterpret_cast<HANDLE>(m_handle);
    DWORD code = FlushFileBuffers(h) ? 0 : GetLastError();
    if (!CloseHandle(h) && code == 0)
        code = GetLastError();
    m_open = false;
    if (code == 0)
        code = patiently(m_target, [&] {
            return MoveFileExW(m_temporary.c_str(), m_target.c_str(),
                               MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
        });
    if (code != 0) {
        DeleteFileW(m_temporary.c_str());
        return replaceError(code, m_target);
    }
    return {};
}

Result<void> AtomicFile::commitAll(std::span<const std::unique_ptr<AtomicFile>> files) {
    for (const auto& file : files)
        if (auto done = file->commit(); !done)
            return done;
    return {};
}

Result<void> putInPlace(const fs::path& finished, const fs::path& target) {
    const HANDLE h = CreateFileW(finished.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                                 FILE_ATTRIBUTE_NORMAL, nullptr);
    DWORD code = h != INVALID_HANDLE_VALUE && FlushFileBuffers(h) ? 0 : GetLastError();
    if (h != INVALID_HANDLE_VALUE)
        CloseHandle(h);
    if (code == 0)
        code = patiently(target, [&] {
            return MoveFileExW(finished.c_str(), target.c_str(),
                               MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
        });
    return code == 0 ? Result<void>() : Result<void>(replaceError(code, target));
}

Result<void> removeFile(const fs::path& file) {
    const DWORD code = patiently(file, [&] { return DeleteFileW(file.c_str()) != 0; });
    if (code != 0 && code != ERROR_FILE_NOT_FOUND && code != ERROR_PATH_NOT_FOUND)
        return replaceError(code, file);
    return {};
}

Result<std::unique_ptr<FileLock>> FileLock::acquire(const fs::path& file) {
    HANDLE h = CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                           FILE_ATTRIBUTE_NORMAL, nullptr);
    if (h == INVALID_HANDLE_VALUE) {
        if (GetLastError() == ERROR_SHARING_VIOLATION)
            return Error{ErrorCode::instanceRunning, "lock held by another process", {}};
        return writeError(GetLastError(), file);
    }
    return std::unique_ptr<FileLock>(new FileLock(reinterpret_cast<std::intptr_t>(h)));
}

FileLock::~FileLock() {
    CloseHandle(reinterpret_cast<HANDLE>(m_handle));
}

} // namespace esek::platform
#endif
