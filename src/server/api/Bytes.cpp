#include "server/api/Api.h"
#include "server/api/Input.h"
#include "sync/protocol/Pack.h"

namespace esek::server {

namespace {

struct Range {
    std::int64_t from = 0;
    std::int64_t length = 0;
};

/// One range of bytes; anything else is answered with the whole (RFC 9110, 14.2). Empty when the range lies
/// outside the bytes and cannot be satisfied.
std::optional<Range> rangeOf(const Request& request, std::int64_t size, bool& partial) {
    partial = false;
    const Range whole{0, size};
    const std::string text = findHeader(request.headers, "Range").value_or("");
    if (!text.starts_with("bytes=") || text.find(',') != std::string::npos)
        return whole;
    const auto dash = text.find('-');
    if (dash == std::string::npos)
        return whole;
    const std::string first = text.substr(6, dash - 6);
    const std::string last = text.substr(dash + 1);
    const auto a = input::number(first);
    const auto b = input::number(last);
    if ((!first.empty() && (!a || *a < 0)) || (!last.empty() && (!b || *b < 0)) || (!a && !b))
        return whole;
    partial = true;
    if (!a)
        return *b == 0 ? std::nullopt : std::optional(Range{size - std::min(*b, size), std::min(*b, size)});
    if (*a >= size || (b && *b < *a))
        return std::nullopt;
    return Range{*a, (b ? std::min(*b, size - 1) : size - 1) - *a + 1};
}

domain::BlobId blobId(const std::string& text, const char* field) {
    const auto id = domain::BlobId::parse(text);
    if (!id)
        input::bad(field);
    return *id;
}

std::vector<domain::BlobId> blobIds(const Request& request, std::size_t limit) {
    const Json j = input::json(request.body);
    const auto list = j.find("ids");
    if (list == j.end() || !list->is_array() || list->size() > limit)
        input::bad("ids");
    std::vector<domain::BlobId> ids;
    for (const Json& id : *list)
        ids.push_back(blobId(id.is_string() ? id.get<std::string>() : std::string(), "ids"));
    return ids;
}

Response notFound() {
    return errorResponse(404, "notFound");
}

} // namespace

Response Api::blob(const Request& request, const Caller& caller, const Target& target) {
    if (target.path.size() != 3)
        return notFound();
    if (target.path[2] == "missing") {
        if (request.method != "POST")
            return errorResponse(405, "wrongMethod");
        Json missing = Json::array();
        for (const auto& id : m_central.missing(caller, blobIds(request, sync::kIdsPerRequest)))
            missing.push_back(id.toString());
        return jsonResponse(200, dumpJson(Json{{"missing", std::move(missing)}}));
    }
    if (target.path[2] == "fetch") {
        if (request.method != "POST")
            return errorResponse(405, "wrongMethod");
        Response r;
        r.headers = {{"Content-Type", "application/octet-stream"},
                     {"X-Content-Type-Options", "nosniff"},
                     {"Cache-Control", "no-store"}};
        r.source = m_central.pack(caller, blobIds(request, sync::kPackBlobs));
        r.length = r.source->size();
        return r;
    }
    if (request.method != "GET" && request.method != "HEAD")
        return errorResponse(405, "wrongMethod");
    const auto id = domain::BlobId::parse(target.path[2]);
    if (!id)
        return notFound();
    const bool thumb =
        !target.query.empty() && target.query[0] == std::pair<std::string, std::string>("size", "thumb");
    std::shared_ptr<ByteSource> source = thumb ? m_central.thumb(caller, *id) : m_central.blob(caller, *id);
    if (!source)
        return notFound();
    Response r;
    const std::string tag = "\"" + id->toString() + (thumb ? "-thumb\"" : "\"");
    r.headers = {{"Content-Type", thumb ? "image/jpeg" : "application/octet-stream"},
                 {"ETag", tag},
                 {"Accept-Ranges", "bytes"},
                 {"X-Content-Type-Options", "nosniff"},
                 {"Cache-Control", "private, max-age=31536000, immutable"}};
    if (findHeader(request.headers, "If-None-Match") == tag) {
        r.status = 304;
        r.headOnly = true;
        return r;
    }
    bool partial = false;
    const std::int64_t size = source->size();
    const auto range = rangeOf(request, size, partial);
    if (!range)
        return errorResponse(416, "rangeNotSatisfiable",
                             {{"Content-Range", "bytes */" + std::to_string(size)}});
    if (partial) {
        r.status = 206;
        r.headers.emplace_back("Content-Range", "bytes " + std::to_string(range->from) + "-" +
                                                    std::to_string(range->from + range->length - 1) + "/" +
                                                    std::to_string(size));
    }
    r.source = std::move(source);
    r.offset = range->from;
    r.length = range->length;
    return r;
}

Response Api::uploads(const Request& request, const Caller& caller, const Target& target) {
    if (target.path.size() == 2) {
        if (request.method != "POST")
            return errorResponse(405, "wrongMethod");
        const Json j = input::json(request.body);
        const Upload u =
            m_central.startUpload(caller, blobId(input::text(j, "id"), "id"), input::integer(j, "size"));
        if (u.done)
            return jsonResponse(200, "{\"done\":true}");
        return jsonResponse(201, dumpJson(Json{{"upload", u.id}, {"offset", u.offset}}));
    }
    if (target.path.size() != 3)
        return notFound();
    const std::string& id = target.path[2];
    if (!Uuid::parse(id))
        return notFound();
    Upload u;
    int status = 200;
    if (request.method == "HEAD") {
        u = m_central.upload(caller, id);
    } else if (request.method == "PATCH") {
        const auto offset =
            input::number(findHeader(request.headers, sync::kUploadOffsetHeader).value_or(""));
        if (!offset || *offset < 0)
            input::bad(sync::kUploadOffsetHeader);
        u = m_central.continueUpload(caller, id, *offset, request.body);
        status = 204;
    } else {
        return errorResponse(405, "wrongMethod");
    }
    if (u.id.empty())
        return notFound();
    Response r;
    r.status = status;
    r.headers = {{sync::kUploadOffsetHeader, std::to_string(u.offset)}, {"Cache-Control", "no-store"}};
    return r;
}

} // namespace esek::server
