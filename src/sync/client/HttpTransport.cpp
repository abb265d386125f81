#include "base/Log.h"
#include "base/Translate.h"
#include "base/platform/Certificates.h"
#include "sync/client/RequestDeadline.h"
#include "sync/client/ServerTrust.h"
#include "sync/client/Transport.h"
#include "sync/protocol/Gzip.h"

#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>
#include <Poco/InflatingStream.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/Net.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketDefs.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <algorithm>

#include <array>
#include <atomic>
#include <istream>
#include <mutex>
#include <ostream>
#include <sstream>

namespace esek::sync {

namespace {

constexpr std::size_t kGzipFrom = 1024; // bytes
constexpr std::size_t kRawPiece = 256 * 1024;
constexpr int kBothDirections = 2; // SHUT_RDWR of POSIX, SD_BOTH of Windows

bool sameName(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return std::tolower(static_cast<unsigned char>(x)) ==
                      std::tolower(static_cast<unsigned char>(y));
           });
}

Error addressError(std::string_view reason) {
    return Error{ErrorCode::valueInvalid,
                 "server address",
                 {{"field", tr("server address")}, {"reason", std::string(reason)}}};
}

Error certificateError() {
    return Error{ErrorCode::valueInvalid,
                 "certificate of the server",
                 {{"field", tr("file with the server's certificate")},
                  {"reason", tr("it cannot be read as a PEM certificate")}}};
}

/// The address of this computer itself that `host` is; empty when it is none. A name is none, whatever it
/// begins with; "localhost" is taken as the address that it stands for, not looked up.
std::string loopbackAddress(const std::string& host) {
    Poco::Net::IPAddress address;
    if (host == "localhost")
        return "127.0.0.1";
    return Poco::Net::IPAddress::tryParse(host, address) && address.isLoopback() ? address.toString()
                                                                                 : std::string();
}

/// Trusts what the system's own store of certificates trusts. One that OpenSSL does not take is left out: it
/// would only matter for a server that shows it.
void trustSystem(Poco::Net::Context& context) {
    for (const std::string& root : platform::trustedRoots()) {
        try {
            std::istringstream pem(root);
            context.addCertificateAuthority(Poco::Crypto::X509Certificate(pem));
        } catch (const Poco::Exception& e) {
            log::debug("a root certificate of the system is left out: " + e.displayText());
        }
    }
}

/// The bytes of a body as they lie on the wire. Poco's streams take them in pieces of 4 kB.
class RawBody {
  public:
    virtual ~RawBody() = default;
    virtual int some(char* buffer, std::streamsize size) = 0;
};

template <class Session>
class OpenSession final : public Session, public RawBody {
  public:
    using Session::Session;
    int some(char* buffer, std::streamsize size) override { return this->read(buffer, size); }
};

class PocoTransport final : public Transport {
  public:
    PocoTransport(const Poco::URI& uri, const HttpOptions& options) {
        Poco::Net::initializeNetwork(); // Windows: a static Poco does not start the sockets by itself
        if (uri.getScheme() == "https") {
            Poco::Net::initializeSSL();
            using Poco::Net::Context;
            Context::Params params;
            params.caLocation = options.caFile;
            params.verificationMode = Context::VERIFY_STRICT;
            params.loadDefaultCAs = options.caFile.empty();
            params.verificationDepth = 9;
            m_context = new Context(Context::TLS_CLIENT_USE, params);
            if (options.caFile.empty())
                trustSystem(*m_context);
            m_context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
            m_context->enableExtendedCertificateVerification(true);
            use(std::make_unique<OpenSession<Poco::Net::HTTPSClientSession>>(uri.getHost(), uri.getPort(),
                                                                             m_context));
            // The handshake comes with the first byte: so the deadline reaches it through the socket.
            Poco::Net::SecureStreamSocket(m_session->socket()).setLazyHandshake();
            m_trust.emplace(m_context);
        } else {
            use(std::make_unique<OpenSession<Poco::Net::HTTPClientSession>>(loopbackAddress(uri.getHost()),
                                                                            uri.getPort()));
        }
        m_session->setKeepAlive(true);
        m_session->setKeepAliveTimeout(Poco::Timespan(50, 0));
        m_base = uri.getPath();
        while (m_base.ends_with('/'))
            m_base.pop_back();
    }

