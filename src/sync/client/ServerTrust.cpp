#include "sync/client/ServerTrust.h"

#include "base/CleanText.h"
#include "base/Clock.h"
#include "base/Format.h"
#include "base/Translate.h"

#include <Poco/DateTime.h>
#include <Poco/Delegate.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/X509Certificate.h>

#include <algorithm>

namespace esek::sync {

namespace {

constexpr std::size_t kShownName = 120; // bytes; whoever made the certificate chose the name

/// OpenSSL's numbers of what it finds wrong with a chain (X509_V_ERR_... in x509_vfy.h); Poco passes them on.
enum ChainFault {
    noIssuer = 2,
    notYetValid = 9,
    expired = 10,
    selfSigned = 18,
    selfSignedInChain = 19,
    noIssuerHere = 20,
    onlyItself = 21,
};

std::string reasonOf(int fault) {
    switch (fault) {
    case expired:
        return tr("its certificate has expired");
    case notYetValid:
        return tr("its certificate is not valid yet; check the date of this computer");
    case selfSigned:
    case selfSignedInChain:
    case noIssuer:
    case noIssuerHere:
    case onlyItself:
        return tr("its certificate was issued by somebody whom this computer does not trust");
    default:
        return tr("its certificate did not pass the check");
    }
}

std::string shown(const std::string& name) {
    std::string text = shownText(name);
    if (text.size() > kShownName)
        text = shownText(text.substr(0, kShownName)) + "…"; // a letter that was cut becomes a sign
    return text;
}

std::string issuerOf(const Poco::Net::X509Certificate& certificate) {
    using Poco::Net::X509Certificate;
    std::string name = certificate.issuerName(X509Certificate::NID_COMMON_NAME);
    const std::string organisation = certificate.issuerName(X509Certificate::NID_ORGANIZATION_NAME);
    if (name.empty() || organisation.empty())
        name += organisation;
    else
        name += " (" + organisation + ")";
    return name.empty() ? shown(certificate.issuerName()) : shown(name);
}

std::string dayOf(const Poco::DateTime& at) {
    constexpr Poco::Timestamp::TimeVal kMillisecond = 1000; // microseconds
    const Timestamp time{std::chrono::milliseconds(at.timestamp().epochMicroseconds() / kMillisecond)};
    return toPolish(Date(std::chrono::floor<std::chrono::days>(time)));
}

} // namespace

ServerTrust::ServerTrust(Poco::Net::Context::Ptr context) : m_context(std::move(context)) {
    Poco::Net::SSLManager::instance().ClientVerificationError += Poco::delegate(this, &ServerTrust::onError);
}

ServerTrust::~ServerTrust() {
    Poco::Net::SSLManager::instance().ClientVerificationError -= Poco::delegate(this, &ServerTrust::onError);
}

std::optional<Error> ServerTrust::refusal(const std::string& host) const {
    return m_refusal ? std::optional(m_refusal->with("server", host)) : std::nullopt;
}

void ServerTrust::onError(const void*, Poco::Net::VerificationErrorArgs& args) {
    // The event is one for the whole program: what happens to other connections is not ours.
    if (args.context().get() == m_context.get())
        note(args.certificate(), reasonOf(args.errorNumber()));
}

void ServerTrust::noteOtherName(const Poco::Net::StreamSocket& socket) {
    if (m_refusal)
        return;
    const Poco::Net::SecureStreamSocket secure(socket);
    if (!secure.havePeerCertificate())
        return;
    const Poco::Net::X509Certificate certificate = secure.peerCertificate();
    note(certificate, format(fmt::runtime(tr("its certificate is that of another server ({})")),
                             shown(certificate.commonName())));
}

void ServerTrust::note(const Poco::Net::X509Certificate& certificate, std::string reason) {
    const std::string issuer = issuerOf(certificate);
    const std::string from = dayOf(certificate.validFrom());
    const std::string until = dayOf(certificate.expiresOn());
    m_refusal = Error{
        ErrorCode::serverNotTrusted,
        "the certificate of the server was refused",
        {{"reason", std::move(reason)},
         {"certificate", format(fmt::runtime(tr("issued by {}, valid from {} to {}")), issuer, from, until)},
         {"issuer", issuer},
         {"from", from},
         {"until", until}}};
}

} // namespace esek::sync
