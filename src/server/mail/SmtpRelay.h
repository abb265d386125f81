#pragma once
#include "server/mail/Relay.h"

#include <cstdint>
#include <memory>

namespace esek::server {

struct SmtpOptions {
    std::string host;
    std::uint16_t port = 0;
    std::string user; ///< empty: without a login
    std::string password;
    std::string helo;   ///< how this server calls itself
    bool plain = false; ///< without encryption; only to this machine
};

/// A mail server that takes mails for others (RFC 5321), by STARTTLS (RFC 3207): one that does not offer it,
/// or whose certificate is not trusted or has another name, gets no mail and no password. With `plain` only
/// an address of this machine is spoken to, without encryption. One connection for up to 50 mails; each
/// answer has 20 seconds, the one after a mail two minutes. One thread.
///
/// Sockets and TLS are Poco's; its SMTPClientSession is not used: made from a socket that was connected with
/// a time limit it does not check the name in the certificate, it takes a connection that ends within an
/// answer of several lines for an endless answer, and it does not tell in which step a code came.
class SmtpRelay final : public Relay {
  public:
    explicit SmtpRelay(SmtpOptions);
    ~SmtpRelay() override;
    Answer send(const std::string& from, const std::string& to, const std::string& mail) override;
    void rest() override;

  private:
    class Session;
    std::string open();
    Answer refused(int code, MailEnd forGood);
    const SmtpOptions m_options;
    std::unique_ptr<Session> m_session;
    int m_sent = 0; ///< in this session
};

} // namespace esek::server
