#pragma once
#include "base/Result.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/VerificationErrorArgs.h>

#include <optional>
#include <string>

namespace Poco::Net {
class StreamSocket;
class X509Certificate;
} // namespace Poco::Net

namespace esek::sync {

/// Why a server's certificate was not taken, told so that a person can act: a man in the middle or a
/// certificate that has run out must never look like a missing network. For the connections of one context;
/// used on the thread that connects.
class ServerTrust {
  public:
    explicit ServerTrust(Poco::Net::Context::Ptr);
    ~ServerTrust();
    ServerTrust(const ServerTrust&) = delete;
    ServerTrust& operator=(const ServerTrust&) = delete;

    void forget() { m_refusal.reset(); }
    /// serverNotTrusted (context: server, reason, certificate, issuer, from, until), if the handshake was
    /// given up because of the certificate.
    std::optional<Error> refusal(const std::string& host) const;
    /// The certificate was in order, but is another server's: `socket` has it.
    void noteOtherName(const Poco::Net::StreamSocket& socket);

  private:
    void onError(const void*, Poco::Net::VerificationErrorArgs&);
    void note(const Poco::Net::X509Certificate&, std::string reason);

    Poco::Net::Context::Ptr m_context;
    std::optional<Error> m_refusal;
};

} // namespace esek::sync
