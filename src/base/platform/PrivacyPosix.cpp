#ifndef _WIN32
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

class Closer {
  public:
    /// The folder itself, and what is in it: a folder that was closed before closes what is in it.
    void closeTree(const fs::path& path) {
        if (!close(path))
            return;
        std::error_code ec;
        for (fs::recursive_directory_iterator it(path, ec), end; !ec && it != end; it.increment(ec))
            close(it->path());
        if (ec && ec != std::errc::not_a_directory)
            m_failed = true;
    }

    bool failed() const { return m_failed; }

  private:
    /// Whether it had been open.
    bool close(const fs::path& path) {
        struct stat before {};
        if (::lstat(path.c_str(), &before) != 0 || S_ISLNK(before.st_mode) || (before.st_mode & kOthers) == 0)
            return false;
        // Some file systems take the call and change nothing, so the result is looked at.
        struct stat after {};
        if (::chmod(path.c_str(), before.st_mode & 07777 & ~kOthers) != 0 ||
            ::stat(path.c_str(), &after) != 0 || (after.st_mode & kOthers) != 0)
            m_failed = true;
        return true;
    }

    bool m_failed = false;
};

} // namespace

void keepNewFilesPrivate() {
    ::umask(kOthers);
}

std::error_code makePrivateFolders(const fs::path& folder) {
    std::error_code ec;
    if (folder.empty() || fs::is_directory(folder, ec))
        return {};
    if (folder.has_parent_path() && folder.parent_path() != folder)
        if (const auto failed = makePrivateFolders(folder.parent_path()))
            return failed;
    if (::mkdir(folder.c_str(), S_IRWXU) == 0 || fs::is_directory(folder, ec))
        return {};
    return {errno, std::generic_category()};
}

Result<void> createPrivateFile(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0) {
        ::close(fd);
        return {};
    }
    if (errno == EEXIST)
        return {};
    const bool place = errno == EACCES || errno == EROFS || errno == EPERM || errno == ENOENT;
    return Error{place ? ErrorCode::folderNotWritable : ErrorCode::writeFailed,
                 std::strerror(errno),
                 {{"file", toUtf8(file.filename())}, {"folder", toUtf8(file.parent_path())}}};
}

bool othersMayRead(const fs::path& file) {
    struct stat is {};
    return ::stat(file.c_str(), &is) == 0 && (is.st_mode & kOthers) != 0;
}

Result<void> closeToOthers(const fs::path& folder, std::span<const std::string_view> ours) {
    Closer closer;
    bool nothingElse = true;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = entry.path().filename().string();
        if (std::any_of(ours.begin(), ours.end(), [&](std::string_view o) { return name.starts_with(o); }))
            closer.closeTree(entry.path());
        else
            nothingElse = false;
    }
    if (nothingElse && !ec)
        closer.closeTree(fs::is_symlink(folder, ec) ? fs::canonical(folder, ec) : folder);
    if (closer.failed())
        return Error{ErrorCode::folderOpenToOthers,
                     "the rights of a data folder cannot be changed",
                     {{"folder", toUtf8(folder)}}};
    return {};
}

} // namespace esek::platform
#endif
