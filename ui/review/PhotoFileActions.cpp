#include "ui/review/PhotoFileActions.h"

#include "app/ReviewService.h"
#include "app/StudentList.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/dialogs/Dialogs.h"

namespace esek::ui {

void PhotoFileActions::add(const domain::StudentId& student, ThenFile then) {
    const auto name = m_context.dialogs.openFile(
        &m_parent, tr("Photo for the pupil"),
        tr("Pictures") + "|*.jpg;*.jpeg;*.png;*.tif;*.tiff;*.JPG;*.JPEG;*.PNG;*.TIF");
    if (name)
        add(student, *name, std::move(then));
}

void PhotoFileActions::add(const domain::StudentId& student, const std::string& file, ThenFile then) {
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student, name = file]() -> Result<domain::PhotoFile> {
            const auto path = platform::pathFromUtf8(name);
            auto bytes = platform::readFile(path, std::uint64_t{200} << 20);
            if (!bytes)
                return bytes.error();
            return app::ReviewService(office).submit(student, *bytes, platform::toUtf8(path.filename()),
                                                     domain::PhotoChannel::office, office.clerk(), true);
        },
        std::move(then));
}

void PhotoFileActions::setCrop(const domain::PhotoFile& file, const domain::PhotoId& photo,
                               const domain::CropParams& crop, ThenFile then) {
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student = file.student, photo, crop, version = file.version] {
            return app::ReviewService(office).setCrop(student, photo, crop, version);
        },
        std::move(then));
}

void PhotoFileActions::allowPrinting(const domain::PhotoFile& file, bool allow, ThenFile then) {
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student = file.student, allow, version = file.version] {
            return app::ReviewService(office).allowPrinting(student, allow, version);
        },
        std::move(then));
}

void PhotoFileActions::confirmHeadwear(const domain::StudentId& student,
                                       std::function<void(Result<void>)> then) {
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student] { return app::ReviewService(office).confirmHeadwear(student); },
        std::move(then));
}

void PhotoFileActions::saveOriginal(const domain::Photo& photo,
                                    std::function<void(Result<std::string>)> then) {
    const std::string suggested = photo.source.fileName.empty() ? "zdjecie.jpg" : photo.source.fileName;
    const auto name =
        m_context.dialogs.saveFile(&m_parent, tr("Save the original"), tr("All files") + "|*", suggested);
    if (!name)
        return;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, blob = photo.blob, name = *name]() -> Result<std::string> {
            auto bytes = app::ReviewService(office).original(blob);
            if (!bytes)
                return bytes.error();
            if (const auto saved = app::saveForPerson(office, platform::pathFromUtf8(name), *bytes); !saved)
                return saved.error();
            return name;
        },
        std::move(then));
}

} // namespace esek::ui
