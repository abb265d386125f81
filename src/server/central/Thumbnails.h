#pragma once
#include "base/Clock.h"
#include "imaging/OutsideDecoder.h"
#include "server/blobs/BlobStore.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace esek::server {

/// Draws small pictures of photos. Decoding takes time and memory, so a school has one drawn at a time and
/// all schools together two; hardly anybody waits, because who waits holds a thread. What cannot be drawn is
/// remembered for an hour. Thread-safe.
class Thumbnails {
  public:
    Thumbnails(BlobStore&, const Clock&, imaging::OutsideDecoder = {});

    /// Makes the small picture unless it is there. False: it cannot be drawn. Throws serverBusy while others
    /// are being drawn.
    bool draw(const std::string& school, const domain::BlobId&);
    std::uint64_t tried() const { return m_tried; }

  private:
    class Turn;
    bool isHopeless(const std::string& name);
    void remember(const std::string& name);
    bool make(const std::string& school, const domain::BlobId&);

    BlobStore& m_blobs;
    const Clock& m_clock;
    const imaging::OutsideDecoder m_decoder;
    std::once_flag m_toldMissing;
    std::atomic<std::uint64_t> m_tried{0};

    std::mutex m_mutex; ///< over what follows
    std::condition_variable m_free;
    std::multiset<std::string> m_asking;         ///< schools; those that wait are among them
    std::set<std::string> m_drawing;             ///< schools
    std::map<std::string, Timestamp> m_hopeless; ///< school and hash, with the time until which we know it
};

} // namespace esek::server
