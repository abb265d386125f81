#pragma once
#include "ui/UiContext.h"
#include "ui/controls/PhotoPicture.h"
#include "ui/model/QueueModel.h"
#include "ui/model/ThumbnailCache.h"
#include "ui/model/ThumbnailRequests.h"

#include <wx/gdicmn.h>

namespace esek::ui {

/// A pupil's photo file with its pictures, ready to paint.
struct Preview {
    domain::PhotoFile file;
    PicturePtr main;            ///< what is to be decided about: the proposed, accepted or rejected photo
    PicturePtr present;         ///< with a change request: the accepted photo
    std::optional<Error> error; ///< why there is no main picture
    std::optional<Error> presentError; ///< the same for the present one
    /// The family says that the head is covered for reasons of religion or health, and no exception of the
    /// pupil says so yet.
    bool headwearToConfirm = false;
    const domain::Photo* photo() const; ///< of `main`; null when there is none
};
using PreviewPtr = std::shared_ptr<const Preview>;

/// Loads the photo that is looked at, and those that come next, before they are asked for. Interface thread
/// only.
class PreviewLoader {
  public:
    struct Key {
        domain::StudentId student;
        std::int64_t version = 0;
        int width = 0; ///< device pixels of the window that shows it
        int height = 0;
        auto operator<=>(const Key&) const = default;
    };
    static constexpr std::size_t kDepth = 3; ///< photos decoded ahead
    static constexpr std::size_t kKept = 10;

    PreviewLoader(UiContext& context, std::function<void(const Key&, PreviewPtr)> arrived);
    static Key keyOf(const model::Row&, wxSize box);
    /// Null: still to come.
    PreviewPtr find(const Key&);
    /// Nearest first; what was wanted before and is not now is dropped.
    void want(const std::vector<Key>&);
    void forget(const Key& key) { m_cache.erase(key); }
    void clear() { m_cache.clear(); }

  private:
    void work(app::TaskRunner::Priority);
    UiContext& m_context;
    std::function<void(const Key&, PreviewPtr)> m_arrived;
    model::ThumbnailCache<Key, PreviewPtr> m_cache{kKept};
    std::shared_ptr<model::ThumbnailRequests<Key>> m_requests;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
