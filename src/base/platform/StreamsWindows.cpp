#ifdef _WIN32
#include "base/platform/Streams.h"

#include <cstdio>
#include <fcntl.h>
#include <io.h>

namespace esek::platform {

void useBinaryStreams() {
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
}

} // namespace esek::platform
#endif
