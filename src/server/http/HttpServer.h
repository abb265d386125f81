#pragma once
#include "server/api/Api.h"

#include <memory>
#include <string>

namespace esek::server {

struct HttpOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: a free one
    std::filesystem::path certificate, key;
    std::size_t threads = 8;
    std::size_t connections = 10'000;
    std::size_t connectionsPerAddress = 256; ///< not for loopback, where a reverse proxy may stand
    std::size_t queue = 1'000;               ///< requests that wait for a thread
    std::size_t bufferedBytes = 256u << 20;  ///< of all bodies that are coming in
    std::chrono::seconds headTime{10};       ///< for a whole head, from its first byte
    std::chrono::seconds idleTime{75};
    std::chrono::seconds grace{20};    ///< on top of a body's time at kSlowest
    std::chrono::seconds stopTime{10}; ///< for what runs when the server stops
};

/// HTTP/1.1 with or without TLS over Api: one thread moves the bytes of all connections, a few do the work;
/// an office that waits costs a few kilobytes and no thread.
class HttpServer {
  public:
    /// Listens. Errors (thrown): valueInvalid for plain HTTP beyond loopback, a certificate that cannot be
    /// read, an address that is taken.
    HttpServer(Api&, const HttpOptions&);
    ~HttpServer(); ///< stop()
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::string url() const; ///< "https://host:port"
    std::uint16_t port() const;
    /// Runs on its own threads from here on.
    void start();
    /// No new connections; what runs is finished, waits end.
    void stop();

  private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace esek::server
