#pragma once
#include "domain/Mutation.h"

#include <string>

namespace esek::server {

/// Who asks: a device of one school with one role, as its token says; nothing of it comes from the request.
struct Caller {
    std::string school; ///< UUID in text
    std::string device;
    std::string name;
    domain::Role role = domain::Role::clerk;

    bool mayPush() const { return role == domain::Role::clerk || role == domain::Role::administrator; }
};

} // namespace esek::server
