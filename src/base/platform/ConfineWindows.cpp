#ifdef _WIN32
#include "base/platform/Confine.h"

namespace esek::platform {

bool confineThisProcess(const ProcessBounds&) {
    return true;
}

} // namespace esek::platform
#endif
