#pragma once
#include "server/cli/Context.h"
#include "server/mail/MailSender.h"
#include "server/mail/SmtpRelay.h"

namespace esek::server::cli {

struct MailOptions {
    std::string relay; ///< host:port; empty: this server sends no mail
    std::string from;
    std::string loginFile;
    bool plain = false;

    bool isOn() const { return !relay.empty(); }
};

void addMailOptions(CLI::App&, MailOptions&);

/// The sending of mails while the server runs.
class MailService {
  public:
    /// Errors (thrown): wrongUsage, valueInvalid, fileNotFound.
    MailService(Context&, const MailOptions&, const Languages&, const std::string& publicUrl);

  private:
    MailQueue m_queue;
    SmtpRelay m_relay;
    MailSender m_sender;
    MailThread m_thread; // last: uses the others
};

} // namespace esek::server::cli
