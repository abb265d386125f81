#include "server/panel/Door.h"

namespace esek::server {

Entry mayActAs(const Door& door, const LoginRow* login, const std::optional<std::string>& pupil) {
    if (door.who == For::anybody)
        return Entry::in;
    if (!login || !login->endedAt.empty())
        return Entry::logIn;
    if (door.who == For::family && login->password.empty())
        return Entry::setPassword;
    if (pupil && *pupil != login->student)
        return Entry::hidden;
    return Entry::in;
}

} // namespace esek::server
