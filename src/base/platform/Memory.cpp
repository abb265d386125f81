#include "base/platform/Memory.h"

#include <cstdlib> // says whether this is glibc

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace esek::platform {

void giveLargeBlocksBack() {
#ifdef __GLIBC__
    constexpr int kLarge = 256 * 1024; // bytes
    mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

} // namespace esek::platform
