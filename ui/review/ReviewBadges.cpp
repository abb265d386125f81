#include "ui/review/ReviewBadges.h"

namespace esek::ui {

namespace {
constexpr std::size_t kLookUp = 400; // rows of the cache read in one go: a few milliseconds
} // namespace

void ReviewBadges::want(const std::vector<Photo>& photos) {
    m_waiting.clear();
    m_lookedUp = 0;
    for (const Photo& photo : photos)
        if (!m_known.count(photo))
            m_waiting.push_back(photo);
    if (!m_busy)
        next();
}

int ReviewBadges::find(const Photo& photo) const {
    const auto it = m_known.find(photo);
    if (it == m_known.end())
        return 0;
    return it->second == Severity::error ? 2 : it->second == Severity::advice ? 1 : 0;
}

void ReviewBadges::forget() {
    m_scope.renew();
    m_known.clear();
    m_waiting.clear();
    m_lookedUp = 0;
    m_busy = false;
}

void ReviewBadges::lookUp() {
    const auto count = std::min(kLookUp, m_waiting.size());
    std::vector<Photo> photos(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(count));
    m_busy = true;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, photos] {
            return std::pair{photos, app::knownBadges(office, photos)};
        },
        [this](std::pair<std::vector<Photo>, std::vector<std::optional<app::PhotoBadge>>> known) {
            m_busy = false;
            const auto& [asked, badges] = known;
            for (std::size_t i = 0; i < asked.size(); ++i) {
                if (!badges[i])
                    continue;
                put(asked[i], badges[i]->worst);
                m_arrived(asked[i]);
            }
            std::erase_if(m_waiting, [this](const Photo& p) { return m_known.count(p) > 0; });
            // What was asked for meanwhile is looked up in its turn.
            while (m_lookedUp < m_waiting.size() && m_lookedUp < asked.size() &&
                   std::find(asked.begin(), asked.end(), m_waiting[m_lookedUp]) != asked.end())
                ++m_lookedUp;
            next();
        },
        app::TaskRunner::Priority::idle);
}

void ReviewBadges::next() {
    if (m_waiting.empty())
        return;
    if (m_lookedUp == 0) {
        lookUp();
        return;
    }
    const Photo photo = m_waiting.front();
    m_waiting.pop_front();
    --m_lookedUp;
    m_busy = true;
    m_context.tasks.run(
        m_scope, [&office = m_context.office, photo] { return app::photoBadge(office, photo); },
        [this, photo](Result<app::PhotoBadge> badge) {
            m_busy = false;
            // One that cannot be checked has no mark and is not tried again.
            put(photo, badge ? badge->worst : Severity::notMeasured);
            m_arrived(photo);
            next();
        },
        app::TaskRunner::Priority::idle);
}

} // namespace esek::ui
