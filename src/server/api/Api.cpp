#include "server/api/Api.h"

#include "base/Log.h"
#include "base/Version.h"
#include "server/api/Input.h"

#include <condition_variable>

namespace esek::server {

namespace {

constexpr std::int64_t kLongestWait = 55; // seconds
constexpr std::size_t kTargetBytes = 2000;

std::string percentDecoded(std::string_view text) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::optional<std::string> parameter(const std::vector<std::pair<std::string, std::string>>& query,
                                     std::string_view name) {
    for (const auto& [key, value] : query)
        if (key == name)
            return value;
    return std::nullopt;
}

std::optional<std::int64_t> numberOf(const std::vector<std::pair<std::string, std::string>>& query,
                                     const char* name) {
    const auto text = parameter(query, name);
    if (!text)
        return std::nullopt;
    const auto value = input::number(*text);
    if (!value)
        input::bad(name);
    return value;
}

std::string tokenOf(const Request& r) {
    const auto header = findHeader(r.headers, "Authorization").value_or("");
    static constexpr std::string_view kBearer = "Bearer ";
    return header.starts_with(kBearer) ? header.substr(kBearer.size()) : std::string();
}

/// What counts as one route: ids and hashes do not belong into the names of counters.
std::string routeName(const std::vector<std::string>& path) {
    static const std::vector<std::string> known{"devices", "meta", "push",   "changes", "snapshot",
                                                "digest",  "wait", "leases", "blobs",   "uploads"};
    if (path.size() == 1 && (path[0] == "healthz" || path[0] == "metrics"))
        return path[0];
    if (path.size() >= 2 && path[0] == "v1")
        for (const std::string& name : known)
            if (path[1] == name)
                return name;
    return "unknown";
}

} // namespace

Api::Target Api::parseTarget(const std::string& target) {
    Target t;
    const auto question = target.find('?');
    const std::string path = target.substr(0, question);
    for (std::size_t at = 1; at <= path.size() && t.path.size() < 8;) {
        const auto slash = std::min(path.find('/', at), path.size());
        t.path.push_back(path.substr(at, slash - at));
        at = slash + 1;
    }
    if (question != std::string::npos) {
        const std::string query = target.substr(question + 1);
        for (std::size_t at = 0; at < query.size() && t.query.size() < 16;) {
            const auto end = std::min(query.find('&', at), query.size());
            const std::string part = query.substr(at, end - at);
            const auto equals = std::min(part.find('='), part.size());
            t.query.emplace_back(percentDecoded(part.substr(0, equals)),
                                 equals < part.size() ? percentDecoded(part.substr(equals + 1)) : "");
            at = end + 1;
        }
    }
    t.route = routeName(t.path);
    return t;
}

Api::Begun Api::begin(const Request& request) {
    Target target;
    Begun begun = Response{};
    try {
        if (request.target.size() > kTargetBytes || !request.target.starts_with('/'))
            begun = errorResponse(400, "jsonInvalid");
        else
            begun = route(request, target = parseTarget(request.target));
    } catch (const Exception& e) {
        begun = errorResponse(e.error());
    } catch (const Central::UploadOffset& at) {
        begun = errorResponse(409, "uploadOffset", {{sync::kUploadOffsetHeader, std::to_string(at.actual)}});
    } catch (const std::bad_alloc&) {
        begun = errorResponse(Error{ErrorCode::outOfMemory, "out of memory", {}});
    } catch (const std::exception& e) {
        begun = errorResponse(Error{ErrorCode::internal, e.what(), {}});
    }
    if (auto* response = std::get_if<Response>(&begun)) {
        if (request.method == "HEAD")
            response->headOnly = true;
        m_metrics.count(target.route.empty() ? "unknown" : target.route, response->status,
                        static_cast<std::int64_t>(request.body.size()),
                        response->headOnly ? 0 : response->size());
    }
    return begun;
}

Response Api::finish(const Waiting& waiting) {
    Response response;
    try {
        const Caller caller = m_central.authenticate(waiting.token);
        response = jsonResponse(200, "{\"head\":" + std::to_string(m_central.head(caller)) + "}");
    } catch (const Exception& e) {
        response = errorResponse(e.error());
    } catch (const std::exception& e) {
        response = errorResponse(Error{ErrorCode::internal, e.what(), {}});
    }
    m_metrics.count("wait", response.status, 0, response.size());
    return response;
}

Response Api::handle(const Request& request) {
    Begun begun = begin(request);
    if (auto* response = std::get_if<Response>(&begun))
        return std::move(*response);
    const Waiting& waiting = std::get<Waiting>(begun);
    std::mutex mutex;
    std::condition_variable news;
    bool woken = false;
    const auto ticket = m_central.heads().listen(waiting.school, waiting.since, [&] {
        const std::lock_guard lock(mutex);
        woken = true;
        news.notify_all();
    });
    {
        std::unique_lock lock(mutex);
        news.wait_for(lock, waiting.timeout, [&] { return woken; });
    }
    m_central.heads().forget(ticket);
    return finish(waiting);
}

Api::Begun Api::route(const Request& request, Target& target) {
    if (target.route == "healthz")
        return health();
    if (target.route == "metrics")
        return metricsPage();
    if (target.path.empty() || target.path[0] != "v1")
        return errorResponse(404, "notFound");
    const std::string spoken = findHeader(request.headers, sync::kProtocolHeader).value_or("?");
    const auto number = input::number(spoken);
    if (!number || !m_protocols.holds(static_cast<int>(*number)))
        throw Exception(Error{ErrorCode::serverProtocol,
                              "protocol",
                              {{"server", version()},
                               {"program", spoken},
                               {"lowest", std::to_string(m_protocols.lowest)},
                               {"highest", std::to_string(m_protocols.highest)}}});
    return officeRoute(request, target);
}

Api::Begun Api::officeRoute(const Request& request, Target& target) {
    const std::string what = target.path.size() == 2 ? request.method + " " + target.path[1] : std::string();
    if (what == "POST devices") {
        const Json j = input::json(request.body);
        const auto enrolled = m_central.enrol(input::text(j, "code"), input::text(j, "name"), request.peer);
        return jsonResponse(201, dumpJson(sync::toJson(enrolled)));
    }
    const std::string token = tokenOf(request);
    const Caller caller = m_central.authenticate(token);
    if (target.route == "blobs")
        return blob(request, caller, target);
    if (target.route == "uploads")
        return uploads(request, caller, target);
    if (what == "GET meta") {
        sync::Meta meta = m_central.meta(caller);
        meta.protocols = m_protocols;
        return jsonResponse(200, dumpJson(sync::toJson(meta)));
    }
    if (what == "POST push") {
        if (!caller.mayPush()) // before its body is worth reading
            throw Exception(ErrorCode::roleNotAllowed, "push");
        const auto parsed = sync::pushRequestFromJson(input::json(request.body));
        if (!parsed)
            throw Exception(parsed.error());
        return jsonResponse(200, dumpJson(sync::toJson(m_central.push(caller, *parsed))));
    }
    if (what == "GET changes")
        return jsonResponse(
            200, m_central.changes(
                     caller, numberOf(target.query, "since").value_or(0), numberOf(target.query, "until"),
                     numberOf(target.query, "limit").value_or(static_cast<std::int64_t>(sync::kPageRows))));
    if (what == "GET snapshot")
        return jsonResponse(
            200, m_central.snapshot(
                     caller, parameter(target.query, "after").value_or(""),
                     numberOf(target.query, "limit").value_or(static_cast<std::int64_t>(sync::kPageRows))));
    if (what == "GET digest")
        return jsonResponse(200, m_central.digest(caller));
    if (what == "POST leases") {
        const auto [first, last] =
            m_central.lease(caller, input::integer(input::json(request.body), "count"));
        return jsonResponse(200, dumpJson(Json{{"first", first}, {"last", last}}));
    }
    if (what == "GET wait") {
        const std::int64_t since = numberOf(target.query, "since").value_or(0);
        const std::int64_t seconds = std::clamp<std::int64_t>(
            numberOf(target.query, "timeout").value_or(kLongestWait), 0, kLongestWait);
        const std::int64_t head = m_central.head(caller);
        if (head > since || seconds == 0)
            return jsonResponse(200, "{\"head\":" + std::to_string(head) + "}");
        return Waiting{token, caller.school, since, std::chrono::seconds(seconds)};
    }
    return errorResponse(target.route == "unknown" || target.path.size() != 2 ? 404 : 405,
                         target.route == "unknown" || target.path.size() != 2 ? "notFound" : "wrongMethod");
}

Response Api::health() {
    m_central.store().single([](Tx& tx) { static_cast<void>(tx.state("epoch")); });
    return jsonResponse(200, "{\"status\":\"ok\"}");
}

Response Api::metricsPage() {
    const PushCounts& counts = m_central.counts();
    std::string text = m_metrics.text();
    text += "# TYPE esek_push_verdicts_total counter\n";
    const auto verdict = [&](const char* name, std::uint64_t n) {
        text += std::string("esek_push_verdicts_total{verdict=\"") + name + "\"} " + std::to_string(n) + "\n";
    };
    verdict("applied", counts.applied);
    verdict("same", counts.same);
    verdict("duplicate", counts.duplicate);
    verdict("conflict", counts.conflict);
    verdict("rejected", counts.rejected);
    text += metric("esek_waiting_offices", "gauge", m_central.heads().waiting());
    text += metric("esek_database_errors_total", "counter", m_central.store().errors());
    const auto schools = m_central.schools();
    text += metric("esek_database_up", "gauge", schools ? 1 : 0);
    if (schools)
        text += metric("esek_schools", "gauge", schools->size());
    Response r;
    r.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
    r.body = std::move(text);
    return r;
}

} // namespace esek::server
