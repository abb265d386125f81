#pragma once
#include "app/Office.h"
#include "sync/client/Logins.h"

#include <filesystem>
#include <map>

namespace esek::app {

/// The office and the families' panel: logins on slips. Every call asks the server, so none is for the
/// interface thread. Errors: notEnrolled, serverUnreachable and those of sync::issueLogins.
class PortalService {
  public:
    PortalService(Office& office, sync::TokenStore& tokens) : m_office(office), m_tokens(tokens) {}

    using Logins = std::vector<sync::ListedLogin>; ///< as the server lists them
    /// Whose logins: the pupils' own, one for the parents of each, or one for each parent or guardian whom
    /// the school knows by name.
    enum class Who { pupils, parents, guardians };
    struct Issued {
        domain::Student student;
        std::string guardian; ///< the name; empty when the login is nobody's alone
        std::string login;
    };
    struct Order {
        std::vector<domain::Student> students;
        std::string classUnit; ///< all pupils of this class besides; empty: none
        Who who = Who::parents;
        domain::GuardianId guardian = {}; ///< of Who::guardians: this one alone; nil: all of them
        /// Who has a login that is not ended keeps it: a new one would void the old slip and password.
        bool onlyMissing = false;
        /// The office's changes go to the server first, so that it knows the pupils. Not where a cycle runs
        /// in the background: then that one is to end before.
        bool sendFirst = true;
    };
    /// What an order would do, told before it is given.
    struct Plan {
        int issued = 0;        ///< new logins
        int voided = 0;        ///< of those, with an earlier slip that stops working
        int kept = 0;          ///< logins that are there and stay
        int withoutPerson = 0; ///< pupils without a guardian, of Who::guardians
        bool operator==(const Plan&) const = default;
    };
    /// `logins` as list() gave them. Asks nothing of the server.
    Result<Plan> plan(Order, const Logins& logins);

    struct Slips {
        std::vector<Issued> issued;
        int kept = 0;                               ///< logins that were there and stay
        std::vector<domain::Student> withoutPerson; ///< pupils without a guardian, of Who::guardians
        /// The server could not be asked for all of them: those of `issued` are on the slips, the others
        /// have what they had.
        std::optional<Error> stopped;
        /// The logins are made, but their slips could not be saved, and the passwords are nowhere else.
        std::optional<Error> lost;
    };
    /// New logins and their slips, as a PDF. A slip that is not printed does no harm: it is only void with
    /// the next one. Without anybody to give a login to, no file is written and `issued` is empty. Errors
    /// besides: nothingToDo without pupils; outputRefused and folderNotWritable, before the first login is
    /// made.
    Result<Slips> issueSlips(Order, const std::filesystem::path& pdf);
    Result<Logins> list();
    /// The computers of the school's offices, also those that were revoked.
    Result<std::vector<sync::ListedDevice>> devices();
    Result<void> revoke(const std::string& loginId);

  private:
    /// To whom an order gives logins.
    struct Takers {
        domain::Role role = domain::Role::guardian;
        std::map<domain::StudentId, const domain::Student*> pupils;
        std::map<domain::GuardianId, std::string> names;
        std::vector<domain::StudentId> students; ///< asked for by pupil
        std::vector<domain::GuardianId> guardians;
    };
    void addClass(Order&);
    Takers takersOf(const Order&, Slips&);
    static int leaveOut(Takers&, const std::vector<sync::ListedLogin>&); ///< how many have a login
    Office& m_office;
    sync::TokenStore& m_tokens;
};

} // namespace esek::app
