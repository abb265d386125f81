#pragma once
#include "ui/UiContext.h"
#include "ui/cards/PrintFacts.h"

#include <array>
#include <atomic>
#include <wx/dialog.h>
#include <wx/timer.h>

class wxButton;
class wxChoice;
class wxGauge;
class wxPanel;
class wxTextCtrl;

namespace esek::ui {

class BlankField;
class WrappedText;

/// Cards straight on a card printer: the queue and the first blank are chosen, the print can be paused and
/// stopped, and after a stop or a crash the person says which card was the last good one. Stays open beside
/// the window; closing it stops a print that is under way, after a question. Interface thread only.
class PrintDialog : public wxDialog {
  public:
    /// `what.queue`, `what.order` and `what.firstBlank` are asked for here.
    PrintDialog(wxWindow* parent, UiContext&, app::CardPrinter::Options what, std::vector<domain::CardId>);
    ~PrintDialog() override;

  private:
    enum class Page { choose, running, question, ended };
    struct Running {
        std::atomic<std::size_t> printed{0}, total{0};
        app::PrintControl control{[this](std::size_t p, std::size_t t) {
            printed = p;
            total = t;
        }};
    };
    using Work =
        std::function<Result<app::CardPrinter::Outcome>(app::CardPrinter&, const app::PrintControl&)>;

    wxPanel* buildChoice();
    wxPanel* buildRunning();
    wxPanel* buildQuestion();
    wxPanel* buildEnded();
    wxButton* button(wxWindow* parent, int id, const std::string& label, void (PrintDialog::*)());
    void read();
    void show(Page);
    void say(const std::string& words);
    void fillChoice();
    void fillQueues();
    void fillQuestion();
    void fillEnded(const std::string& words);
    void invite();
    void queueChosen();
    void lastGoodChosen();
    void refit();
    void run(Work);
    /// `before`: the print as it was known when the work began.
    void ended(const Result<app::CardPrinter::Outcome>&, const std::optional<app::PrintJob>& before);
    void start();
    void pause();
    void stop();
    void goOn();
    void giveUp();
    void again();
    void tick();
    void askToStop();

    UiContext& m_ctx;
    app::CardPrinter::Options m_options;
    std::vector<domain::CardId> m_cards;
    PrintFacts m_known;
    std::shared_ptr<Running> m_running;
    Page m_before = Page::choose; ///< where the print under way was asked for
    Page m_shown = Page::choose;
    bool m_closing = false;  ///< the window closes when the work under way has ended
    bool m_settling = false; ///< the rest is being given up
    std::array<wxPanel*, 4> m_pages{};
    WrappedText* m_words = nullptr;
    wxChoice* m_queue = nullptr;
    WrappedText* m_page = nullptr;      ///< of the queue
    WrappedText* m_complaint = nullptr; ///< about that page
    wxChoice* m_order = nullptr;
    std::unique_ptr<BlankField> m_firstBlank;
    wxButton* m_start = nullptr;
    wxGauge* m_gauge = nullptr;
    wxButton* m_pause = nullptr;
    wxChoice* m_lastGood = nullptr;
    std::unique_ptr<BlankField> m_questionBlank;
    wxTextCtrl* m_spoiled = nullptr;
    wxTextCtrl* m_reason = nullptr;
    std::unique_ptr<BlankField> m_endedBlank;
    wxTimer m_timer;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
