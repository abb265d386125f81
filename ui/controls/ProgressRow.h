#pragma once
#include "base/Progress.h"

#include <functional>
#include <memory>
#include <string>
#include <wx/panel.h>
#include <wx/timer.h>

class wxGauge;
class wxStaticText;
class wxButton;

namespace esek::ui {

/// Progress of long work in a row of a view: words, bar, Cancel. Hidden while nothing runs. The Progress
/// given to the worker outlives it; closing the window cancels.
class ProgressRow : public wxPanel {
  public:
    ProgressRow(wxWindow* parent, int cancelId);
    ~ProgressRow() override;
    /// Shows the row and gives what the worker reports to.
    std::shared_ptr<Progress> start(const std::string& what);
    void finish();
    bool running() const { return m_shared != nullptr; }

  private:
    struct Shared;
    void show();
    std::shared_ptr<Shared> m_shared;
    wxStaticText* m_text;
    wxGauge* m_gauge;
    wxButton* m_cancel;
    wxTimer m_timer;
    std::string m_what;
};

} // namespace esek::ui
