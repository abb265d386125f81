#pragma once
#include "domain/Mutation.h"

#include <string>

namespace esek::server {

/// Who asks: a device of one school with one role, as its token says, or a family that is logged in to the
/// panel; nothing of it comes from the request.
struct Caller {
    std::string school; ///< UUID in text
    std::string device; ///< of a family: the id of its login
    std::string name;
    domain::Role role = domain::Role::clerk;

    std::string student = {}; ///< not empty: a family, which acts for this pupil only

    bool isFamily() const { return !student.empty(); }
    bool mayPush() const {
        return role == domain::Role::clerk || role == domain::Role::administrator || isFamily();
    }
};

} // namespace esek::server
