#pragma once
#include "app/PortalService.h"
#include "ui/UiContext.h"

#include <functional>
#include <optional>
#include <vector>
#include <wx/dialog.h>
#include <wx/timer.h>

class wxButton;
class wxCheckBox;
class wxChoice;
class wxGauge;

namespace esek::ui {

class WrappedText;

/// Logins to the families' panel on slips: for whom, what becomes of earlier slips, and the PDF. The server
/// makes the logins, so it says clearly when there is none or no network. Stays open beside the window.
/// Interface thread only.
class LoginsDialog : public wxDialog {
  public:
    struct Pupils {
        std::optional<domain::Student> chosen;
        std::string classUnit;               ///< that the list is filtered by; empty: none
        std::vector<domain::Student> inList; ///< those that the list shows
        std::vector<storage::ClassRow> classes;
    };
    LoginsDialog(wxWindow* parent, UiContext&, Pupils);
    /// Slips were written; the dialog closes after it.
    std::function<void(const app::PortalService::Slips&, const std::string& file)> onIssued;

  private:
    wxSizer* buildButtons();
    void readGuardians();
    void fillPupils();
    void fillWho();
    app::PortalService::Order order() const;
    void read(); ///< which logins there are, from the server
    void plan();
    void issue();
    void send(); ///< the office's changes first, so that the server knows the pupils
    void sent();
    void make();
    void finished(const Result<app::PortalService::Slips>&);
    void failed(const Error&);
    enum class Work { none, asking, sending, making };
    void working(Work);
    void say(const std::string& words);

    UiContext& m_ctx;
    Pupils m_pupils;
    std::vector<domain::Guardian> m_guardians; ///< of the chosen pupil
    std::optional<app::PortalService::Logins> m_logins;
    bool m_any = false; ///< the order as it is chosen makes a login
    std::string m_file;
    Work m_work = Work::none;
    int m_cycles = 0; ///< of the synchronisation, when the sending began
    bool m_again = false;
    WrappedText* m_words = nullptr;
    WrappedText* m_sum = nullptr;
    wxChoice* m_whose = nullptr;
    wxChoice* m_who = nullptr;
    wxCheckBox* m_onlyMissing = nullptr;
    wxGauge* m_gauge = nullptr;
    wxButton* m_make = nullptr;
    wxButton* m_retry = nullptr;
    wxTimer m_timer;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_planning;  ///< renewed when something else is chosen
    app::TaskRunner::Scope m_listening; ///< to the synchronisation
};

} // namespace esek::ui
