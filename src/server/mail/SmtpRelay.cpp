#include "server/mail/SmtpRelay.h"

#include "server/mail/Base64.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace esek::server {

namespace {

namespace net = Poco::Net;
constexpr std::chrono::seconds kAnswer{20};
/// Whoever gives up here sends the mail twice (RFC 5321, 4.5.3.2.6, which asks for even more).
constexpr std::chrono::seconds kAnswerToMail{120};
constexpr std::size_t kLongestAnswer = 16 * 1024;
constexpr int kMailsPerSession = 50;
constexpr int kServiceCloses = 421; // RFC 5321, 3.8: at any time

bool isDone(int code) {
    return code / 100 == 2;
}

net::Context::Ptr trustingContext() {
    net::initializeSSL();
    net::Context::Params params;
    params.verificationMode = net::Context::VERIFY_STRICT;
    params.verificationDepth = 9;
    params.loadDefaultCAs = true;
    net::Context::Ptr context = new net::Context(net::Context::TLS_CLIENT_USE, params);
    context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    return context;
}

/// A line that is only a dot would end the mail (RFC 5321, 4.5.2).
std::string withDots(const std::string& mail) {
    std::string out;
    for (std::size_t i = 0; i < mail.size(); ++i) {
        if (mail[i] == '.' && (i == 0 || mail[i - 1] == '\n'))
            out += '.';
        out += mail[i];
    }
    return out + ".\r\n";
}

} // namespace

/// The dialogue on one connection. The connection's end and what is no answer are thrown as Poco::Exception.
class SmtpRelay::Session {
  public:
    explicit Session(const SmtpOptions& o) {
        const net::SocketAddress address(o.host, o.port);
        if (o.plain && !address.host().isLoopback())
            throw net::NetException("not this machine");
        m_socket.connect(address, Poco::Timespan(kAnswer.count(), 0));
        m_socket.setSendTimeout(Poco::Timespan(kAnswer.count(), 0));
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    int command(const std::string& line) {
        send(line + "\r\n");
        return answer();
    }
    void send(const std::string& bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const int n = m_socket.sendBytes(bytes.data() + at, static_cast<int>(bytes.size() - at));
            if (n <= 0)
                throw net::ConnectionResetException("no bytes are taken");
            at += static_cast<std::size_t>(n);
        }
    }
    /// The code; the lines are in text().
    int answer(std::chrono::seconds patience = kAnswer) {
        m_text.clear();
        m_socket.setReceiveTimeout(Poco::Timespan(patience.count(), 0));
        const auto until = std::chrono::steady_clock::now() + patience;
        for (;;) {
            const std::string line = nextLine(until);
            const bool shaped = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3,
                                                                [](char c) { return c >= '0' && c <= '9'; });
            if (!shaped || m_text.size() > kLongestAnswer)
                throw net::NetException("no answer of a mail server");
            m_text += line.substr(3) + "\n";
            if (line.size() < 4 || line[3] != '-')
                return std::stoi(line.substr(0, 3));
        }
    }
    const std::string& text() const { return m_text; }

    /// What was sent in the clear behind the answer to STARTTLS comes from somebody else.
    bool hasUnread() const { return !m_buffer.empty(); }
    void encrypt(const std::string& host) {
        m_socket = net::SecureStreamSocket::attach(m_socket, host, trustingContext());
        m_socket.setSendTimeout(Poco::Timespan(kAnswer.count(), 0));
    }

  private:
    std::string nextLine(std::chrono::steady_clock::time_point until) {
        for (;;) {
            if (const auto end = m_buffer.find('\n'); end != std::string::npos) {
                std::string line = m_buffer.substr(0, end);
                m_buffer.erase(0, end + 1);
                if (line.ends_with('\r'))
                    line.pop_back();
                return line;
            }
            std::array<char, 2048> bytes{};
            if (m_buffer.size() > kLongestAnswer || std::chrono::steady_clock::now() > until)
                throw net::NetException("an endless answer");
            const int n = m_socket.receiveBytes(bytes.data(), static_cast<int>(bytes.size()));
            if (n <= 0)
                throw net::ConnectionResetException("the connection ended");
            m_buffer.append(bytes.data(), static_cast<std::size_t>(n));
        }
    }
    net::StreamSocket m_socket;
    std::string m_buffer;
    std::string m_text;
};

