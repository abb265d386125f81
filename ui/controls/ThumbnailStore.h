#pragma once
#include "ui/UiContext.h"
#include "ui/model/QueueModel.h"
#include "ui/model/ThumbnailCache.h"
#include "ui/model/ThumbnailRequests.h"

#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <wx/bitmap.h>

namespace esek::ui {

/// Thumbnails of what the card will show, decoded by the task runner, the last ones kept. Interface thread
/// only.
class ThumbnailStore {
  public:
    struct Key {
        domain::BlobId blob;
        int width = 0; ///< device pixels
        int height = 0;
        std::optional<domain::CropParams> crop;
        bool operator==(const Key& o) const { return order() == o.order(); }
        bool operator<(const Key& o) const { return order() < o.order(); }

      private:
        std::tuple<domain::BlobId, int, int, double, double, double, double, int, double> order() const {
            const domain::CropParams c = crop.value_or(domain::CropParams{-1, -1, -1, -1, 0, 0});
            return {blob, width, height, c.x, c.y, c.w, c.h, c.quarterTurns, c.fineDegrees};
        }
    };
    static constexpr std::size_t kKept = 400; ///< about 20 MB of 96 x 131 bitmaps

    ThumbnailStore(UiContext& context, std::function<void(const Key&)> arrived);

    /// Null: not there yet. A bitmap that is not ok: the photo cannot be shown.
    const wxBitmap* find(const Key& key) { return m_cache.find(key); }
    /// Everything that is on screen and not there; what was wanted before and is not now is dropped.
    void want(const std::vector<Key>& missing);

    /// Those that could not be shown are tried once more: their bytes may have come from the server.
    void retryMissing();

  private:
    void work();
    UiContext& m_context;
    std::function<void(const Key&)> m_arrived;
    model::ThumbnailCache<Key, wxBitmap> m_cache{kKept};
    std::set<Key> m_missing;
    std::shared_ptr<model::ThumbnailRequests<Key>> m_requests;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
