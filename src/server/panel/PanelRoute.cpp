#include "server/panel/PanelRoute.h"

namespace esek::server {

namespace {

Entry personalMay(const PanelRoute& route, const LoginRow* login, const std::optional<std::string>& pupil) {
    if (route.who == Audience::household || route.who == Audience::inside || route.who == Audience::personal)
        return Entry::in;
    if (!pupil)
        return Entry::children;
    return login && login->endedAt.empty() && login->student == *pupil ? Entry::in : Entry::hidden;
}

} // namespace

Entry mayActAs(const PanelRoute& route, const LoginRow* login, const std::optional<std::string>& pupil,
               bool personal) {
    if (route.who == Audience::anybody)
        return Entry::in;
    if (personal)
        return personalMay(route, login, pupil);
    if (!login || !login->endedAt.empty())
        return Entry::logIn;
    const bool slipIsEnough = route.who == Audience::familyWithSlip || route.who == Audience::inside;
    if (!slipIsEnough && login->password.empty())
        return Entry::setPassword;
    if (route.who == Audience::personal)
        return Entry::home;
    if (pupil && *pupil != login->student)
        return Entry::hidden;
    return Entry::in;
}

} // namespace esek::server
