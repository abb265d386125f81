#include "base/Format.h"
#include "base/Log.h"
#include "sync/client/Engine.h"

#include <algorithm>
#include <charconv>
#include <set>

// Photos to the server.
namespace esek::sync {

using namespace domain;

namespace {

constexpr int kUploadAttempts = 8;

std::int64_t offsetOf(const HttpResponse& r) {
    const std::string text = r.header(kUploadOffsetHeader);
    std::int64_t offset = -1;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), offset);
    if (ec != std::errc() || end != text.data() + text.size() || offset < 0)
        throw Exception(ErrorCode::serverUnreachable, "an upload without an offset");
    return offset;
}

} // namespace

void Engine::upload(const std::vector<storage::OutgoingMutation>& batch, CycleReport& report) {
    std::set<BlobId> named;
    for (const auto& item : batch) {
        if (!item.later.is_null())
            continue; // what it holds is not known here
        if (const auto* change = std::get_if<PhotoChange>(&item.mutation.change))
            if (const auto* submit = std::get_if<SubmitPhoto>(change))
                named.insert(submit->photo.blob);
    }
    if (named.empty())
        return;
    Json ids = Json::array();
    for (const BlobId& id : named)
        ids.push_back(id.toString());
    const Json body{{"ids", std::move(ids)}};
    const Json answer = call("POST", "/v1/blobs/missing", &body);
    if (!answer.is_object() || !answer.contains("missing") || !answer["missing"].is_array())
        throw Exception(ErrorCode::serverUnreachable, "an answer that cannot be read");
    for (const Json& text : answer["missing"]) {
        const auto id = text.is_string() ? BlobId::parse(text.get<std::string>()) : std::nullopt;
        // Bytes that were erased here meanwhile are not sent; the server will refuse their mutation.
        if (id && named.contains(*id) && m_replica.blobs().has(*id))
            uploadBlob(*id, report);
    }
}

void Engine::uploadBlob(const BlobId& id, CycleReport& report) {
    const auto bytes = m_replica.blobs().get(id);
    if (!bytes) {
        log::error("a photo cannot be sent: " + bytes.error().message);
        return;
    }
    // Requests of a process that was killed may still be running there: they end the upload that is asked
    // for, or move it on. Then it is asked anew.
    for (int attempt = 0; attempt < kUploadAttempts; ++attempt)
        if (tryUpload(id, *bytes)) {
            ++report.photosUp;
            return;
        }
    throw Exception(ErrorCode::serverUnreachable, "an upload that somebody else moves");
}

bool Engine::tryUpload(const BlobId& id, std::span<const std::uint8_t> bytes) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    const Json body{{"id", id.toString()}, {"size", size}};
    const Json begun = call("POST", "/v1/uploads", &body);
    if (begun.is_object() && begun.contains("done"))
        return true;
    if (!begun.is_object() || !begun.contains("upload") || !begun["upload"].is_string() ||
        !begun.contains("offset") || !begun["offset"].is_number_integer())
        throw Exception(ErrorCode::serverUnreachable, "an upload that cannot be read");
    const std::string target = "/v1/uploads/" + begun["upload"].get<std::string>();
    std::int64_t offset = begun["offset"].get<std::int64_t>();
    do {
        if (offset < 0 || offset > size)
            throw Exception(ErrorCode::serverUnreachable, "an upload beyond its end");
        const std::int64_t length = std::min(m_options.uploadChunk, size - offset);
        HttpRequest request;
        request.method = "PATCH";
        request.target = target;
        request.headers.emplace_back("Content-Type", "application/octet-stream");
        request.headers.emplace_back(kUploadOffsetHeader, std::to_string(offset));
        request.body.assign(reinterpret_cast<const char*>(bytes.data()) + offset,
                            static_cast<std::size_t>(length));
        const HttpResponse r = exchange(std::move(request));
        if (r.status == 404 || r.status == 409)
            return false;
        requireSuccess(r, "upload");
        offset = offsetOf(r);
    } while (offset < size);
    return true;
}

} // namespace esek::sync
