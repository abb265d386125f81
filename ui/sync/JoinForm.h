#pragma once
#include "app/SyncService.h"

#include <functional>
#include <wx/panel.h>
#include <wx/timer.h>

class wxButton;
class wxGauge;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class Dialogs;
class NoticeBar;

/// Address, one-time code and, when the administrator gave one, the certificate of the server. The owner
/// does the work and says how it ended.
class JoinForm : public wxPanel {
  public:
    JoinForm(wxWindow* parent, Dialogs&);
    void prefill(const std::string& server, const std::string& caFile);
    void offerBack(bool on);
    void working(bool on);
    bool isWorking() const { return m_working; }
    void failed(const Error&);
    void clear();         ///< the code, and what was told
    bool changed() const; ///< a code was typed and the server was not joined with it
    void SetFocus() override;
    std::function<void(const app::SyncService::JoinRequest&)> onJoin;
    std::function<void()> onBack;

  private:
    void go();
    void grow(); ///< the page around it makes room for what is told
    Dialogs& m_dialogs;
    NoticeBar* m_notice;
    wxTextCtrl *m_address, *m_code, *m_certificate;
    wxStaticText *m_addressHint, *m_codeHint, *m_certificateHint, *m_busy;
    wxButton *m_go, *m_back, *m_choose, *m_cancel;
    std::shared_ptr<app::JoinStop> m_stop; ///< of the join that is under way
    wxGauge* m_gauge;
    wxTimer m_timer;
    bool m_working = false;
};

} // namespace esek::ui
