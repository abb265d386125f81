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

bool isForAuthority(Audience who) {
    return who == Audience::authority || who == Audience::authorityAtFirst;
}

} // namespace

Entry authorityMay(const PanelRoute& route, bool hasPassword, bool ofPupil) {
    if (route.who == Audience::anybody || route.who == Audience::inside ||
        route.who == Audience::authorityAtFirst)
        return Entry::in;
    if (ofPupil)
        return Entry::hidden;
    if (!hasPassword)
        return Entry::setAuthorityPassword;
    return route.who == Audience::authority ? Entry::in : Entry::figures;
}

Entry mayActAs(const PanelRoute& route, const LoginRow* login, const std::optional<std::string>& pupil,
               bool personal) {
    if (route.who == Audience::anybody)
        return Entry::in;
    if (isForAuthority(route.who))
        return login && login->endedAt.empty() ? Entry::hidden : Entry::logIn;
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
