#include "server/api/Api.h"

#include "base/Version.h"
#include "server/api/Input.h"
#include "server/mail/MailTable.h"
#include "server/router/Errors.h"

#include <algorithm>
#include <condition_variable>

namespace esek::server {

namespace {

constexpr std::int64_t kLongestWait = 55; // seconds
constexpr std::int64_t kFewWords = 1024;  ///< bytes of a request that names one or two things
constexpr Rate kEnrolments{10, std::chrono::seconds(60)};

std::optional<std::int64_t> numberOf(const Call& call, const char* name) {
    if (!call.query.contains(name))
        return std::nullopt;
    const auto value = input::number(call.parameter(name));
    if (!value)
        input::bad(name);
    return value;
}

std::int64_t pageRows(const Call& call) {
    return numberOf(call, "limit").value_or(static_cast<std::int64_t>(sync::kPageRows));
}

Response headResponse(std::int64_t head) {
    return jsonResponse(200, "{\"head\":" + std::to_string(head) + "}");
}

} // namespace

Api::Api(Central& central, sync::ProtocolRange protocols, std::string keeperToken)
    : m_central(central), m_protocols(protocols), m_router(central, std::move(keeperToken)) {
    addKeeperRoutes();
    addOfficeRoutes();
    addFeedRoutes();
    addByteRoutes();
}

/// A route of the offices.
void Api::add(Route route) {
    route.check = [this](const Request& request) { requireOurProtocol(request); };
    m_router.add(std::move(route));
}

void Api::requireOurProtocol(const Request& request) const {
    const std::string spoken = findHeader(request.headers, sync::kProtocolHeader).value_or("?");
    const auto number = input::number(spoken);
    if (!number || *number < m_protocols.lowest || *number > m_protocols.highest)
        throw Exception(Error{ErrorCode::serverProtocol,
                              "protocol",
                              {{"server", version()},
                               {"program", spoken},
                               {"lowest", std::to_string(m_protocols.lowest)},
                               {"highest", std::to_string(m_protocols.highest)}}});
}

void Api::addKeeperRoutes() {
    Route health{"healthz", "GET", "/healthz", [this](const Call&) {
                     m_central.store().single([](Tx& tx) { static_cast<void>(tx.state("epoch")); });
                     return jsonResponse(200, "{\"status\":\"ok\"}");
                 }};
    health.who = Who::anybody;
    m_router.add(std::move(health));
    Route metrics{"metrics", "GET", "/metrics", [this](const Call&) { return metricsPage(); }};
    metrics.who = Who::keeper;
    m_router.add(std::move(metrics));
}

void Api::addOfficeRoutes() {
    Route devices{"devices", "POST", "/v1/devices", [this](const Call& call) {
                      const Json j = input::json(call.request.body);
                      const auto enrolled =
                          m_central.devices().enrol(input::text(j, "code"), input::text(j, "name"));
                      return jsonResponse(201, dumpJson(sync::toJson(enrolled)));
                  }};
    devices.who = Who::anybody;
    devices.bodyLimit = kFewWords;
    devices.rate = kEnrolments;
    add(std::move(devices));

    add({"devices", "GET", "/v1/devices", [this](const Call& call) {
             const auto timeOrNull = [](const std::string& at) { return at.empty() ? Json() : Json(at); };
             Json out = Json::array();
             for (const Devices::Seen& one : m_central.devices().ofSchool(call.caller))
                 out.push_back({{"id", one.device.id},
                                {"name", one.device.name},
                                {"role", one.device.role},
                                {"since", one.device.createdAt},
                                {"used", timeOrNull(one.contact ? one.contact->at : std::string())},
                                {"ended", timeOrNull(one.device.revokedAt)}});
             return jsonResponse(200, dumpJson(Json{{"devices", out}}));
         }});

    add({"meta", "GET", "/v1/meta", [this](const Call& call) {
             m_central.devices().noteContact(call.caller,
                                             findHeader(call.request.headers, "User-Agent").value_or(""));
             sync::Meta meta = m_central.feed().meta(call.caller);
             meta.protocols = m_protocols;
             return jsonResponse(200, dumpJson(sync::toJson(meta)));
         }});

    Route push{"push", "POST", "/v1/push", [this](const Call& call) {
                   const auto parsed = sync::pushRequestFromJson(input::json(call.request.body));
                   if (!parsed)
                       throw Exception(parsed.error());
                   return jsonResponse(200,
                                       dumpJson(sync::toJson(m_central.intake().push(call.caller, *parsed))));
               }};
    push.writes = true;
    push.bodyLimit = sync::kMaxJsonBytes;
    push.packedBody = true;
    add(std::move(push));

    Route leases{"leases", "POST", "/v1/leases", [this](const Call& call) {
                     const auto [first, last] = m_central.intake().lease(
                         call.caller, input::integer(input::json(call.request.body), "count"));
                     return jsonResponse(200, dumpJson(Json{{"first", first}, {"last", last}}));
                 }};
    leases.writes = true;
    leases.bodyLimit = kFewWords;
    leases.packedBody = true;
    add(std::move(leases));
}

void Api::addFeedRoutes() {
    add({"changes", "GET", "/v1/changes", [this](const Call& call) {
             return jsonResponse(200,
                                 m_central.feed().changes(call.caller, numberOf(call, "since").value_or(0),
                                                          numberOf(call, "until"), pageRows(call)));
         }});
    add({"snapshot", "GET", "/v1/snapshot", [this](const Call& call) {
             return jsonResponse(
                 200, m_central.feed().snapshot(call.caller, call.parameter("after"), pageRows(call)));
         }});
    add({"digest", "GET", "/v1/digest",
         [this](const Call& call) { return jsonResponse(200, m_central.feed().digest(call.caller)); }});
    add({"wait", "GET", "/v1/wait", [this](const Call& call) { return wait(call); }});
}

Begun Api::wait(const Call& call) {
    const std::int64_t since = numberOf(call, "since").value_or(0);
    const std::int64_t seconds =
        std::clamp<std::int64_t>(numberOf(call, "timeout").value_or(kLongestWait), 0, kLongestWait);
    const std::int64_t head = m_central.feed().head(call.caller);
    if (head > since || seconds == 0)
        return headResponse(head);
    Waiting waiting;
    waiting.timeout = std::chrono::seconds(seconds);
    waiting.listen = [this, school = call.caller.school, since](Waiting::Listener listener) {
        return m_central.heads().listen(school, since, std::move(listener));
    };
    waiting.forget = [this](std::uint64_t ticket) { m_central.heads().forget(ticket); };
    waiting.finish = [this, token = DeviceTokens::shownBy(call.request)] {
        return headResponse(m_central.feed().head(m_central.devices().authenticate(token)));
    };
    return waiting;
}

Response Api::handle(const Request& request) {
    auto admitted = m_router.admit(request);
    if (auto* refusal = std::get_if<Response>(&admitted))
        return std::move(*refusal);
    const auto& admission = std::get<Router::Admission>(admitted);
    if (static_cast<std::int64_t>(request.body.size()) > admission.route->bodyLimit)
        return errorResponse(413, "bodyTooLarge", {}, admission.route->errors);
    Begun begun = m_router.run(request, admission);
    if (auto* response = std::get_if<Response>(&begun))
        return std::move(*response);
    const Waiting& waiting = std::get<Waiting>(begun);
    std::mutex mutex;
    std::condition_variable news;
    bool woken = false;
    const auto ticket = waiting.listen([&] {
        const std::lock_guard lock(mutex);
        woken = true;
        news.notify_all();
    });
    {
        std::unique_lock lock(mutex);
        news.wait_for(lock, waiting.timeout, [&] { return woken; });
    }
    waiting.forget(ticket);
    return waiting.finish();
}

namespace {

/// How many mails are in which state, and how long the oldest one waits.
std::string mailMetrics(Central& central) {
    std::string text = "# TYPE esek_mails gauge\n";
    Timestamp oldest = central.clock().now();
    for (const MailCount& c : central.store().read([](Tx& tx) { return MailTable(tx).counts(); })) {
        text +=
            "esek_mails{state=\"" + std::string(toString(c.state)) + "\"} " + std::to_string(c.count) + "\n";
        if (c.state == MailState::queued || c.state == MailState::sending)
            oldest = std::min(oldest, timestampFromIso(c.oldest).value_or(oldest));
    }
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(central.clock().now() - oldest);
    return text + metric("esek_mail_oldest_seconds", "gauge", static_cast<std::uint64_t>(age.count()));
}

} // namespace

Response Api::metricsPage() {
    const PushCounts& counts = m_central.intake().counts();
    std::string text = metrics().text();
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
    text += metric("esek_thumbs_drawn_total", "counter", m_central.photos().thumbsDrawn());
    text += metric("esek_database_errors_total", "counter", m_central.store().errors());
    const auto schools = m_central.schools().list();
    if (const auto mails = guarded([&] { return mailMetrics(m_central); }))
        text += mails.value();
    text += metric("esek_database_up", "gauge", schools ? 1 : 0);
    if (schools)
        text += metric("esek_schools", "gauge", schools->size());
    Response r;
    r.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
    r.body = std::move(text);
    return r;
}

} // namespace esek::server
