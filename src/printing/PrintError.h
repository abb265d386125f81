#pragma once
#include "base/Error.h"

namespace esek::printing {

/// checkFailed with a reason in words; describe() says that printing is not possible now.
inline Error printError(std::string message, std::string reason) {
    return Error{
        ErrorCode::checkFailed, std::move(message), {{"about", "printing"}, {"reason", std::move(reason)}}};
}

} // namespace esek::printing
