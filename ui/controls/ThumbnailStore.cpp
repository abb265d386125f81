#include "ui/controls/ThumbnailStore.h"

#include "ui/controls/PhotoPicture.h"

namespace esek::ui {

namespace {

struct Answer {
    std::optional<ThumbnailStore::Key> key;
    std::optional<imaging::Image> image;
};

} // namespace

ThumbnailStore::ThumbnailStore(UiContext& context, std::function<void(const Key&)> arrived)
    : m_context(context), m_arrived(std::move(arrived)),
      m_requests(std::make_shared<model::ThumbnailRequests<Key>>()) {}

void ThumbnailStore::want(const std::vector<Key>& missing) {
    for (std::size_t n = m_requests->want(missing, 2); n > 0; --n)
        work();
}

void ThumbnailStore::retryMissing() {
    for (const Key& key : m_missing)
        m_cache.erase(key);
    m_missing.clear();
}

void ThumbnailStore::work() {
    m_context.tasks.run(
        m_scope,
        [requests = m_requests, &office = m_context.office] {
            Answer answer;
            answer.key = requests->take();
            if (answer.key) {
                auto image = app::ScreenPictures(office).thumbnail(answer.key->blob, answer.key->crop,
                                                                   answer.key->width, answer.key->height);
                if (image)
                    answer.image = std::move(*image);
            }
            return answer;
        },
        [this](Answer answer) {
            if (!answer.key)
                return; // that worker found nothing and ended
            if (!answer.image)
                m_missing.insert(*answer.key);
            m_cache.put(*answer.key, answer.image ? wxBitmap(viewOf(*answer.image)) : wxBitmap());
            m_requests->finished(*answer.key);
            m_arrived(*answer.key);
            work();
        },
        app::TaskRunner::Priority::idle);
}

} // namespace esek::ui
