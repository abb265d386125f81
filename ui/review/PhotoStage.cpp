#include "ui/review/PhotoStage.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/ReviewAdvice.h"
#include "ui/review/ReviewIds.h"
#include "ui/review/ReviewTime.h"
#include "ui/review/ReviewTrace.h"

namespace esek::ui {

using domain::PhotoStatus;

namespace {

constexpr int kResizeMs = 120;
constexpr int kLargestSide = 4000; // when zoomed in
constexpr int kEditSide = 1600;    // large enough to place a frame on, small enough to turn at once

int turnsOf(const domain::Photo& photo) {
    return photo.crop ? photo.crop->quarterTurns : 0;
}

domain::CropParams frameOf(const domain::Photo& photo) {
    return photo.crop ? *photo.crop
                      : model::centredFrame(photo.width, photo.height, model::CropModel::kCardAspect);
}

} // namespace

PhotoStage::PhotoStage(wxWindow* parent, UiContext& context, const model::QueueModel& queue)
    : wxSimplebook(parent), m_context(context), m_queue(queue),
      m_loader(context,
               [this](const PreviewLoader::Key& key, const PreviewPtr& preview) { arrived(key, preview); }),
      m_blinkKey([this] { m_compare->holdBlink(false); }) {
    build();
    m_resizing.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { resized(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) { // pages that are hidden hear nothing of it
        e.Skip();
        m_resizing.StartOnce(kResizeMs);
    });
}

void PhotoStage::build() {
    m_canvas = new PhotoCanvas(this, id::reviewPicture);
    m_canvas->showFrames(m_context.preferences.flag("review.frames", true));
    m_canvas->onPainted = [this] { painted(); };
    m_canvas->onZoomed = [this] { loadLarger(); };
    m_compare = new CompareView(this);
    m_compare->onPainted = [this] { painted(); };
    m_crop = new CropEditor(this);
    m_crop->onSave = [this](const domain::CropParams& crop) { onCrop(crop); };
    m_crop->onCancel = [this] { onCropCancelled(); };
    AddPage(m_canvas, {});
    AddPage(m_compare, {});
    AddPage(m_crop, {});
}

wxSize PhotoStage::pictureBox() const {
    // All pages of the book have the same size; the canvas knows it only once it was shown.
    const wxSize s = GetClientSize();
    const double scale = GetContentScaleFactor();
    return {static_cast<int>(s.x * scale), static_cast<int>(s.y * scale)};
}

void PhotoStage::setPage(Page page) {
    m_page = page;
    const auto wanted = static_cast<std::size_t>(page);
    if (GetSelection() != static_cast<int>(wanted))
        SetSelection(wanted);
    onPage();
}

void PhotoStage::showCurrent(const std::string& emptyWords) {
    m_emptyWords = emptyWords;
    if (m_page == Page::crop)
        setPage(Page::photo);
    m_gate.close();
    m_scope.renew();
    const model::Row* row = m_queue.currentRow();
    if (!row) {
        nothingToShow(emptyWords);
        return;
    }
    wantAhead();
    m_expected = row->student;
    if (const PreviewPtr preview = m_loader.find(PreviewLoader::keyOf(*row, pictureBox()))) {
        display(preview);
        return;
    }
    // Never the picture of another pupil beside this one's name.
    m_shown.reset();
    if (m_page == Page::compare)
        m_compare->show(nullptr, nullptr, {}, {});
    m_canvas->showWords(tr("Loading…"));
    onShown();
}

void PhotoStage::nothingToShow(const std::string& words) {
    m_shown.reset();
    m_expected.reset();
    setPage(Page::photo);
    m_canvas->showWords(words, "status-accepted");
    onShown();
    if (!m_firstShown) {
        m_firstShown = true;
        trace::mark("ready");
    }
}

void PhotoStage::resized() {
    const model::Row* row = m_queue.currentRow();
    if (m_page == Page::crop)
        return;
    if (!row || !m_shown || m_shown->file.student != row->student) {
        showCurrent(m_emptyWords);
        return;
    }
    // The picture stays, scaled, until the one of the right size is there; what was seen stays seen.
    wantAhead();
    if (const PreviewPtr preview = m_loader.find(PreviewLoader::keyOf(*row, pictureBox()));
        preview && preview != m_shown)
        display(preview);
}

void PhotoStage::wantAhead() {
    std::vector<PreviewLoader::Key> keys;
    for (const std::size_t i : m_queue.ahead(PreviewLoader::kDepth))
        keys.push_back(PreviewLoader::keyOf(m_queue.row(i), pictureBox()));
    m_loader.want(keys);
}

void PhotoStage::arrived(const PreviewLoader::Key& key, const PreviewPtr& preview) {
    const model::Row* row = m_queue.currentRow();
    if (!row || m_page == Page::crop || m_expected != key.student || row->version != key.version)
        return;
    // A first picture is taken in any size, since the window may have changed meanwhile; a second one of the
    // same pupil only in the size of now.
    if (!m_shown || (m_shown->file.student == key.student && key == PreviewLoader::keyOf(*row, pictureBox())))
        display(preview);
}

void PhotoStage::display(const PreviewPtr& preview) {
    const model::Row* row = m_queue.currentRow();
    if (!row)
        return;
    m_shown = preview;
    m_seen = model::ReviewGate::ShownPhoto::of(preview->file);
    // The file may be newer than the list: what is shown is what is decided about.
    if (!preview->file.student.isNil() && preview->file.version != row->version) {
        m_loader.forget(PreviewLoader::keyOf(*row, pictureBox()));
        onNewer(preview->file);
    }
    const bool compare = preview->file.status() == PhotoStatus::changeRequested;
    if (const Page page = compare ? Page::compare : Page::photo; m_page != page)
        setPage(page);
    if (compare) {
        displayCompare(*preview);
    } else if (preview->main && preview->photo()) {
        m_canvas->setMarks({});
        m_canvas->fit();
        m_canvas->show(preview->main, frameOf(*preview->photo()));
    } else if (preview->error) {
        m_canvas->showWords(describe(*preview->error), "warning");
    } else {
        m_canvas->showWords(tr("This pupil has no photo. Add one with “More…”."), "students");
    }
    onShown();
}

void PhotoStage::displayCompare(const Preview& p) {
    const auto caption = [](const std::string& title, const domain::Photo* photo) {
        if (!photo)
            return title;
        return title + "\n" + toPolishLocal(photo->source.sentAt) + ", " +
               model::senderText(photo->source.sender) + ", " + model::channelText(photo->source.channel);
    };
    m_compare->show(p.present, p.main, caption(tr("Present"), p.file.accepted()),
                    caption(tr("New"), p.file.proposed()));
}

void PhotoStage::painted() {
    if (!m_shown || !m_shown->main)
        return;
    if (!m_gate.onScreen() && trace::on())
        trace::mark(format("shown {}", m_queue.current().value_or(0)));
    m_gate.painted(m_seen, steadyNow());
    if (!m_firstShown) {
        m_firstShown = true;
        trace::mark("ready");
    }
}

void PhotoStage::loadLarger() {
    const domain::Photo* shownPhoto = photo();
    const PicturePtr& picture = m_canvas->picture();
    if (!shownPhoto || !picture || m_canvas->viewport().zoom() < 1.2 ||
        picture->width >= picture->fullWidth || picture->width >= kLargestSide ||
        picture->height >= kLargestSide || picture != m_shown->main)
        return;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, blob = shownPhoto->blob, turns = turnsOf(*shownPhoto)] {
            return app::ScreenPictures(office).fitted(blob, turns, kLargestSide, kLargestSide);
        },
        [this](Result<app::ScreenPictures::Shown> larger) {
            if (larger && photo() && m_page == Page::photo)
                m_canvas->show(makePicture(*larger), frameOf(*photo()));
        },
        app::TaskRunner::Priority::now);
}