    Result<HttpResponse> send(const HttpRequest& request) override {
        // A connection that the server closed while it was idle shows only when it is used: once more. Every
        // request may be repeated (README, duplicates).
        for (int attempt = 0;; ++attempt) {
            if (m_stopped)
                return Error{ErrorCode::cancelled, "stopped", {}};
            const bool reused = m_session->connected();
            bool delivered = false;
            m_deadline.begin(std::chrono::seconds(request.wholeSeconds));
            m_deadline.moved(static_cast<std::int64_t>(request.body.size()));
            auto answer = once(request, delivered);
            m_deadline.end();
            if (answer || m_stopped)
                return answer;
            m_session->reset();
            if (!reused || delivered || attempt > 0 || m_deadline.passed())
                return answer;
        }
    }

    void stop() override {
        m_stopped = true;
        cut();
    }

  private:
    template <class Session>
    void use(std::unique_ptr<Session> session) {
        m_raw = session.get();
        m_session = std::move(session);
    }

    /// Ends what is under way; on any thread. Only the socket below is told: the words of TLS belong to the
    /// thread that uses it.
    void cut() {
        try {
            if (m_session->connected())
                ::shutdown(m_session->socket().impl()->sockfd(), kBothDirections);
        } catch (const std::exception&) { // it is gone already
        }
    }

    Result<HttpResponse> once(const HttpRequest& request, bool& delivered) {
        if (m_trust)
            m_trust->forget();
        try {
            return exchange(request, delivered);
        } catch (const Exception& e) { // the sink's
            return e.error();
        } catch (const Poco::Net::SSLException& e) {
            return notSecure(e);
        } catch (const Poco::TimeoutException& e) {
            return unreachable(e.displayText(), tr("no answer in time"));
        } catch (const Poco::Exception& e) {
            return unreachable(e.displayText(), tr("no connection"));
        } catch (const std::bad_alloc&) {
            return Error{ErrorCode::outOfMemory, "out of memory", {}};
        } catch (const std::exception& e) {
            return unreachable(e.what(), tr("no connection"));
        }
    }

    Error notSecure(const Poco::Net::SSLException& e) {
        if (m_trust && dynamic_cast<const Poco::Net::CertificateValidationException*>(&e))
            m_trust->noteOtherName(m_session->socket());
        if (auto refusal = m_trust ? m_trust->refusal(m_session->getHost()) : std::nullopt)
            return *refusal;
        return unreachable(e.displayText(), tr("no secure connection"));
    }

    Error unreachable(const std::string& message, const std::string& reason) const {
        if (m_stopped)
            return Error{ErrorCode::cancelled, "stopped", {}};
        if (m_deadline.passed())
            return Error{ErrorCode::serverUnreachable,
                         "the deadline of the request: " + message,
                         {{"reason", tr("no answer in time")}, {"server", m_session->getHost()}}};
        return Error{
            ErrorCode::serverUnreachable, message, {{"reason", reason}, {"server", m_session->getHost()}}};
    }

