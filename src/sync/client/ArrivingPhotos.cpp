#include "sync/client/ArrivingPhotos.h"

#include "base/Log.h"

namespace esek::sync {

namespace {

constexpr std::size_t kFlushPhotos = 400;
constexpr std::size_t kFlushBytes = 64 * 1024 * 1024;
constexpr std::size_t kQueuedBytes = 32 * 1024 * 1024;

} // namespace

ArrivingPhotos::ArrivingPhotos(storage::Replica& replica, storage::SyncStore& store, bool beside)
    : m_replica(replica), m_store(store), m_batch(replica.blobs()) {
    if (beside)
        m_thread = std::thread([this] { work(); });
}

ArrivingPhotos::~ArrivingPhotos() {
    end();
}

void ArrivingPhotos::give(const domain::BlobId& id, std::vector<std::uint8_t> bytes) {
    if (domain::BlobId::of(bytes) != id) {
        log::warning("a photo arrived damaged and is fetched again");
        return;
    }
    if (!m_thread.joinable())
        return take({id, std::move(bytes)});
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_error || m_queuedBytes < kQueuedBytes; });
        if (m_error)
            std::rethrow_exception(m_error);
        m_queuedBytes += bytes.size();
        m_queue.push_back({id, std::move(bytes)});
    }
    m_changed.notify_all();
}

void ArrivingPhotos::finish() {
    end();
    if (m_error)
        std::rethrow_exception(std::exchange(m_error, nullptr));
    keep();
}

void ArrivingPhotos::end() {
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void ArrivingPhotos::work() {
    for (;;) {
        Given given;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_ended || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            given = std::move(m_queue.front());
            m_queue.pop_front();
        }
        try {
            take(given);
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            m_error = std::current_exception();
            m_changed.notify_all();
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            m_queuedBytes -= given.bytes.size();
        }
        m_changed.notify_all();
    }
}

void ArrivingPhotos::take(const Given& given) {
    if (!m_replica.blobs().has(given.id)) // it may have come just before a crash
        m_batch.add(given.id, given.bytes).value();
    m_unflushed.push_back(given.id);
    m_unflushedBytes += given.bytes.size();
    ++m_arrived;
    if (m_unflushed.size() >= kFlushPhotos || m_unflushedBytes >= kFlushBytes)
        keep();
}

void ArrivingPhotos::keep() {
    if (m_unflushed.empty())
        return;
    m_batch.commit().value();
    m_store.blobsArrived(m_unflushed).value();
    m_unflushed.clear();
    m_unflushedBytes = 0;
}

} // namespace esek::sync
