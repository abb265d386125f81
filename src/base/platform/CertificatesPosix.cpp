#ifndef _WIN32
#include "base/platform/Certificates.h"

namespace esek::platform {

std::vector<std::string> trustedRoots() {
    return {};
}

} // namespace esek::platform
#endif
