#include "server/panel/PanelRoute.h"

namespace esek::server {

Entry mayActAs(const PanelRoute& route, const LoginRow* login, const std::optional<std::string>& pupil) {
    if (route.who == Audience::anybody)
        return Entry::in;
    if (!login || !login->endedAt.empty())
        return Entry::logIn;
    if (route.who == Audience::family && login->password.empty())
        return Entry::setPassword;
    if (pupil && *pupil != login->student)
        return Entry::hidden;
    return Entry::in;
}

} // namespace esek::server
