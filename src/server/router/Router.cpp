#include "server/router/Router.h"

#include "base/Error.h"
#include "server/accounts/Secrets.h"
#include "server/router/Errors.h"
#include "server/router/Target.h"

namespace esek::server {

namespace {

constexpr const char* kUnknownRoute = "unknown";
constexpr std::int64_t kIgnoredBody = 1024; ///< of a request whose route has no use for a body

} // namespace

Router::Router(Central& central, std::string keeperToken)
    : m_central(central), m_keeperHash(keeperToken.empty() ? std::string() : secretHash(keeperToken)),
      m_tokens(central), m_throttle(central.clock()) {}

void Router::add(Route route) {
    route.bodyLimit = std::max(route.bodyLimit, kIgnoredBody);
    auto pattern = pathParts(route.pattern);
    m_routes.push_back(std::make_unique<Entry>(Entry{std::move(route), std::move(pattern)}));
}

ErrorStyle Router::styleOf(const Request& request) {
    return request.target.starts_with("/v1/") ? ErrorStyle::json : ErrorStyle::page;
}

std::optional<Router::Admitted> Router::admitQuickly(const Request& head) {
    return admit(head, Lookup::memory);
}

Router::Admitted Router::admit(const Request& head) {
    return *admit(head, Lookup::database);
}

std::optional<Router::Admitted> Router::admit(const Request& head, Lookup lookup) {
    auto found = find(head);
    auto* admission = std::get_if<Admission>(&found);
    const Route* route = admission ? admission->route : nullptr;
    const ErrorStyle style = route ? route->errors : styleOf(head);
    bool undecided = false;
    Begun answer = answered(style, [&]() -> Response {
        if (!admission)
            return std::move(std::get<Response>(found));
        undecided = route->checkReads && lookup == Lookup::memory;
        if (undecided)
            return {};
        if (route->check)
            route->check(head);
        if (route->who == Who::keeper && !isKeeper(head))
            throw Exception(ErrorCode::serverUnauthorized, "keeper");
        if (route->who == Who::device) {
            admission->token = DeviceTokens::shownBy(head);
            if (admission->token.empty())
                throw Exception(ErrorCode::serverUnauthorized, "token");
            const auto known = m_tokens.remembered(admission->token);
            undecided = !known && lookup == Lookup::memory;
            if (undecided)
                return {};
            admission->caller = known ? *known : m_tokens.lookUp(admission->token);
            if (route->writes && !admission->caller.mayPush())
                throw Exception(ErrorCode::roleNotAllowed, route->name);
        }
        const std::string encoding = findHeader(head.headers, "Content-Encoding").value_or("identity");
        if (encoding != "identity" && !(route->packedBody && encoding == "gzip"))
            return errorResponse(415, "encoding", {}, style);
        if (route->rate && !m_throttle.take(head.peer, *route->rate))
            return busyResponse(429, route->rate->time, style);
        return {};
    });
    if (undecided)
        return std::nullopt;
    Response& refusal = std::get<Response>(answer);
    if (admission && refusal.status < 400)
        return std::move(*admission);
    refusal = dressed(head, style, std::move(refusal));
    m_metrics.count(route ? route->name : kUnknownRoute, refusal.status, 0, refusal.size());
    if (head.method == "HEAD")
        refusal.headOnly = true;
    return std::move(refusal);
}

Router::Admitted Router::find(const Request& head) const {
    const ErrorStyle style = styleOf(head);
    const auto target = Target::parse(head.target);
    if (!target)
        return errorResponse(400, "jsonInvalid", {}, style);
    std::string allowed;
    for (const bool asGet : {false, true}) { // HEAD is GET where no route of its own answers it
        if (asGet && head.method != "HEAD")
            continue;
        for (const auto& entry : m_routes) {
            auto path = matchPath(entry->pattern, target->path);
            if (!path)
                continue;
            if (entry->route.method == (asGet ? "GET" : head.method))
                return Admission{&entry->route, std::move(*path), target->query, {}, {}};
            if (allowed.find(entry->route.method) == std::string::npos)
                allowed += (allowed.empty() ? "" : ", ") + entry->route.method;
        }
    }
    if (allowed.empty())
        return errorResponse(404, "notFound", {}, style);
    return errorResponse(405, "wrongMethod", {{"Allow", allowed}}, style);
}

Begun Router::run(const Request& request, const Admission& admission) {
    const Route& route = *admission.route;
    Begun begun = answered(route.errors, [&]() -> Begun {
        Caller caller;
        if (route.who == Who::device) { // it may have been revoked since the head
            caller = m_tokens.lookUp(admission.token);
            if (route.writes && !caller.mayPush())
                throw Exception(ErrorCode::roleNotAllowed, route.name);
        }
        return route.handler(Call{request, admission.path, admission.query, caller});
    });
    const auto counted = [this, &route, method = request.method, peer = request.peer,
                          bytes = static_cast<std::int64_t>(request.body.size())](Response& r) {
        if (method == "HEAD")
            r.headOnly = true;
        if (route.rate && r.status < 400)
            m_throttle.giveBack(peer);
        m_metrics.count(route.name, r.status, bytes, r.headOnly ? 0 : r.size());
    };
    if (auto* response = std::get_if<Response>(&begun)) {
        *response = dressed(request, route.errors, std::move(*response));
        counted(*response);
    } else {
        auto& waiting = std::get<Waiting>(begun);
        waiting.finish = [this, &route, counted, finish = std::move(waiting.finish)] {
            Response r = std::get<Response>(answered(route.errors, finish));
            counted(r);
            return r;
        };
    }
    return begun;
}

/// The sentence of an error as a page; what is a page already, or for a program, stays.
Response Router::dressed(const Request& request, ErrorStyle style, Response&& r) const {
    if (!m_errorPage || style != ErrorStyle::page || r.status < 400 ||
        !r.header("Content-Type").value_or("").starts_with("text/plain"))
        return std::move(r);
    Response page = m_errorPage(request, r.status);
    for (const char* kept : {"Allow", "Retry-After", "WWW-Authenticate"})
        if (const auto value = r.header(kept))
            page.headers.emplace_back(kept, *value);
    return page;
}

/// On this machine itself, not through a proxy that speaks for somebody else; or with the token.
bool Router::isKeeper(const Request& request) const {
    if (request.local && !findHeader(request.headers, "X-Forwarded-For") &&
        !findHeader(request.headers, "Forwarded"))
        return true;
    static constexpr std::string_view kBearer = "Bearer ";
    const std::string shown = findHeader(request.headers, "Authorization").value_or("");
    return !m_keeperHash.empty() && shown.starts_with(kBearer) &&
           secretHash(std::string_view(shown).substr(kBearer.size())) == m_keeperHash;
}

template <class F>
Begun Router::answered(ErrorStyle style, F&& f) {
    try {
        return f();
    } catch (const Exception& e) {
        return errorResponse(e.error(), style);
    } catch (const std::bad_alloc&) {
        return errorResponse(Error{ErrorCode::outOfMemory, "out of memory", {}}, style);
    } catch (const std::exception& e) {
        return errorResponse(Error{ErrorCode::internal, e.what(), {}}, style);
    } catch (...) {
        return errorResponse(Error{ErrorCode::internal, "an unknown exception", {}}, style);
    }
}

} // namespace esek::server
