#include "server/http/Exchange.h"

#include "server/router/Errors.h"
#include "sync/protocol/Gzip.h"

namespace esek::server {

namespace {

constexpr std::size_t kGzipFrom = 1024;
constexpr std::int64_t kPreload = 1 << 20; ///< of a file

std::optional<Response> unpackBody(Request& request, const Route& route) {
    if (findHeader(request.headers, "Content-Encoding") != "gzip")
        return std::nullopt;
    bool tooLarge = false;
    auto body = sync::gunzip(request.body, static_cast<std::size_t>(route.bodyLimit), tooLarge);
    if (!body)
        return errorResponse(tooLarge ? 413 : 400, tooLarge ? "bodyTooLarge" : "malformed", {}, route.errors);
    request.body = std::move(*body);
    return std::nullopt;
}

/// Only text gets smaller; photos are compressed already.
bool isText(const std::string& type) {
    return type == "application/json" || type.starts_with("text/html") || type.starts_with("text/css") ||
           type.starts_with("text/javascript") || type == "image/svg+xml";
}

void packAnswer(const Request& request, Response& r) {
    const auto accepted = findHeader(request.headers, "Accept-Encoding");
    if (r.source || r.body.size() < kGzipFrom || !isText(r.header("Content-Type").value_or("")) ||
        !accepted || accepted->find("gzip") == std::string::npos)
        return;
    r.body = sync::gzip(r.body);
    r.headers.emplace_back("Content-Encoding", "gzip");
}

void preload(Response& r) {
    if (!r.source || r.headOnly || r.length > kPreload)
        return;
    std::string all = r.bytes();
    if (static_cast<std::int64_t>(all.size()) == r.length) {
        r.body = std::move(all);
        r.source.reset();
    }
}

} // namespace

Begun exchange(Router& router, Request& request, const Router::Admission& admission) {
    if (auto refusal = unpackBody(request, *admission.route))
        return std::move(*refusal);
    Begun begun = router.run(request, admission);
    if (auto* r = std::get_if<Response>(&begun)) {
        packAnswer(request, *r);
        preload(*r);
    }
    return begun;
}

} // namespace esek::server
