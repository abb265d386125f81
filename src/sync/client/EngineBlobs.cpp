#include "base/Format.h"
#include "base/Log.h"
#include "base/platform/Files.h"
#include "sync/client/Engine.h"
#include "sync/client/IncomingFile.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <set>

namespace esek::sync {

using namespace domain;

namespace {

constexpr int kUploadAttempts = 8;
constexpr std::size_t kBatchPhotos = 200;
constexpr std::int64_t kBatchBytes = 64 * 1024 * 1024;

std::int64_t offsetOf(const HttpResponse& r) {
    const std::string text = r.header(kUploadOffsetHeader);
    std::int64_t offset = -1;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), offset);
    if (ec != std::errc() || end != text.data() + text.size() || offset < 0)
        throw Exception(ErrorCode::serverUnreachable, "an upload without an offset");
    return offset;
}

void requireSuccess(const HttpResponse& r, const char* what) {
    if (r.status == 401)
        throw Exception(ErrorCode::serverUnauthorized, what);
    if (r.status == 429 || r.status == 503)
        throw Exception(Error{ErrorCode::serverBusy, what, {{"seconds", "5"}}});
    if (r.status / 100 != 2)
        throw Exception(ErrorCode::serverUnreachable, format("{}: status {}", what, r.status));
}

} // namespace

void Engine::upload(const std::vector<storage::OutgoingMutation>& batch, CycleReport& report) {
    std::set<BlobId> named;
    for (const auto& item : batch)
        if (const auto* change = std::get_if<PhotoChange>(&item.mutation.change))
            if (const auto* submit = std::get_if<SubmitPhoto>(change))
                named.insert(submit->photo.blob);
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

void Engine::sweepIncoming() {
    // An approved deletion reaches the part of a photo that had come before it.
    std::set<BlobId> wanted;
    for (const auto& blob : m_store.wantedBlobs(std::numeric_limits<std::int32_t>::max()).value())
        wanted.insert(blob.id);
    sweepIncomingFiles(m_replica.folder(), wanted);
}

void Engine::fetchPhotos(CycleReport& report) {
    const auto wanted = m_store.wantedBlobs(std::numeric_limits<std::int32_t>::max()).value();
    std::int64_t left = 0;
    for (const auto& blob : wanted)
        left += blob.size;
    std::int64_t fetched = 0;
    bool thumbsAsked = false;
    const Timestamp begin = m_clock.now();
    // Bytes go to the disk in batches; only then does the replica say that they are here. What a crash takes
    // is fetched again.
    blob::FileBlobStore::Batch batch(m_replica.blobs());
    std::vector<BlobId> arrived;
    std::int64_t batchBytes = 0;
    const auto keep = [&] {
        batch.commit().value();
        m_store.blobsArrived(arrived).value();
        report.photosDown += arrived.size();
        arrived.clear();
        batchBytes = 0;
    };
    try {
        for (const auto& blob : wanted) {
            watch(Phase::photos, report.photosDown + arrived.size(), wanted.size());
            // Damaged on the way or gone there: the next cycle asks again.
            if (fetchBlob(blob.id, blob.size, batch))
                arrived.push_back(blob.id);
            fetched += blob.size;
            left -= blob.size;
            batchBytes += blob.size;
            if (arrived.size() >= kBatchPhotos || batchBytes >= kBatchBytes)
                keep();
            const std::chrono::duration<double> taken = m_clock.now() - begin;
            const double expected = taken.count() * static_cast<double>(left) /
                                    static_cast<double>(std::max<std::int64_t>(1, fetched));
            if (!thumbsAsked && expected > static_cast<double>(m_options.thumbsBeyond.count())) {
                thumbsAsked = true;
                fetchThumbs(wanted);
            }
        }
    } catch (...) {
        keep(); // what came before the cut
        throw;
    }
    keep();
}

void Engine::fetchThumbs(const std::vector<storage::WantedBlob>& wanted) {
    std::size_t done = 0;
    for (const auto& blob : wanted) {
        watch(Phase::photos, done++, wanted.size());
        const auto file = incomingThumb(m_replica.folder(), blob.id);
        std::error_code ec;
        if (m_replica.blobs().has(blob.id) || std::filesystem::exists(file, ec))
            continue;
        HttpRequest request;
        request.target = "/v1/blobs/" + blob.id.toString() + "?size=thumb";
        const HttpResponse r = exchange(std::move(request));
        if (r.status == 404) // nothing that can be drawn small
            continue;
        requireSuccess(r, "small picture");
        platform::ensureFolder(file.parent_path()).value();
        std::ofstream(file, std::ios::binary).write(r.body.data(), std::ssize(r.body)); // only a comfort
    }
}

bool Engine::fetchBlob(const BlobId& id, std::int64_t size, blob::FileBlobStore::Batch& batch) {
    if (m_replica.blobs().has(id)) // it came just before a crash
        return true;
    IncomingFile incoming(m_replica.folder(), id);
    HttpRequest request;
    request.target = "/v1/blobs/" + id.toString();
    const std::int64_t have = incoming.size();
    if (have > 0 && have < size)
        request.headers.emplace_back("Range", format("bytes={}-", have));
    else
        incoming.restart();
    request.sink = [&](std::span<const std::uint8_t> piece) { incoming.append(piece); };
    HttpResponse r;
    try {
        r = exchange(std::move(request));
    } catch (...) {
        incoming.keep(); // the rest next time
        throw;
    }
    if (r.status == 404 || r.status == 416) {
        incoming.take();
        return false; // erased there since: the next pull says so
    }
    requireSuccess(r, "photo");
    if (r.status == 200 && have > 0)
        incoming.dropFront(have); // everything came although only the rest was asked for
    const auto bytes = incoming.take();
    if (BlobId::of(bytes) != id) {
        log::warning("a photo arrived damaged and is fetched again");
        return false;
    }
    batch.add(id, bytes).value();
    return true;
}

} // namespace esek::sync
