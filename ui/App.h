#pragma once
#include "base/Translate.h"
#include "ui/Desktop.h"
#include "ui/Preferences.h"
#include "ui/dialogs/WxDialogs.h"

#include <memory>
#include <optional>
#include <wx/app.h>

namespace esek::ui {

/// `esekretariat [--data DIR] [--lang pl|en] [--text-scale 1.0..2.0] [--screenshot FILE [--view NAME]]`
class App : public wxApp {
  public:
    bool Initialize(int& count, wxChar** words) override;
    void OnInitCmdLine(wxCmdLineParser&) override;
    bool OnCmdLineParsed(wxCmdLineParser&) override;
    bool OnInit() override;
    int OnExit() override;
    int OnRun() override;

  private:
    void takeScreenshot();
    Preferences m_preferences;
    WxDialogs m_dialogs;
    SystemClock m_clock;
    SystemRng m_rng;
    std::unique_ptr<Desktop> m_desktop;
    std::optional<std::string> m_data;
    std::optional<Language> m_language;
    std::string m_screenshot;
    std::string m_view;
    int m_exitCode = 0;
};

} // namespace esek::ui
