#pragma once
#include "domain/Guardian.h"
#include "domain/Photo.h"
#include "sync/client/TokenStore.h"
#include "sync/client/Transport.h"

#include <string>
#include <vector>

namespace esek::sync {

/// A login that the server has just given to a family. Its secrets are told once.
struct IssuedLogin {
    std::string id;
    domain::StudentId student;
    domain::GuardianId guardian; ///< nil: any parent's, or the pupil's own
    std::string number;
    std::string password; ///< one-time
    std::string link;     ///< logs in once
};
struct IssuedLogins {
    std::string address; ///< where families find the panel
    std::vector<IssuedLogin> logins;
};
/// As the office sees it afterwards.
struct ListedLogin {
    std::string id;
    domain::StudentId student;
    std::string number;
    domain::Role role = domain::Role::guardian;
    domain::GuardianId guardian; ///< nil: any parent's, or the pupil's own
    Timestamp issued{};
    std::optional<Timestamp> used, ended;
};

/// A computer of the school's offices.
struct ListedDevice {
    std::string id, name;
    domain::Role role = domain::Role::clerk;
    Timestamp since{};
    std::optional<Timestamp> used, ended;
};

inline constexpr std::size_t kLoginsPerRequest = 40;

/// What an office asks the server about those who may enter: its families' logins, its computers. Errors:
/// notEnrolled (no token), serverUnreachable, serverRefused (a server without the panel), unknownStudent (the
/// server does not know a pupil yet: exchange changes first), and those of errorOf().
Result<IssuedLogins> issueLogins(Transport&, TokenStore&, const std::vector<domain::StudentId>&,
                                 domain::Role);
/// For each of these guardians a login of their own. Error besides: valueInvalid for one whom the server does
/// not know yet, or who was removed.
Result<IssuedLogins> issueLogins(Transport&, TokenStore&, const std::vector<domain::GuardianId>&);
Result<std::vector<ListedLogin>> listLogins(Transport&, TokenStore&);
/// The computers of the school, also those that were revoked. Error besides: serverRefused by a server from
/// before this list.
Result<std::vector<ListedDevice>> listDevices(Transport&, TokenStore&);
Result<void> revokeLogin(Transport&, TokenStore&, const std::string& id);

} // namespace esek::sync
