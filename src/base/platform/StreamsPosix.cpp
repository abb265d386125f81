#ifndef _WIN32
#include "base/platform/Streams.h"

namespace esek::platform {

void useBinaryStreams() {}

} // namespace esek::platform
#endif
