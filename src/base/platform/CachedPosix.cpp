#ifndef _WIN32
#include "base/platform/Cached.h"

#include <fcntl.h>
#include <unistd.h>

namespace esek::platform {

void forgetCached(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    static_cast<void>(::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED));
    ::close(fd);
}

} // namespace esek::platform
#endif
