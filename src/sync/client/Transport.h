#pragma once
#include "base/Result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace esek::sync {

struct HttpRequest {
    std::string method = "GET";
    std::string target; ///< path with query: "/v1/changes?since=3"
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// Takes a body of 200 or 206 piece by piece as it arrives, so that what came before a cut is not lost.
    std::function<void(std::span<const std::uint8_t>)> sink;
    int timeoutSeconds = 30; ///< without a byte
    int wholeSeconds = 60;   ///< in all; bytes that move give more time (RequestDeadline)
    std::size_t longestAnswer = 64u * 1024 * 1024; ///< bytes, unpacked; without a sink
};

struct HttpResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; ///< empty when a sink took it
    /// Empty when missing; names in any case.
    std::string header(std::string_view name) const;
};

/// Requests to one server, one after the other, over one connection that is kept. One thread at a time; only
/// stop() may come from another.
class Transport {
  public:
    virtual ~Transport() = default;
    /// Any status is an answer. Errors: serverUnreachable (nothing can be said about what the server did),
    /// serverNotTrusted (nothing was sent), cancelled.
    virtual Result<HttpResponse> send(const HttpRequest&) = 0;
    /// Ends a send() that is under way, and those to come.
    virtual void stop() {}
};

struct HttpOptions {
    std::string server; ///< https://host[:port]; http:// for an address of this computer only
    std::string caFile; ///< PEM, for a server with a certificate of its own; empty: those of the system
};

/// Over Poco. Errors: valueInvalid for an address that is none, or without TLS to another computer.
Result<std::unique_ptr<Transport>> httpTransport(const HttpOptions&);

} // namespace esek::sync
