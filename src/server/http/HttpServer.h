#pragma once
#include "server/api/Api.h"
#include "server/http/BodyBudget.h"
#include "server/http/Workers.h"

#include <memory>
#include <string>

namespace esek::server {

struct HttpOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: a free one
    std::filesystem::path certificate, key;
    /// Addresses of reverse proxies. What they say in X-Forwarded-For is believed, of nobody else.
    std::vector<std::string> proxies;
    std::size_t connections = 10'000;
    std::size_t connectionsPerAddress = 256; ///< not for loopback and proxies
    Workers::Limits workers;
    BodyBudget::Limits bodies;
    /// Bodies over 64 kB go to unlinked files when all together hold more than this in memory.
    std::size_t bodyMemory = 32u << 20;
    std::chrono::seconds headTime{10}; ///< for a whole head, from its first byte
    std::chrono::seconds idleTime{75};
    std::chrono::seconds paceTime{10}; ///< over which a body must have come at kSlowest
    std::chrono::seconds grace{20};    ///< on top of an answer's time at kSlowest
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
