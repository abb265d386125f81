#include "sync/client/Join.h"

#include "base/Format.h"
#include "base/Version.h"

#include <algorithm>
#include <charconv>

namespace esek::sync {

namespace {

int secondsToWait(const HttpResponse& r) {
    const std::string text = r.header("Retry-After");
    int seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::clamp(seconds, 1, 3600);
}

} // namespace

Error errorOf(const HttpResponse& r) {
    const auto json = parseJson(r.body);
    Error error = json ? errorFromJson(*json) : Error{ErrorCode::serverRefused, "no reason", {}};
    switch (r.status) {
    case 401:
        error.code = error.code == ErrorCode::enrolCodeInvalid ? error.code : ErrorCode::serverUnauthorized;
        break;
    case 410:
        error.code = ErrorCode::changesGone;
        break;
    case 426:
        error = Error{ErrorCode::serverProtocol,
                      "protocol",
                      {{"server", error.value("server").empty() ? "?" : error.value("server")},
                       {"program", std::string(version())},
                       {"lowest", error.value("lowest")},
                       {"highest", error.value("highest")}}};
        break;
    case 429:
    case 503:
        error = Error{ErrorCode::serverBusy, "busy", {{"seconds", std::to_string(secondsToWait(r))}}};
        break;
    case 500:
    case 502:
    case 504:
        error = Error{ErrorCode::serverUnreachable, format("status {}", r.status), {}};
        break;
    default:
        if (error.code == ErrorCode::serverRefused && error.value("reason").empty())
            error = error.with("reason", std::to_string(r.status));
    }
    error.message = format("status {}: {}", r.status, error.message);
    return error;
}

namespace {

Json ask(Transport& transport, const std::string& method, const std::string& target, const std::string& token,
         const Json* body = nullptr) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers.emplace_back(kProtocolHeader, std::to_string(kProtocols.highest));
    if (!token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    if (body) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = body->dump();
    }
    const HttpResponse r = transport.send(request).value();
    if (r.status / 100 != 2)
        throw Exception(errorOf(r));
    auto json = parseJson(r.body);
    if (!json)
        throw Exception(ErrorCode::serverUnreachable, "an answer that cannot be read");
    return std::move(json).value();
}

} // namespace

Result<Joined> join(Transport& transport, const std::string& code, const std::string& deviceName) {
    return guarded([&] {
        const Json body{{"code", code}, {"name", deviceName}};
        Joined joined{enrolledFromJson(ask(transport, "POST", "/v1/devices", {}, &body)).value(), {}, false};
        const std::string& token = joined.enrolled.token;
        const Json digest = ask(transport, "GET", "/v1/digest", token);
        if (digest.is_object() && digest.contains("digests") && digest["digests"].contains("student"))
            joined.hasPupils = digest["digests"]["student"].value("count", 0) > 0;
        // Records come in the order of their kinds: the school is the first.
        const SnapshotPage page =
            snapshotPageFromJson(ask(transport, "GET", "/v1/snapshot?limit=1", token)).value();
        if (page.rows.empty() || page.rows.front().entity != toString(domain::Entity::school))
            throw Exception(ErrorCode::serverUnreachable, "the server does not tell the school");
        joined.school = domain::schoolFromJson(page.rows.front().row).value();
        return joined;
    });
}

Result<void> enrol(storage::Replica& replica, TokenStore& tokens, const Joined& joined,
                   const HttpOptions& options) {
    return guarded([&] {
        storage::SyncState state;
        state.server = options.server;
        state.caFile = options.caFile;
        state.device = joined.enrolled.meta.device;
        state.school = joined.enrolled.meta.school;
        state.role = joined.enrolled.meta.role;
        state.epoch = joined.enrolled.meta.epoch;
        storage::SyncStore store(replica);
        if (const auto before = store.state().value())
            throw Exception(Error{ErrorCode::alreadyEnrolled, "enrolled", {{"server", before->server}}});
        // The token first: without it the row would promise what cannot be kept.
        tokens.save(joined.enrolled.token).value();
        if (auto done = store.enrol(state, joined.hasPupils); !done) {
            tokens.erase().value();
            throw Exception(done.error());
        }
    });
}

} // namespace esek::sync
