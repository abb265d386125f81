#pragma once
#include "storage/SyncStore.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace esek::sync {

/// Takes photos as they arrive into the replica: checks the hash, writes, flushes many at once and only then
/// tells the database. What a crash takes is fetched again. Works in a thread of its own, so that the disk
/// and the network do not wait for each other; `beside` = false: in the caller's. Errors of the disk are
/// thrown by give() and finish().
class ArrivingPhotos {
  public:
    ArrivingPhotos(storage::Replica&, storage::SyncStore&, bool beside);
    ~ArrivingPhotos();
    ArrivingPhotos(const ArrivingPhotos&) = delete;
    ArrivingPhotos& operator=(const ArrivingPhotos&) = delete;

    /// Waits while too much is on its way to the disk. Bytes with another hash are left out.
    void give(const domain::BlobId&, std::vector<std::uint8_t>);
    /// When it returns, all that was given is on the disk and in the database.
    void finish();
    std::size_t arrived() const { return m_arrived; } ///< given and right; any thread

  private:
    struct Given {
        domain::BlobId id;
        std::vector<std::uint8_t> bytes;
    };
    void work();
    void take(const Given&);
    void keep();
    void end();

    storage::Replica& m_replica;
    storage::SyncStore& m_store;
    blob::FileBlobStore::Batch m_batch;
    std::vector<domain::BlobId> m_unflushed;
    std::size_t m_unflushedBytes = 0;
    std::atomic<std::size_t> m_arrived{0};

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Given> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_ended = false;
    std::exception_ptr m_error;
    std::thread m_thread;
};

} // namespace esek::sync
