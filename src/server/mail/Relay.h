#pragma once
#include "server/mail/MailQueue.h"

#include <string>

namespace esek::server {

/// Takes one mail for one address to the outside.
class Relay {
  public:
    virtual ~Relay() = default;
    struct Answer {
        MailEnd end = MailEnd::notTried;
        std::string code; ///< three digits of the server's answer, or in a word why there was none
    };
    /// `mail` as composed() makes it. Nothing is thrown.
    virtual Answer send(const std::string& from, const std::string& to, const std::string& mail) = 0;
    /// There is nothing to send for the time being.
    virtual void rest() = 0;
};

} // namespace esek::server
