#include "ui/review/PreviewLoader.h"

#include "app/ReviewService.h"

namespace esek::ui {

namespace {

struct Loaded {
    std::optional<PreviewLoader::Key> key;
    std::optional<Result<domain::PhotoFile>> file;
    std::optional<Result<app::ScreenPictures::Shown>> main;
    std::optional<Result<app::ScreenPictures::Shown>> present;
    bool headwearToConfirm = false;
};

const domain::Photo* mainPhoto(const domain::PhotoFile& file) {
    if (const auto* p = file.proposed())
        return p;
    if (const auto* a = file.accepted())
        return a;
    const auto all = file.photos();
    return all.empty() ? nullptr : all.front();
}

Loaded load(app::Office& office, const PreviewLoader::Key& key) {
    Loaded loaded;
    loaded.key = key;
    loaded.file = office.replica().photos().file(key.student);
    if (!*loaded.file)
        return loaded;
    const domain::PhotoFile& file = **loaded.file;
    app::ScreenPictures pictures(office);
    const auto fitted = [&](const domain::Photo& photo) {
        return pictures.fitted(photo.blob, photo.crop ? photo.crop->quarterTurns : 0, key.width, key.height);
    };
    if (const auto* photo = mainPhoto(file))
        loaded.main = fitted(*photo);
    if (file.proposed() && file.accepted())
        loaded.present = fitted(*file.accepted());
    if (app::ReviewService::headwearClaim(file)) {
        const auto pupil = office.replica().students().get(key.student);
        loaded.headwearToConfirm =
            pupil && domain::photoException(pupil->student, domain::PhotoExceptionKind::headwear).empty();
    }
    return loaded;
}

} // namespace

const domain::Photo* Preview::photo() const {
    return mainPhoto(file);
}

PreviewLoader::PreviewLoader(UiContext& context, std::function<void(const Key&, PreviewPtr)> arrived)
    : m_context(context), m_arrived(std::move(arrived)),
      m_requests(std::make_shared<model::ThumbnailRequests<Key>>()) {}

PreviewLoader::Key PreviewLoader::keyOf(const model::Row& row, wxSize box) {
    return {row.student, row.version, box.x, box.y};
}

PreviewPtr PreviewLoader::find(const Key& key) {
    const PreviewPtr* found = m_cache.find(key);
    return found ? *found : nullptr;
}

void PreviewLoader::want(const std::vector<Key>& keys) {
    std::vector<Key> missing;
    for (const Key& k : keys) {
        if (!m_cache.find(k))
            missing.push_back(k);
    }
    for (std::size_t n = m_requests->want(missing, 2); n > 0; --n)
        work(app::TaskRunner::Priority::now);
}

void PreviewLoader::work(app::TaskRunner::Priority priority) {
    m_context.tasks.run(
        m_scope,
        [requests = m_requests, &office = m_context.office] {
            const auto key = requests->take();
            return key ? load(office, *key) : Loaded{};
        },
        [this, priority](Loaded loaded) {
            if (!loaded.key)
                return;
            auto preview = std::make_shared<Preview>();
            const auto take = [](std::optional<Result<app::ScreenPictures::Shown>>& from, PicturePtr& to,
                                 std::optional<Error>& error) {
                if (from && *from)
                    to = makePicture(**from);
                else if (from)
                    error = from->error();
            };
            if (*loaded.file)
                preview->file = **loaded.file;
            else
                preview->error = loaded.file->error();
            preview->headwearToConfirm = loaded.headwearToConfirm;
            take(loaded.main, preview->main, preview->error);
            take(loaded.present, preview->present, preview->presentError);
            m_cache.put(*loaded.key, preview);
            m_requests->finished(*loaded.key);
            m_arrived(*loaded.key, preview);
            work(priority);
        },
        priority);
}

} // namespace esek::ui
