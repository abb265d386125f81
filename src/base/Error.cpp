#include "base/Error.h"

namespace esek {

ErrorCategory category(ErrorCode code) {
    switch (code) {
#define X(name_, category_)                                                                                  \
    case ErrorCode::name_:                                                                                   \
        return ErrorCategory::category_;
        ESEK_ERROR_CODES(X)
#undef X
    }
    return ErrorCategory::bug;
}

int exitCode(ErrorCode code) {
    switch (category(code)) {
    case ErrorCategory::rule:
        return 1;
    case ErrorCategory::usage:
        return 2;
    case ErrorCategory::input:
        return 3;
    case ErrorCategory::server:
        return 4;
    case ErrorCategory::conflict:
        return 5;
    case ErrorCategory::bug:
        break;
    }
    return 70;
}

std::string_view name(ErrorCode code) {
    switch (code) {
#define X(name_, category_)                                                                                  \
    case ErrorCode::name_:                                                                                   \
        return #name_;
        ESEK_ERROR_CODES(X)
#undef X
    }
    return "internal";
}

const std::vector<ErrorCode>& allErrorCodes() {
    static const std::vector<ErrorCode> codes{
#define X(name_, category_) ErrorCode::name_,
        ESEK_ERROR_CODES(X)
#undef X
    };
    return codes;
}

std::string Error::value(std::string_view key) const {
    for (const auto& [k, v] : context) {
        if (k == key)
            return v;
    }
    return {};
}

Error Error::with(std::string key, std::string val) const& {
    Error copy = *this;
    copy.context.emplace_back(std::move(key), std::move(val));
    return copy;
}

Error Error::with(std::string key, std::string val) && {
    context.emplace_back(std::move(key), std::move(val));
    return std::move(*this);
}

} // namespace esek
