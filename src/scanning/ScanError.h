#pragma once
#include "base/Error.h"

namespace esek::scanning {

/// checkFailed with a reason in words; describe() says that scanning is not possible now.
inline Error scanError(std::string message, std::string reason) {
    return Error{
        ErrorCode::checkFailed, std::move(message), {{"about", "scanning"}, {"reason", std::move(reason)}}};
}

} // namespace esek::scanning