SmtpRelay::SmtpRelay(SmtpOptions options) : m_options(std::move(options)) {}
SmtpRelay::~SmtpRelay() {
    rest();
}

void SmtpRelay::rest() {
    if (m_session) {
        try {
            m_session->command("QUIT");
        } catch (const Poco::Exception&) { // it is over either way
        }
    }
    m_session.reset();
    m_sent = 0;
}

/// Why it is not open; empty when it is.
std::string SmtpRelay::open() {
    if (m_session && m_sent < kMailsPerSession)
        return {};
    rest();
    std::string step = "connect";
    const auto trouble = [&](int code) { return step + "_" + std::to_string(code); };
    try {
        auto session = std::make_unique<Session>(m_options);
        if (const int code = session->answer(); !isDone(code))
            return trouble(code);
        step = "ehlo";
        if (const int code = session->command("EHLO " + m_options.helo); !isDone(code))
            return trouble(code);
        if (!m_options.plain) {
            step = "starttls";
            if (const int code = session->command("STARTTLS"); code != 220)
                return trouble(code);
            if (session->hasUnread())
                return "starttls_injected";
            step = "certificate";
            session->encrypt(m_options.host);
            step = "ehlo";
            if (const int code = session->command("EHLO " + m_options.helo); !isDone(code))
                return trouble(code);
        }
        if (!m_options.user.empty()) {
            step = "login";
            const std::string zero(1, '\0');
            const std::string plain = zero + m_options.user + zero + m_options.password;
            if (const int code = session->command("AUTH PLAIN " + base64(plain)); !isDone(code))
                return trouble(code);
        }
        m_session = std::move(session);
        return {};
    } catch (const Poco::Exception&) { // its text may hold what the server wrote
        return step;
    }
}

Relay::Answer SmtpRelay::refused(int code, MailEnd forGood) {
    const std::string text = std::to_string(code);
    const bool ofPolicy = std::string_view(m_session->text()).substr(1).starts_with("5.7."); // RFC 3463
    try {
        if (code == kServiceCloses || m_session->command("RSET") / 100 != 2) // the next mail begins anew
            rest();
    } catch (const Poco::Exception&) { // some servers hang up after a refusal, which counts all the same
        m_session.reset();
        m_sent = 0;
    }
    if (code == kServiceCloses)
        return {MailEnd::notTried, text};
    if (forGood == MailEnd::addressRefused && ofPolicy) // says nothing about whether the address exists
        return {MailEnd::notAllowed, text};
    return {code / 100 == 5 ? forGood : MailEnd::later, text};
}

Relay::Answer SmtpRelay::send(const std::string& from, const std::string& to, const std::string& mail) {
    const bool used = m_session != nullptr;
    if (std::string trouble = open(); !trouble.empty())
        return {MailEnd::notTried, std::move(trouble)};
    bool ending = false;
    try {
        if (const int code = m_session->command("MAIL FROM:<" + from + ">"); !isDone(code)) {
            rest();
            return {MailEnd::notTried, "sender_" + std::to_string(code)};
        }
        if (const int code = m_session->command("RCPT TO:<" + to + ">"); !isDone(code))
            return refused(code, MailEnd::addressRefused);
        if (const int code = m_session->command("DATA"); code != 354)
            return refused(code, MailEnd::letterRefused);
        const std::string content = withDots(mail);
        ending = true;
        m_session->send(content);
        const int code = m_session->answer(kAnswerToMail);
        ending = false;
        if (!isDone(code))
            return refused(code, MailEnd::letterRefused);
        ++m_sent;
        return {MailEnd::sent, std::to_string(code)};
    } catch (const Poco::Exception&) {
        m_session.reset();
        m_sent = 0;
        if (ending)
            return {MailEnd::unclear, MailQueue::kUnclear};
        if (used) // a server may end a connection after some mails
            return send(from, to, mail);
        return {MailEnd::notTried, "connection"};
    }
}

} // namespace esek::server
