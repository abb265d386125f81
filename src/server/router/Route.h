#pragma once
#include "server/central/Caller.h"
#include "server/http/Message.h"

#include <chrono>
#include <functional>
#include <map>
#include <variant>

namespace esek::server {

/// Who may use a route.
enum class Who {
    anybody,
    device, ///< a computer of an office, by its token
    keeper, ///< who watches over the server: somebody on this machine, or with the token for measurements
};

/// For whom an error is written.
enum class ErrorStyle {
    json, ///< {"error", "context"}
    page, ///< a sentence
};

/// At most so many requests of one address in this time; a request that succeeds is not counted.
struct Rate {
    std::size_t requests = 0;
    std::chrono::seconds time{60};
};

/// Somebody waits for news, without a thread of their own.
struct Waiting {
    using Listener = std::function<void()>;
    /// Calls the listener once, on any thread, when there is news; returns a ticket for forget().
    std::function<std::uint64_t(Listener)> listen;
    std::function<void(std::uint64_t)> forget;
    /// The answer, at the news or after the time. It looks again who asks: a token may have been revoked.
    std::function<Response()> finish;
    std::chrono::seconds timeout{0};
};
using Begun = std::variant<Response, Waiting>;

/// What a handler gets.
struct Call {
    const Request& request; ///< with its whole body
    const std::map<std::string, std::string>& path;
    const std::map<std::string, std::string>& query; ///< decoded; valid UTF-8 without control characters
    const Caller& caller;                            ///< of Who::device; empty otherwise

    /// A parameter of the query, or `otherwise` when it is not there.
    std::string parameter(const std::string& name, const std::string& otherwise = {}) const {
        const auto it = query.find(name);
        return it == query.end() ? otherwise : it->second;
    }
};

/// One kind of request as data: what the server does before it takes a body is read off here.
struct Route {
    std::string name;    ///< for counters: without ids
    std::string method;  ///< GET also answers HEAD where no route of its own does
    std::string pattern; ///< "/v1/uploads/{id}"; braces match one part of a path
    std::function<Begun(const Call&)> handler;
    Who who = Who::device;
    std::function<void(const Request&)> check =
        {};              ///< throws (Exception) what is wrong with a head; may be empty
    bool writes = false; ///< only for a device that may change something
    std::int64_t bodyLimit = 0;
    bool packedBody = false; ///< Content-Encoding: gzip is understood; the limit holds for what comes out
    bool onLoop = false;     ///< quick and without disk or database: no worker is needed
    ErrorStyle errors = ErrorStyle::json;
    std::optional<Rate> rate = {};
    /// Requests of one lane take turns with those of others; empty: the school's.
    std::string lane = {};
    bool checkReads = false; ///< `check` asks the database, so a worker runs it
};

} // namespace esek::server
