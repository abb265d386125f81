#include "server/central/Thumbnails.h"

#include "base/Log.h"

namespace esek::server {

namespace {

constexpr int kSide = 320; // pixels
constexpr int kQuality = 85;
constexpr std::size_t kDrawnAtOnce = 2; ///< one school's slow picture does not stop the others
constexpr std::size_t kAskingAtOnce = 4;
constexpr std::size_t kAskingOfSchool = 2;
constexpr std::chrono::seconds kPatience{1};
constexpr std::size_t kMostHopeless = 10'000;
constexpr std::chrono::hours kHopeless{1};

[[noreturn]] void busy() {
    throw Exception(Error{ErrorCode::serverBusy, "small pictures are being drawn", {{"seconds", "1"}}});
}

} // namespace

/// One of those that are drawn at once.
class Thumbnails::Turn {
  public:
    Turn(Thumbnails& all, const std::string& school) : m_all(all), m_school(school) {
        std::unique_lock lock(m_all.m_mutex);
        if (m_all.m_asking.size() >= kAskingAtOnce || m_all.m_asking.count(school) >= kAskingOfSchool)
            busy();
        const auto asking = m_all.m_asking.insert(school);
        const bool mine = m_all.m_free.wait_for(lock, kPatience, [&] {
            return !m_all.m_drawing.contains(school) && m_all.m_drawing.size() < kDrawnAtOnce;
        });
        if (!mine) {
            m_all.m_asking.erase(asking);
            busy();
        }
        m_all.m_drawing.insert(school);
    }
    ~Turn() {
        const std::lock_guard lock(m_all.m_mutex);
        m_all.m_asking.erase(m_all.m_asking.find(m_school));
        m_all.m_drawing.erase(m_school);
        m_all.m_free.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    Thumbnails& m_all;
    const std::string& m_school;
};

Thumbnails::Thumbnails(BlobStore& blobs, const Clock& clock, imaging::OutsideDecoder decoder)
    : m_blobs(blobs), m_clock(clock), m_decoder(std::move(decoder)) {}

bool Thumbnails::isHopeless(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    const auto known = m_hopeless.find(name);
    return known != m_hopeless.end() && m_clock.now() < known->second;
}

void Thumbnails::remember(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    if (m_hopeless.size() >= kMostHopeless)
        m_hopeless.clear();
    m_hopeless[name] = m_clock.now() + kHopeless;
}

bool Thumbnails::draw(const std::string& school, const domain::BlobId& id) {
    if (!m_decoder.installed()) {
        std::call_once(m_toldMissing,
                       [] { log::error("no small pictures: esekretariat-decoder is not installed"); });
        return false;
    }
    const std::string name = school + " " + id.toString();
    if (isHopeless(name))
        return false;
    const Turn turn(*this, school);
    if (m_blobs.openThumb(school, id))
        return true;
    if (isHopeless(name)) // who was before us has tried
        return false;
    if (make(school, id))
        return true;
    remember(name);
    return false;
}

bool Thumbnails::make(const std::string& school, const domain::BlobId& id) {
    ++m_tried;
    const auto original = guarded([&] { return m_blobs.get(school, id); });
    if (!original)
        return false;
    // Strangers upload these bytes: they are read in a process that has nothing to lose.
    const auto jpeg = m_decoder.thumbnail(*original, "photo", kSide, kQuality);
    if (!jpeg)
        return false;
    m_blobs.putThumb(school, id, *jpeg);
    return true;
}

} // namespace esek::server
