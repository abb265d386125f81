#pragma once
#include "ui/UiContext.h"
#include "ui/controls/SidePane.h"
#include "ui/model/DecisionQueue.h"
#include "ui/model/QueueModel.h"
#include "ui/review/PhotoFileActions.h"
#include "ui/review/ReviewBadges.h"

#include <wx/panel.h>
#include <wx/timer.h>

class wxSplitterWindow;

namespace esek::ui {

class PhotoDetail;
class PhotoList;
class ReviewFilters;
class ReviewNotice;
class ReviewTabs;

/// "Zdjęcia": the queue of photos on the left, the one that is looked at on the right, decisions by key or
/// button. Everything that reads or writes goes through the task runner.
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
    std::optional<model::ReviewGate::ShownPhoto> onScreen() const;
    std::string noticeText() const;
    /// A picture that was dropped there, for the pupil under the pointer, else the one in front, after a
    /// question.
    void addPhoto(const std::string& file, const wxPoint& screen);
    bool busy() const { return m_decisions.busy() || m_loading; }
    int badge(std::size_t row) const; ///< 0 nothing to say, 1 advice, 2 error

  private:
    void build();
    void buildTabs();
    void buildFilters();
    void buildList(wxWindow* parent);
    void buildDetail(wxWindow* parent);

    // What the list holds.
    storage::PhotoFilter filter() const;
    void reload(std::optional<domain::StudentId> go = std::nullopt);
    void readCounts();
    void replaceRow(const domain::PhotoFile&);
    std::string emptyText() const;
    void badgesLater();
    void wantBadges();

    // What the clerk asks for.
    void keyPressed(wxKeyEvent&);
    void run(model::Command, bool byKey);
    /// Goes on once a typed note is sent or thrown away.
    void free(std::function<void()> go, std::function<void()> stay = {});
    void moved(bool another);
    void markedChanged();
    void showCurrent();
    void decide(model::Command, bool byKey);
    void decideSeveral(model::Command);
    void push(model::ReviewDecision);
    void addPhoto();
    void photoAdded(const model::Row&, const Result<domain::PhotoFile>&);
    void saveOriginal();
    void confirmHeadwear();

    // What came of it.
    void decided(const model::ReviewDecision&, const Result<domain::PhotoFile>&);
    void decidedSeveral(model::Command, const Result<app::ReviewService::Bulk>&);
    void undone(const Result<model::DecisionQueue::Undone>&);
    /// The file of one pupil was written in another way.
    void written(const domain::StudentId&, const std::string& words);
    void failed(const Error&);
    void dataChangedSoon();

    UiContext& m_context;
    model::QueueModel m_queue;
    model::DecisionQueue m_decisions;
    PhotoFileActions m_files;
    ReviewBadges m_badges;
    std::optional<domain::PhotoStatus> m_read; ///< the tab whose rows are in the list
    bool m_loading = false;
    bool m_ownChange = false;
    bool m_noPupils = false;
    bool m_noPhotos = false;
    app::TaskRunner::Scope m_rowsScope; ///< renewed when the filter changes
    wxTimer m_badging;                  ///< checks of the list, once the clerk rests for longer
    wxTimer m_telling;                  ///< other views hear of decisions after a pause

    ReviewTabs* m_tabs = nullptr;
    ReviewFilters* m_filters = nullptr;
    wxSplitterWindow* m_splitter = nullptr;
    std::unique_ptr<SidePane> m_side;
    PhotoList* m_list = nullptr;
    PhotoDetail* m_detail = nullptr;
    ReviewNotice* m_notice = nullptr;
};

} // namespace esek::ui
