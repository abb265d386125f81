#include "server/http/HttpServer.h"

#include "base/Error.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "server/http/Loop.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureServerSocket.h>

namespace esek::server {

namespace net = Poco::Net;

namespace {

[[noreturn]] void refuse(const std::string& field, const std::string& reason) {
    throw Exception(Error{ErrorCode::valueInvalid, "listen", {{"field", field}, {"reason", reason}}});
}

net::SocketAddress addressOf(const HttpOptions& o) {
    try {
        return {o.host, o.port};
    } catch (const Poco::Exception&) {
        refuse("--listen", o.host);
    }
}

net::Context::Ptr contextOf(const HttpOptions& o) {
    static constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL";
    try {
        net::initializeSSL();
        net::Context::Ptr context = new net::Context(net::Context::TLS_SERVER_USE, platform::toUtf8(o.key),
                                                     platform::toUtf8(o.certificate), "",
                                                     net::Context::VERIFY_NONE, 9, false, kCiphers);
        context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
        context->preferServerCiphers();
        return context;
    } catch (const Poco::Exception&) {
        refuse("--tls-cert, --tls-key",
               platform::toUtf8(o.certificate.filename()) + ", " + platform::toUtf8(o.key.filename()));
    }
}

} // namespace

class HttpServer::Loop : public ServerLoop {
    using ServerLoop::ServerLoop;
};

HttpServer::HttpServer(Api& api, const HttpOptions& options) {
    const bool tls = !options.certificate.empty();
    if (tls != !options.key.empty())
        refuse("--tls-cert, --tls-key", tr("both or neither"));
    const net::SocketAddress address = addressOf(options);
    if (!tls && !address.host().isLoopback())
        refuse("--listen",
               tr("plain HTTP only on this computer (127.0.0.1); for others give --tls-cert and --tls-key"));
    try {
        net::ServerSocket socket = tls ? net::SecureServerSocket(contextOf(options)) : net::ServerSocket();
        socket.bind(address, true);
        socket.listen(1024);
        m_loop = std::make_unique<Loop>(api, options, socket, tls);
    } catch (const Poco::Exception& e) {
        refuse("--listen", address.toString() + " (" + e.name() + ")");
    }
}

HttpServer::~HttpServer() {
    stop();
}

std::string HttpServer::url() const {
    return m_loop->url();
}
std::uint16_t HttpServer::port() const {
    return m_loop->port();
}
void HttpServer::start() {
    m_loop->start();
}
void HttpServer::stop() {
    m_loop->stop();
}

} // namespace esek::server
