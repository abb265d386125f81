#pragma once
#include "app/Office.h"
#include "sync/client/Logins.h"

#include <filesystem>

namespace esek::app {

/// The office and the families' panel: logins on slips. Every call asks the server, so none is for the
/// interface thread. Errors: notEnrolled, serverUnreachable and those of sync::issueLogins.
class PortalService {
  public:
    PortalService(Office& office, sync::TokenStore& tokens) : m_office(office), m_tokens(tokens) {}

    /// Whose logins: the pupils' own, one for the parents of each, or one for each parent or guardian whom
    /// the school knows by name.
    enum class Who { pupils, parents, guardians };
    struct Issued {
        domain::Student student;
        std::string guardian; ///< the name; empty when the login is nobody's alone
        std::string login;
    };
    /// New logins for these pupils and their slips, as a PDF. The office's changes go to the server first, so
    /// that it knows the pupils. A slip that is not printed does no harm: it is only void with the next one.
    /// Errors besides: nothingToDo without pupils, or when none of them has a guardian; those of
    /// portal::writeSlips.
    Result<std::vector<Issued>> issueSlips(const std::vector<domain::Student>&, Who,
                                           const std::filesystem::path& pdf);
    Result<std::vector<sync::ListedLogin>> list();
    Result<void> revoke(const std::string& loginId);

  private:
    Office& m_office;
    sync::TokenStore& m_tokens;
};

} // namespace esek::app
