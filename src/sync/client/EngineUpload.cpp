#include "base/Format.h"
#include "base/Log.h"
#include "sync/client/Engine.h"
#include "sync/client/PackSize.h"
#include "sync/protocol/Fields.h"
#include "sync/protocol/Pack.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <future>
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
    std::vector<BlobId> wanted;
    for (const Json& text : answer["missing"]) {
        const auto id = text.is_string() ? BlobId::parse(text.get<std::string>()) : std::nullopt;
        // Bytes that were erased here meanwhile are not sent; the server will refuse their mutation.
        if (id && named.erase(*id) > 0 && m_replica.blobs().has(*id))
            wanted.push_back(*id);
    }
    if (m_protocol >= kStoreProtocol)
        return sendPacks(wanted, report);
    for (const BlobId& id : wanted)
        uploadBlob(id, report);
}

/// Photos for one request. What is too long for it goes by itself, in pieces: a cut costs one piece then.
struct Engine::OutgoingPack {
    std::vector<BlobId> ids;
    std::string body;
    std::optional<BlobId> alone;
    std::size_t next = 0; ///< where the next pack begins
};

Engine::OutgoingPack Engine::gather(const std::vector<BlobId>& wanted, std::size_t from,
                                    std::int64_t bytes) const {
    OutgoingPack pack;
    for (pack.next = from; pack.next < wanted.size() && pack.ids.size() < kPackBlobs; ++pack.next) {
        const BlobId& id = wanted[pack.next];
        std::error_code ec;
        const auto size = std::filesystem::file_size(m_replica.blobs().path(id), ec);
        const std::int64_t packed = packedSize(ec ? 0 : static_cast<std::int64_t>(size));
        if (!pack.ids.empty() && std::ssize(pack.body) + packed > bytes)
            break;
        if (packed > bytes) {
            pack.alone = id;
            ++pack.next;
            break;
        }
        const auto photo = m_replica.blobs().get(id);
        if (!photo) {
            log::error("a photo cannot be sent: " + photo.error().message);
            continue;
        }
        appendPhoto(pack.body, id, *photo);
        pack.ids.push_back(id);
    }
    return pack;
}

void Engine::sendPacks(const std::vector<BlobId>& wanted, CycleReport& report) {
    using Steady = std::chrono::steady_clock;
    PackSize size(m_options.firstPack, kStoreBytes);
    const auto begin = [&](std::size_t from) {
        return ahead([this, &wanted, from, bytes = size.bytes()] { return gather(wanted, from, bytes); });
    };
    auto coming = begin(0);
    for (std::size_t next = 0; next < wanted.size();) {
        checkCancelled();
        OutgoingPack pack = coming.get();
        next = pack.next;
        if (next < wanted.size())
            coming = begin(next); // read and hashed while this one is on its way
        const auto began = Steady::now();
        if (pack.alone)
            uploadBlob(*pack.alone, report);
        else if (!pack.ids.empty())
            sendPack(std::move(pack), report);
        size.took(Steady::now() - began);
    }
}

void Engine::sendPack(OutgoingPack pack, CycleReport& report) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/v1/blobs/store";
    request.headers.emplace_back("Content-Type", "application/octet-stream");
    request.body = std::move(pack.body);
    const HttpResponse r = exchange(std::move(request));
    requireSuccess(r, "photos");
    std::set<BlobId> left(pack.ids.begin(), pack.ids.end());
    const auto json = parseJson(r.body);
    if (!json || !json->is_object() || !json->contains("stored") || !(*json)["stored"].is_array())
        throw Exception(ErrorCode::serverUnreachable, "an answer that cannot be read");
    for (const Json& text : (*json)["stored"])
        if (const auto id = text.is_string() ? BlobId::parse(text.get<std::string>()) : std::nullopt)
            report.photosUp += left.erase(*id);
    for (const BlobId& id : left) // damaged on the way, or somebody erased them there meanwhile
        uploadBlob(id, report);
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
    const auto named = guarded([&] {
        return std::pair(fields::id<Uuid>(begun, "upload"), fields::integer(begun, "offset", 0, size));
    });
    if (!named)
        throw Exception(ErrorCode::serverUnreachable, "an upload that cannot be read");
    const std::string target = "/v1/uploads/" + named->first.toString();
    std::int64_t offset = named->second;
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
