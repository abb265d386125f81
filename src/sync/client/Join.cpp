#include "sync/client/Join.h"

#include "base/CleanText.h"
#include "base/Format.h"
#include "base/Version.h"
#include "sync/client/Ask.h"
#include "sync/protocol/Fields.h"

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

constexpr std::size_t kShownWord = 200; // bytes

/// What a server may say of a request. The other codes are this computer's own words about its disk, its
/// database or its person: out of a server's mouth they would be believed, and some of them end the sync.
bool isServersWord(ErrorCode code) {
    switch (code) {
    case ErrorCode::serverRefused:
    case ErrorCode::serverUnauthorized:
    case ErrorCode::serverProtocol:
    case ErrorCode::serverBusy:
    case ErrorCode::changesGone:
    case ErrorCode::enrolCodeInvalid:
    case ErrorCode::roleNotAllowed:
    case ErrorCode::numbersExhausted:
    case ErrorCode::idReused:
        return true;
    default:
        return false;
    }
}

Error saidBy(const HttpResponse& r) {
    const auto json = parseJson(r.body);
    Error error = json ? errorFromJson(*json) : Error{ErrorCode::serverRefused, "no reason", {}};
    if (!isServersWord(error.code))
        error = Error{ErrorCode::serverRefused, error.message, {{"reason", std::string(name(error.code))}}};
    for (auto& [key, value] : error.context) {
        if (value.size() > kShownWord)
            value.resize(kShownWord);
        value = shownText(value);
    }
    return error;
}

} // namespace

Error errorOf(const HttpResponse& r) {
    Error error = saidBy(r);
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
        if (error.code == ErrorCode::serverBusy)
            error = Error{ErrorCode::serverBusy, "busy", {{"seconds", std::to_string(secondsToWait(r))}}};
        if (error.code == ErrorCode::serverRefused && error.value("reason").empty())
            error = error.with("reason", std::to_string(r.status));
    }
    error.message = format("status {}: {}", r.status, error.message);
    return error;
}

std::optional<ProtocolRange> rangeOf(const Error& e) {
    const auto number = [&](const char* key) {
        const std::string text = e.value(key);
        int value = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        return problem == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                          : std::nullopt;
    };
    const auto lowest = number("lowest");
    const auto highest = number("highest");
    if (e.code != ErrorCode::serverProtocol || !lowest || !highest)
        return std::nullopt;
    return ProtocolRange{*lowest, *highest};
}

Error tooFarApart(const std::string& server, ProtocolRange theirs, ProtocolRange ours) {
    return Error{ErrorCode::serverProtocol,
                 "no version of the protocol that both speak",
                 {{"server", server},
                  {"program", std::string(version())},
                  {"older", theirs.highest < ours.lowest ? "server" : "program"}}};
}

Result<Joined> join(Transport& transport, const std::string& code, const std::string& deviceName) {
    return guarded([&] {
        const Json body{{"code", code}, {"name", deviceName}};
        Joined joined{enrolledFromJson(ask(transport, "POST", "/v1/devices", {}, &body)).value(), {}, false};
        const std::string& token = joined.enrolled.token;
        const Json digest = ask(transport, "GET", "/v1/digest", token);
        if (const Json& kinds = fields::at(digest, "digests"); kinds.is_object() && kinds.contains("student"))
            joined.hasPupils = fields::integer(kinds["student"], "count") > 0;
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
