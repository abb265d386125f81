#include "domain/RoleLabel.h"

#include "base/Translate.h"

namespace esek::domain {

std::string label(Role role) {
    switch (role) {
    case Role::clerk:
        return tr("school office");
    case Role::headteacher:
        return tr("headteacher");
    case Role::guardian:
        return tr("parent");
    case Role::student:
        return tr("pupil");
    case Role::administrator:
        return tr("administrator");
    }
    return {};
}

} // namespace esek::domain
