#pragma once
#include "app/PhotoAdvice.h"
#include "ui/UiContext.h"

#include <deque>
#include <map>

namespace esek::ui {

/// The short marks of the photo checks in the list. Photos that nobody looked at are checked in the
/// background, one at a time and with the lowest priority, once the clerk rests. Interface thread only.
class ReviewBadges {
  public:
    using Photo = app::PhotoOfStudent;
    using Severity = app::PhotoAdvice::Severity;

    ReviewBadges(UiContext& context, std::function<void(const Photo&)> arrived)
        : m_context(context), m_arrived(std::move(arrived)) {}

    /// Most urgent first; replaces what was wanted before. Known ones are skipped.
    void want(const std::vector<Photo>&);
    /// Nothing new is begun until the next want().
    void pause() { m_waiting.clear(); }
    /// From a check that was made anyway.
    void put(const Photo& photo, Severity worst) { m_known[photo] = worst; }
    /// 0 nothing to say or not known, 1 advice, 2 error.
    int find(const Photo&) const;
    bool known(const Photo& photo) const { return m_known.count(photo) > 0; }
    /// The rules or a pupil's exceptions may have changed.
    void forget();

  private:
    void lookUp();
    void next();

    UiContext& m_context;
    std::function<void(const Photo&)> m_arrived;
    std::map<Photo, Severity> m_known;
    std::deque<Photo> m_waiting;
    std::size_t m_lookedUp = 0; ///< so many of m_waiting are not in the cache on the disk
    bool m_busy = false;
    app::TaskRunner::Scope m_scope; ///< renewed by forget()
};

} // namespace esek::ui
