#pragma once
#include "server/store/Rows.h"

#include <optional>
#include <string>

namespace esek::server {

enum class Audience {
    anybody,
    family,          ///< who is logged in and has a password of their own
    familyWithSlip,  ///< who is logged in, perhaps by a slip only
    household,       ///< as family, and personal accounts besides
    inside,          ///< who is logged in, in whatever way
    personal,        ///< who is logged in with a personal account
    authority,       ///< who of the running authority is logged in and has a password of their own
    authorityAtFirst ///< the same, perhaps with the one-time password only
};

/// One kind of request to the panel, as data: the address, and who may send it.
struct PanelRoute {
    std::string method;
    std::string pattern; ///< {pupil} in it: only the pupil of the login
    Audience who = Audience::family;
    std::int64_t bodyLimit = 16 * 1024;
    std::string lane = "panel";
};

enum class Entry {
    in,
    logIn,                ///< log in first
    setPassword,          ///< the slip has let in; a password comes first
    children,             ///< a personal account has a page of its own for all children
    home,                 ///< a login of a school has no page of this sort
    figures,              ///< the running authority has one page
    setAuthorityPassword, ///< as setPassword, for the running authority
    hidden                ///< answered as what does not exist
};

/// The one place that decides who may come in where. `login`: whose session it is, null for nobody; of a
/// personal account the one that it is linked to for the pupil, if there is one. `pupil`: the one that the
/// address names.
Entry mayActAs(const PanelRoute&, const LoginRow* login, const std::optional<std::string>& pupil,
               bool personal = false);
/// The same for somebody of the running authority, who never comes to what is about a pupil.
Entry authorityMay(const PanelRoute& route, bool hasPassword, bool ofPupil);

} // namespace esek::server
