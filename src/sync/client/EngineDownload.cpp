#include "base/Format.h"
#include "base/platform/Files.h"
#include "sync/client/ArrivingPhotos.h"
#include "sync/client/Engine.h"
#include "sync/client/IncomingFile.h"
#include "sync/client/PackSize.h"
#include "sync/protocol/Pack.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>
#include <set>

// Photos from the server.
namespace esek::sync {

using namespace domain;

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kMostThumb = 1024 * 1024; // bytes; the server draws at most 320 pixels
} // namespace

void Engine::sweepIncoming() {
    // An approved deletion reaches the part of a photo that had come before it.
    std::set<BlobId> wanted;
    for (const auto& blob : m_store.wantedBlobs(std::numeric_limits<std::int32_t>::max()).value())
        wanted.insert(blob.id);
    sweepIncomingFiles(m_replica.folder(), wanted);
}

void Engine::fetchPhotos(CycleReport& report) {
    const auto wanted = m_store.wantedBlobs(std::numeric_limits<std::int32_t>::max()).value();
    if (wanted.empty())
        return;
    std::int64_t left = 0;
    for (const auto& blob : wanted)
        left += blob.size;
    std::int64_t fetched = 0;
    bool thumbsAsked = false;
    const Timestamp begin = m_clock.now();
    ArrivingPhotos arriving(m_replica, m_store, m_options.beside);
    PackSize pack(m_options.firstPack, kPackBytes);
    try {
        for (std::size_t next = 0; next < wanted.size();) {
            watch(Phase::photos, arriving.arrived(), wanted.size());
            const auto packBegan = Steady::now();
            std::int64_t bytes = 0;
            std::vector<BlobId> ids;
            while (next < wanted.size() && ids.size() < kPackBlobs && (bytes == 0 || bytes < pack.bytes())) {
                const auto& blob = wanted[next++];
                bytes += blob.size;
                if (hasIncomingPart(m_replica.folder(), blob.id)) { // the rest of it
                    fetchBlob(blob.id, blob.size, arriving);
                    break;
                }
                ids.push_back(blob.id);
            }
            if (!ids.empty())
                fetchPack(std::move(ids), arriving, wanted.size());
            pack.took(Steady::now() - packBegan);
            fetched += bytes;
            left -= bytes;
            const std::chrono::duration<double> taken = m_clock.now() - begin;
            const double expected = taken.count() * static_cast<double>(left) /
                                    static_cast<double>(std::max<std::int64_t>(1, fetched));
            if (!thumbsAsked && expected > static_cast<double>(m_options.thumbsBeyond.count())) {
                thumbsAsked = true;
                fetchThumbs(std::span(wanted).subspan(next));
            }
        }
    } catch (...) {
        arriving.finish(); // what came before the cut
        report.photosDown += arriving.arrived();
        throw;
    }
    arriving.finish();
    report.photosDown += arriving.arrived();
}

void Engine::fetchPack(std::vector<BlobId> ids, ArrivingPhotos& arriving, std::size_t total) {
    Json list = Json::array();
    for (const BlobId& id : ids)
        list.push_back(id.toString());
    HttpRequest request;
    request.method = "POST";
    request.target = "/v1/blobs/fetch";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = dumpJson(Json{{"ids", std::move(list)}});
    // One that is damaged, or gone there meanwhile: the next cycle asks again, or the next pull says so.
    PackReader reader(std::move(ids), [&](PackReader::Item&& item) {
        arriving.give(item.id, std::move(item.bytes));
        watch(Phase::photos, arriving.arrived(), total);
    });
    request.sink = [&](std::span<const std::uint8_t> piece) { reader.feed(piece); };
    const auto keepCut = [&] {
        if (const auto cut = reader.cut()) {
            IncomingFile incoming(m_replica.folder(), cut->id);
            incoming.restart();
            incoming.append(cut->bytes);
            incoming.keep(); // the rest next time
        }
    };
    try {
        requireSuccess(exchange(std::move(request)), "photos");
    } catch (...) {
        keepCut();
        throw;
    }
    if (!reader.complete()) {
        keepCut();
        throw Exception(ErrorCode::serverUnreachable, "the photos were cut");
    }
}

void Engine::fetchThumbs(std::span<const storage::WantedBlob> wanted) {
    std::size_t done = 0;
    for (const auto& blob : wanted) {
        watch(Phase::photos, done++, wanted.size());
        const auto file = incomingThumb(m_replica.folder(), blob.id);
        std::error_code ec;
        if (m_replica.blobs().has(blob.id) || std::filesystem::exists(file, ec))
            continue;
        HttpRequest request;
        request.target = "/v1/blobs/" + blob.id.toString() + "?size=thumb";
        request.longestAnswer = kMostThumb;
        const HttpResponse r = exchange(std::move(request));
        if (r.status == 404) // nothing that can be drawn small
            continue;
        if (r.status == 429 ||
            r.status == 503) // it draws for others: the photos themselves come all the same
            return;
        requireSuccess(r, "small picture");
        platform::ensureFolder(file.parent_path()).value();
        std::ofstream(file, std::ios::binary).write(r.body.data(), std::ssize(r.body)); // only a comfort
    }
}

void Engine::fetchBlob(const BlobId& id, std::int64_t size, ArrivingPhotos& arriving) {
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
        return; // erased there since: the next pull says so
    }
    requireSuccess(r, "photo");
    if (r.status == 200 && have > 0)
        incoming.dropFront(have); // everything came although only the rest was asked for
    arriving.give(id, incoming.take());
}

} // namespace esek::sync
