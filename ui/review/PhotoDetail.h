#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"
#include "ui/model/ReviewDecision.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/PhotoStage.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewAdvice.h"

#include <wx/scrolwin.h>

class wxBoxSizer;

namespace esek::ui {

class PhotoFacts;

/// The photo that is looked at: its picture, what is known of it, the reasons of a rejection while they are
/// asked for, and the buttons; it scrolls where large text needs more room. Interface thread only.
class PhotoDetail : public wxScrolledWindow {
  public:
    using Photos = std::vector<app::ReviewService::ListedPhoto>;

    PhotoDetail(wxWindow* parent, UiContext&, const model::QueueModel&);

    PhotoStage& stage() { return *m_stage; }
    const PhotoStage& stage() const { return *m_stage; }
    /// The queue's current row, or these words when there is none.
    void showCurrent(const std::string& emptyWords);
    /// Something changed elsewhere: all that is known of photos is asked for again.
    void forget();
    /// Something was written about this pupil's photo, or about many.
    void forgetHistory(const domain::StudentId&);
    void forgetHistory() { m_history.clear(); }
    void editCrop();

    void setState(const ReviewActions::State&); ///< what the buttons offer
    void setCanUndo(bool);
    void popUp(wxWindow& over); ///< the commands of the buttons as a context menu

    /// Asks for what a rejection needs; onReasoned or onSeveralReasoned tell of it when it is sent.
    void askReasons(model::ReviewDecision);
    void askReasons(Photos);
    bool asking() const;
    bool noteTyped() const; ///< it would be lost by closeReasons()
    void closeReasons();
    bool inReasons(const wxWindow* focus) const;

    std::function<void(model::Command)> onCommand;
    std::function<void(bool)> onAllowPrinting;
    std::function<void()> onShown;
    std::function<void(const app::PhotoOfStudent&, app::PhotoAdvice::Severity)> onChecked;
    std::function<void(model::ReviewDecision)> onReasoned;
    std::function<void(Photos, std::vector<domain::RejectionReason>, std::string note)> onSeveralReasoned;
    std::function<void()> onReasonsClosed;

  private:
    void build();
    void openReasons(const RejectPane::Words&, const std::vector<domain::RejectionReason>& preset);
    void send(std::vector<domain::RejectionReason>, std::string note);
    void photoShown();
    void showFacts();
    void showChecks();
    void readMore();
    void showActions(); ///< where something can be decided
    void placeFacts();  ///< beside the picture or below it
    void arrange();
    const app::PhotoAdvice* advice() const; ///< about the photo that is decided about; null: not yet

    UiContext& m_context;
    const model::QueueModel& m_queue;
    ReviewAdvice m_advice;
    std::map<domain::StudentId, model::PhotoHistory> m_history;
    UnsavedChanges::Known m_known;
    std::optional<model::ReviewDecision> m_open; ///< waits for its reasons
    Photos m_openSeveral;                        ///< the same for several
    app::TaskRunner::Scope m_scope;              ///< renewed when another photo is shown
    wxTimer m_resting;                           ///< history and checks, once the clerk stays on a photo
    wxBoxSizer* m_beside = nullptr;              ///< the picture and what stands beside it
    PhotoStage* m_stage = nullptr;
    PhotoFacts* m_facts = nullptr;
    RejectPane* m_reject = nullptr;
    ReviewActions* m_actions = nullptr;
};

} // namespace esek::ui
