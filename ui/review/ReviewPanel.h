#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"
#include "ui/controls/KeyHold.h"
#include "ui/controls/SidePane.h"
#include "ui/model/QueueModel.h"
#include "ui/model/ReviewDecision.h"
#include "ui/model/ReviewGate.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/PreviewLoader.h"
#include "ui/review/ReviewAdvice.h"
#include "ui/review/ReviewBadges.h"

#include <deque>
#include <wx/panel.h>
#include <wx/timer.h>

class wxSimplebook;
class wxSplitterWindow;

namespace esek::ui {

class CompareView;
class CropEditor;
class PhotoCanvas;
class PhotoFacts;
class PhotoList;
class RejectPane;
class ReviewActions;
class ReviewFilters;
class ReviewNotice;
class ReviewTabs;

/// "Zdjęcia": the queue of photos on the left, the one that is looked at on the right, decisions by key or
/// button. Everything that reads or writes goes through the task runner; decisions one after another, in
/// their order.
class ReviewPanel : public wxPanel {
  public:
    ReviewPanel(wxWindow* parent, UiContext&);
    ~ReviewPanel() override;
    /// Data changed elsewhere (an import, another view): reads anew and keeps the place.
    void refresh();
    /// The keys belong to the photos.
    void SetFocus() override;

    // For tests and for views that lead here.
    void choose(std::optional<domain::PhotoStatus>);
    const model::QueueModel& queue() const { return m_queue; }
    std::optional<model::ReviewGate::Seen> onScreen() const { return m_gate.onScreen(); }
    std::string noticeText() const;
    bool busy() const { return m_deciding || m_loading; }
    int badge(std::size_t row) const; ///< 0 nothing to say, 1 advice, 2 error

  private:
    enum class Page { photo, compare, crop };

    // ReviewPanel.cpp: windows, rows
    void build();
    void buildFilters();
    wxWindow* buildDetail(wxWindow* parent);
    storage::PhotoFilter filter() const;
    /// Goes on once a typed note is sent or thrown away.
    void free(std::function<void()> go, std::function<void()> stay = {});
    void reload(std::optional<domain::StudentId> go = std::nullopt);
    void readCounts();
    void markedChanged();
    void badgesLater();
    void wantBadges();
    std::string emptyText() const;

    // ReviewPanelShow.cpp: the photo that is looked at
    void showCurrent();
    void display(const PreviewPtr&);
    void displayCompare(const Preview&);
    void nothingToShow();
    void resized();
    void wantAhead();
    void arrived(const PreviewLoader::Key&, const PreviewPtr&);
    void painted();
    void showFacts(const model::Row&, const Preview*);
    void readMore();
    void showMarks();
    void showCompareChecks();
    void loadLarger();
    void setPage(Page);
    void showActions(); ///< where something can be decided
    wxSize pictureBox() const;

    // ReviewPanelKeys.cpp
    void keyPressed(wxKeyEvent&);

    // ReviewPanelRun.cpp: moving, marking, looking
    void run(model::Command, bool byKey);
    void moved(bool);

    // ReviewPanelDecide.cpp
    void decide(model::Command, bool byKey);
    void decideSeveral(model::Command);
    std::string findingsOf(const std::vector<app::ReviewService::Seen>&) const;

    // ReviewPanelReasons.cpp
    void openReasons(model::Command, std::size_t several);
    void closeReasons();

    // ReviewPanelWrite.cpp: decisions on their way into the database
    void push(model::ReviewDecision);
    void carryOutNext();
    void finished(const model::ReviewDecision&, Result<domain::PhotoFile>);
    void bulk(model::Command, std::vector<app::ReviewService::Seen>, std::vector<domain::RejectionReason>,
              std::string note);
    void undo();
    void failed(const Error&);
    void dataChangedSoon();

    // ReviewPanelFiles.cpp: crop, own photo, original
    void editCrop();
    void saveCrop(const domain::CropParams&);
    void addPhoto();
    void saveOriginal();
    void allowPrinting(bool);

    UiContext& m_context;
    model::QueueModel m_queue;
    model::ReviewGate m_gate;
    PreviewLoader m_loader;
    ReviewAdvice m_advice;
    ReviewBadges m_badges;
    KeyHold m_blinkKey;
    UnsavedChanges::Known m_known;
    PreviewPtr m_shown;
    std::optional<domain::StudentId> m_expected; ///< the pupil whose picture is to come
    std::map<domain::StudentId, model::PhotoHistory> m_history;

    std::deque<model::ReviewDecision> m_decisions;
    std::optional<domain::PhotoStatus> m_read; ///< the tab whose rows are in the list
    bool m_deciding = false;
    bool m_loading = false;
    bool m_ownChange = false;
    bool m_firstShown = false;
    bool m_noPupils = false;
    std::optional<model::ReviewDecision> m_open; ///< waits for its reasons
    std::vector<app::ReviewService::Seen> m_openSeveral;
    Page m_page = Page::photo;

    app::TaskRunner::Scope m_scope;       ///< decisions: their results always come
    app::TaskRunner::Scope m_rowsScope;   ///< renewed when the filter changes
    app::TaskRunner::Scope m_detailScope; ///< renewed when another photo is shown
    wxTimer m_resting;                    ///< history and checks, once the clerk stays on a photo
    wxTimer m_badging;                    ///< checks of the list, once the clerk rests for longer
    wxTimer m_telling;                    ///< other views hear of decisions after a pause
    wxTimer m_resizing;                   ///< pictures of the new size once the window keeps it

    ReviewTabs* m_tabs = nullptr;
    ReviewFilters* m_filters = nullptr;
    wxSplitterWindow* m_splitter = nullptr;
    std::unique_ptr<SidePane> m_side;
    PhotoList* m_list = nullptr;
    wxSimplebook* m_book = nullptr;
    PhotoCanvas* m_canvas = nullptr;
    CompareView* m_compare = nullptr;
    CropEditor* m_crop = nullptr;
    PhotoFacts* m_facts = nullptr;
    RejectPane* m_reject = nullptr;
    ReviewActions* m_actions = nullptr;
    ReviewNotice* m_notice = nullptr;
};

} // namespace esek::ui
