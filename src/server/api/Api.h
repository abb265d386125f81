#pragma once
#include "server/api/Message.h"
#include "server/api/Metrics.h"
#include "server/central/Central.h"

#include <variant>

namespace esek::server {

/// The requests of src/sync/README.md as plain values: routes, tokens, limits, statuses; no sockets.
/// Thread-safe. Nothing is thrown.
class Api {
  public:
    /// `protocols` is what it speaks; another range is for tests of programs of different ages.
    explicit Api(Central& central, sync::ProtocolRange protocols = sync::kProtocols)
        : m_central(central), m_protocols(protocols) {}

    /// An office that waits for news, without a thread of its own.
    struct Waiting {
        std::string token;
        std::string school;
        std::int64_t since = 0;
        std::chrono::seconds timeout{0};
    };
    using Begun = std::variant<Response, Waiting>;

    /// An answer, or "ask me again": call finish() when Heads tells news of the school or the time is over.
    Begun begin(const Request&);
    /// The token is looked at again: it may have been revoked meanwhile.
    Response finish(const Waiting&);
    /// Both; a wait blocks the calling thread.
    Response handle(const Request&);

    Central& central() { return m_central; }
    Metrics& metrics() { return m_metrics; }

  private:
    struct Target {
        std::vector<std::string> path;
        std::vector<std::pair<std::string, std::string>> query;
        std::string route; ///< for counting: the path without ids
    };

    static Target parseTarget(const std::string&);
    Begun route(const Request&, Target&);
    Begun officeRoute(const Request&, Target&);
    Response blob(const Request&, const Caller&, const Target&);
    Response uploads(const Request&, const Caller&, const Target&);
    Response health();
    Response metricsPage();

    Central& m_central;
    sync::ProtocolRange m_protocols;
    Metrics m_metrics;
};

/// {"error", "context"} with the status that belongs to the code.
Response errorResponse(const Error&);
Response errorResponse(int status, const std::string& code, const Headers& extra = {});
Response jsonResponse(int status, std::string body);

} // namespace esek::server