    HttpResponse exchange(const HttpRequest& request, bool& delivered) {
        m_session->setTimeout(Poco::Timespan(10, 0), Poco::Timespan(request.timeoutSeconds, 0),
                              Poco::Timespan(request.timeoutSeconds, 0));
        Poco::Net::HTTPRequest out(request.method, m_base + request.target, Poco::Net::HTTPMessage::HTTP_1_1);
        for (const auto& [name, value] : request.headers)
            out.set(name, value);
        if (!request.sink)
            out.set("Accept-Encoding", "gzip");
        std::string packed;
        const std::string* body = &request.body;
        if (out.get("Content-Type", "") == "application/json" && body->size() >= kGzipFrom) {
            packed = gzip(*body);
            body = &packed;
            out.set("Content-Encoding", "gzip");
        }
        out.setContentLength64(static_cast<Poco::Int64>(body->size()));
        m_session->sendRequest(out).write(body->data(), static_cast<std::streamsize>(body->size()));
        Poco::Net::HTTPResponse in;
        std::istream& stream = m_session->receiveResponse(in);
        delivered = true;
        HttpResponse response;
        response.status = static_cast<int>(in.getStatus());
        for (const auto& [name, value] : in)
            response.headers.emplace_back(name, value);
        if (request.method == "HEAD")
            return response;
        if (request.sink && (response.status == 200 || response.status == 206)) {
            const auto take = [&](const char* data, std::size_t size) {
                request.sink({reinterpret_cast<const std::uint8_t*>(data), size});
            };
            if (in.hasContentLength() && !in.getChunkedTransferEncoding())
                drainRaw(in.getContentLength64(), take);
            else
                drain(stream, take);
        } else if (sameName(in.get("Content-Encoding", ""), "gzip")) {
            Poco::InflatingInputStream inflated(stream, Poco::InflatingStreamBuf::STREAM_GZIP);
            collect(inflated, request.longestAnswer, response.body);
        } else {
            collect(stream, request.longestAnswer, response.body);
        }
        // A stream that ends too early looks like one that ends: the length tells.
        if (in.hasContentLength() && m_read != in.getContentLength64() && !in.has("Content-Encoding"))
            throw Poco::IOException("the answer was cut");
        return response;
    }

    template <class Take>
    void drainRaw(Poco::Int64 length, Take take) {
        m_buffer.resize(kRawPiece);
        m_read = 0;
        while (m_read < length) {
            const auto room = std::min<Poco::Int64>(length - m_read, kRawPiece);
            const int got = m_raw->some(m_buffer.data(), static_cast<std::streamsize>(room));
            if (got <= 0)
                break;
            m_read += got;
            m_deadline.moved(got);
            take(m_buffer.data(), static_cast<std::size_t>(got));
        }
    }

    template <class Take>
    void drain(std::istream& in, Take take) {
        std::array<char, 65536> buffer{};
        m_read = 0;
        while (in) {
            in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
            const auto got = in.gcount();
            if (got <= 0)
                break;
            m_read += got;
            m_deadline.moved(got);
            take(buffer.data(), static_cast<std::size_t>(got));
        }
        if (in.bad())
            throw Poco::IOException("the answer was cut");
    }

    void collect(std::istream& in, std::size_t longest, std::string& body) {
        drain(in, [&](const char* data, std::size_t size) {
            if (body.size() + size > longest)
                throw Poco::IOException("the answer is too long");
            body.append(data, size);
        });
    }

    Poco::Net::Context::Ptr m_context;
    std::optional<ServerTrust> m_trust; ///< with TLS
    std::unique_ptr<Poco::Net::HTTPClientSession> m_session;
    RawBody* m_raw = nullptr; ///< the same
    std::vector<char> m_buffer;
    std::string m_base;
    Poco::Int64 m_read = 0;
    std::atomic<bool> m_stopped{false};
    RequestDeadline m_deadline{[this] { cut(); }}; ///< last: its thread uses the others
};

} // namespace

std::string HttpResponse::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (sameName(key, name))
            return value;
    return {};
}

Result<std::unique_ptr<Transport>> httpTransport(const HttpOptions& options) {
    return guarded(
        [&]() -> Result<std::unique_ptr<Transport>> {
            const Poco::URI uri(options.server);
            if ((uri.getScheme() != "https" && uri.getScheme() != "http") || uri.getHost().empty())
                return addressError(tr("it must begin with https://"));
            const std::string& host = uri.getHost();
            if (std::any_of(host.begin(), host.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; }))
                return addressError(tr("it must look like https://name or https://name:port"));
            if (uri.getScheme() == "http" && loopbackAddress(host).empty())
                return addressError(tr("without https:// only this computer itself can be reached"));
            return std::unique_ptr<Transport>(std::make_unique<PocoTransport>(uri, options));
        },
        [&](const std::exception& e) {
            // What Poco says is English and for programmers: it goes to the log's message only.
            const auto* poco = dynamic_cast<const Poco::Exception*>(&e);
            Error error = !dynamic_cast<const Poco::SyntaxException*>(&e) && !options.caFile.empty()
                              ? certificateError()
                              : addressError(tr("it must look like https://name or https://name:port"));
            error.message += ": " + (poco ? poco->displayText() : std::string(e.what()));
            return error;
        });
}

} // namespace esek::sync