void PhotoStage::setMarks(std::vector<PhotoMark> marks) {
    if (m_page == Page::photo)
        m_canvas->setMarks(std::move(marks));
}

void PhotoStage::showChecks(const app::PhotoAdvice& present, const app::PhotoAdvice& fresh) {
    if (m_page != Page::compare || !m_shown || !m_shown->file.accepted() || !m_shown->file.proposed())
        return;
    m_compare->showChecks({eyesOf(present, turnsOf(*m_shown->file.accepted())),
                           eyesOf(fresh, turnsOf(*m_shown->file.proposed())),
                           model::checkDifferences(present, fresh)});
}

void PhotoStage::zoom(double by) {
    m_page == Page::compare ? m_compare->zoom(by) : m_canvas->zoom(by);
}

void PhotoStage::fit() {
    m_page == Page::compare ? m_compare->fit() : m_canvas->fit();
}

void PhotoStage::blinkWhileHeld(int keyCode) {
    m_compare->holdBlink(true);
    m_blinkKey.begin(keyCode);
}

void PhotoStage::toggleFrames() {
    m_canvas->showFrames(!m_canvas->framesShown());
    m_context.preferences.set("review.frames", m_canvas->framesShown());
}

void PhotoStage::openCrop(std::function<std::optional<domain::CropParams>()> suggested) {
    if (!photo() || !m_shown->main)
        return;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, blob = photo()->blob] {
            return app::ScreenPictures(office).fitted(blob, 0, kEditSide, kEditSide);
        },
        [this, suggested = std::move(suggested)](Result<app::ScreenPictures::Shown> whole) {
            if (!photo())
                return;
            if (!whole) {
                onFailed(whole.error());
                return;
            }
            m_gate.close();
            setPage(Page::crop);
            m_crop->open(*whole, photo()->crop, suggested());
            m_crop->focusFirst();
        });
}

void PhotoStage::closeCrop() {
    if (m_page == Page::crop)
        setPage(Page::photo);
}

bool PhotoStage::cropKey(wxKeyEvent& e) {
    return m_crop->keyPressed(e);
}

bool PhotoStage::owns(const wxWindow* focus) const {
    if (focus == m_canvas)
        return true;
    const bool inCompare =
        focus && (focus == m_compare || m_compare->IsDescendant(const_cast<wxWindow*>(focus)));
    return inCompare && !dynamic_cast<const wxControl*>(focus);
}

} // namespace esek::ui
