#include "server/api/Api.h"
#include "server/api/Input.h"
#include "server/router/Errors.h"
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

void Api::addByteRoutes() {
    static constexpr std::int64_t kIds = 128 * 1024; // 1,000 hashes in JSON are 67 kB
    static constexpr std::int64_t kOneUpload = 1024;
    const auto answeredBy = [this](Response (Api::*answer)(const Call&)) {
        return [this, answer](const Call& call) -> Begun { return (this->*answer)(call); };
    };
    Route missing{"blobs", "POST", "/v1/blobs/missing", answeredBy(&Api::missing)};
    missing.bodyLimit = kIds;
    missing.packedBody = true;
    add(std::move(missing));
    Route fetch{"blobs", "POST", "/v1/blobs/fetch", answeredBy(&Api::fetch)};
    fetch.bodyLimit = kIds;
    fetch.packedBody = true;
    add(std::move(fetch));
    Route store{"store", "POST", "/v1/blobs/store", answeredBy(&Api::store)};
    store.writes = true;
    store.bodyLimit = sync::kStoreBytes;
    add(std::move(store));
    add({"blobs", "GET", "/v1/blobs/{id}", answeredBy(&Api::blob)});

    Route start{"uploads", "POST", "/v1/uploads", answeredBy(&Api::startUpload)};
    start.writes = true;
    start.bodyLimit = kOneUpload;
    start.packedBody = true;
    add(std::move(start));
    add({"uploads", "HEAD", "/v1/uploads/{id}", answeredBy(&Api::uploadState)});
    Route piece{"uploads", "PATCH", "/v1/uploads/{id}", answeredBy(&Api::continueUpload)};
    piece.writes = true;
    piece.bodyLimit = sync::kUploadChunkBytes;
    add(std::move(piece));
}

Response Api::missing(const Call& call) {
    Json missing = Json::array();
    for (const auto& id :
         m_central.photos().missing(call.caller, blobIds(call.request, sync::kIdsPerRequest)))
        missing.push_back(id.toString());
    return jsonResponse(200, dumpJson(Json{{"missing", std::move(missing)}}));
}

Response Api::store(const Call& call) {
    Json stored = Json::array();
    for (const auto& id : m_central.uploads().storeAll(call.caller, sync::photosOf(call.request.body)))
        stored.push_back(id.toString());
    return jsonResponse(200, dumpJson(Json{{"stored", std::move(stored)}}));
}

Response Api::fetch(const Call& call) {
    Response r;
    r.headers = {{"Content-Type", "application/octet-stream"}, {"Cache-Control", "no-store"}};
    r.source = m_central.photos().pack(call.caller, blobIds(call.request, sync::kPackBlobs));
    r.length = r.source->size();
    return r;
}

Response Api::blob(const Call& call) {
    const auto id = domain::BlobId::parse(call.path.at("id"));
    if (!id)
        return notFound();
    const bool thumb = call.parameter("size") == "thumb";
    std::shared_ptr<ByteSource> source =
        thumb ? m_central.photos().thumb(call.caller, *id) : m_central.photos().open(call.caller, *id);
    if (!source)
        return notFound();
    Response r;
    const std::string tag = "\"" + id->toString() + (thumb ? "-thumb\"" : "\"");
    r.headers = {{"Content-Type", thumb ? "image/jpeg" : "application/octet-stream"},
                 {"ETag", tag},
                 {"Accept-Ranges", "bytes"},
                 {"Cache-Control", "private, max-age=31536000, immutable"}};
    if (findHeader(call.request.headers, "If-None-Match") == tag) {
        r.status = 304;
        r.headOnly = true;
        return r;
    }
    bool partial = false;
    const std::int64_t size = source->size();
    const auto range = rangeOf(call.request, size, partial);
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

Response Api::startUpload(const Call& call) {
    const Json j = input::json(call.request.body);
    const Upload u =
        m_central.uploads().start(call.caller, blobId(input::text(j, "id"), "id"), input::integer(j, "size"));
    if (u.done)
        return jsonResponse(200, "{\"done\":true}");
    return jsonResponse(201, dumpJson(Json{{"upload", u.id}, {"offset", u.offset}}));
}

namespace {

Response standsAt(int status, const Upload& upload) {
    if (upload.id.empty())
        return notFound();
    Response r;
    r.status = status;
    r.headers = {{sync::kUploadOffsetHeader, std::to_string(upload.offset)}, {"Cache-Control", "no-store"}};
    return r;
}

} // namespace

Response Api::uploadState(const Call& call) {
    const std::string& id = call.path.at("id");
    return Uuid::parse(id) ? standsAt(200, m_central.uploads().find(call.caller, id)) : notFound();
}

Response Api::continueUpload(const Call& call) {
    const std::string& id = call.path.at("id");
    if (!Uuid::parse(id))
        return notFound();
    const auto offset =
        input::number(findHeader(call.request.headers, sync::kUploadOffsetHeader).value_or(""));
    if (!offset || *offset < 0)
        input::bad(sync::kUploadOffsetHeader);
    try {
        return standsAt(204, m_central.uploads().goOn(call.caller, id, *offset, call.request.body));
    } catch (const Uploads::OtherOffset& at) {
        return errorResponse(409, "uploadOffset", {{sync::kUploadOffsetHeader, std::to_string(at.actual)}});
    }
}

} // namespace esek::server
