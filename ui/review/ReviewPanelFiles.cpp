// The crop, the clerk's own photo, the original bytes.
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/review/ReviewNotice.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTabs.h"

#include "base/Format.h"
#include "ui/model/ReviewTexts.h"

#include <wx/filename.h>

namespace esek::ui {

namespace {
constexpr int kEditSide = 1600; // large enough to place a frame on, small enough to turn at once
}

void ReviewPanel::editCrop() {
    const domain::Photo* photo = m_shown ? m_shown->photo() : nullptr;
    if (!photo || !m_shown->main || m_queue.several() ||
        !model::allowed(model::Command::editCrop, m_shown->file.status()))
        return;
    m_context.tasks.run(
        m_detailScope,
        [&office = m_context.office, blob = photo->blob] {
            return app::ScreenPictures(office).fitted(blob, 0, kEditSide, kEditSide);
        },
        [this](Result<app::ScreenPictures::Shown> shown) {
            const domain::Photo* now_ = m_shown ? m_shown->photo() : nullptr;
            if (!now_)
                return;
            if (!shown) {
                failed(shown.error());
                return;
            }
            const app::PhotoAdvice* advice = m_advice.find(m_shown->file.student, now_->blob);
            m_gate.close();
            setPage(Page::crop);
            m_crop->open(*shown, now_->crop, advice ? advice->crop : std::nullopt);
            m_crop->focusFirst();
        });
}

void ReviewPanel::saveCrop(const domain::CropParams& crop) {
    const domain::Photo* photo = m_shown ? m_shown->photo() : nullptr;
    if (!photo)
        return;
    const domain::StudentId student = m_shown->file.student;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student, id = photo->id, crop, version = m_shown->file.version] {
            return app::ReviewService(office).setCrop(student, id, crop, version);
        },
        [this, student](Result<domain::PhotoFile> file) {
            if (!file) {
                failed(file.error());
                if (file.error().code != ErrorCode::versionChanged)
                    return;
                // Something was decided about it meanwhile: the clerk sees what before cropping again.
                m_loader.clear();
                setPage(Page::photo);
                reload(student);
                return;
            }
            m_history.erase(student);
            m_notice->done(tr("Crop saved."), false);
            m_loader.clear();
            setPage(Page::photo);
            reload(student);
            m_list->SetFocus();
            dataChangedSoon();
        });
}

void ReviewPanel::addPhoto() {
    const model::Row* row = m_queue.currentRow();
    if (!row)
        return;
    const auto name = m_context.dialogs.openFile(
        this, tr("Photo for the pupil"),
        tr("Pictures") + "|*.jpg;*.jpeg;*.png;*.tif;*.tiff;*.JPG;*.JPEG;*.PNG;*.TIF");
    if (!name)
        return;
    const domain::StudentId student = row->student;
    const std::string label = model::nameAndClass(*row);
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student, name = *name]() -> Result<domain::PhotoFile> {
            const auto path = platform::pathFromUtf8(name);
            auto bytes = platform::readFile(path, std::uint64_t{200} << 20);
            if (!bytes)
                return bytes.error();
            return app::ReviewService(office).submit(student, *bytes, platform::toUtf8(path.filename()),
                                                     domain::PhotoChannel::office, office.clerk(), true);
        },
        [this, student, label](Result<domain::PhotoFile> file) {
            if (!file) {
                failed(file.error());
                return;
            }
            m_history.erase(student);
            m_notice->done(format(runtime(tr("Added and accepted: {pupil}")), fmt::arg("pupil", label)),
                           false);
            m_loader.clear();
            if (m_tabs->chosen())
                m_tabs->choose(file->status());
            reload(student);
            dataChangedSoon();
        });
}

void ReviewPanel::saveOriginal() {
    const domain::Photo* photo = m_shown ? m_shown->photo() : nullptr;
    if (!photo)
        return;
    const std::string suggested = photo->source.fileName.empty() ? "zdjecie.jpg" : photo->source.fileName;
    const auto name =
        m_context.dialogs.saveFile(this, tr("Save the original"), tr("All files") + "|*", suggested);
    if (!name)
        return;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, blob = photo->blob, name = *name]() -> Result<void> {
            auto bytes = app::ReviewService(office).original(blob);
            if (!bytes)
                return bytes.error();
            return platform::writeFileAtomically(platform::pathFromUtf8(name), *bytes);
        },
        [this](Result<void> saved) {
            if (saved)
                m_notice->done(tr("The original is saved."), false);
            else
                failed(saved.error());
        });
}

void ReviewPanel::allowPrinting(bool allow) {
    if (!m_shown)
        return;
    const domain::StudentId student = m_shown->file.student;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student, allow, version = m_shown->file.version] {
            return app::ReviewService(office).allowPrinting(student, allow, version);
        },
        [this, student, allow](Result<domain::PhotoFile> file) {
            if (!file) {
                failed(file.error());
            } else {
                m_history.erase(student);
                m_notice->done(allow ? tr("Printing with the present photo is allowed.")
                                     : tr("Printing with the present photo is not allowed."),
                               false);
                dataChangedSoon();
            }
            m_loader.clear();
            reload(student);
        });
}

} // namespace esek::ui
