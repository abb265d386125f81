#include "ui/App.h"

#include "base/Describe.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "base/platform/Privacy.h"
#include "ui/MainFrame.h"
#include "ui/Screenshot.h"
#include "ui/Text.h"
#include "ui/WelcomeFrame.h"
#include "ui/theme/TextScale.h"

#include <cstdio>
#include <cstdlib>
#include <wx/cmdline.h>
#include <wx/image.h>

namespace esek::ui {

bool App::Initialize(int& count, wxChar** words) {
    platform::keepNewFilesPrivate(); // the toolkit's main comes here first
    // Before the toolkit starts: it reads the size of text once.
    m_preferences = Preferences(Preferences::defaultFile());
    double scale = m_preferences.real("textScale", 1.0);
    for (int i = 1; i + 1 < count; ++i) {
        double typed = 0;
        if (wxString(words[i]) == "--text-scale" && wxString(words[i + 1]).ToCDouble(&typed))
            scale = typed;
    }
    prepareTextScale(scale);
    return wxApp::Initialize(count, words);
}

void App::OnInitCmdLine(wxCmdLineParser& parser) {
    parser.SetSwitchChars("-");
    parser.AddSwitch("h", "help", "this text", wxCMD_LINE_OPTION_HELP);
    parser.AddLongOption("data", "folder of the school's data");
    parser.AddLongOption("lang", "pl or en");
    parser.AddLongOption("text-scale", "size of text, 1.0 to 2.0");
    parser.AddLongOption("screenshot", "save a picture of the window and end");
    parser.AddLongOption(
        "view",
        "view to open: review, students, cards, reports, sync, settings, import, import-photos, welcome");
}

bool App::OnCmdLineParsed(wxCmdLineParser& parser) {
    wxString text;
    if (parser.Found("data", &text))
        m_data = utf8(text);
    if (parser.Found("lang", &text)) {
        if (text != "pl" && text != "en")
            return false;
        m_language = text == "pl" ? Language::polish : Language::english;
    }
    if (parser.Found("screenshot", &text))
        m_screenshot = utf8(text);
    if (parser.Found("view", &text))
        m_view = utf8(text);
    return true;
}

bool App::OnInit() {
    SetAppName("esekretariat");
    SetAppDisplayName("e-Sekretariat");
    if (!wxApp::OnInit())
        return false;
    wxInitAllImageHandlers();
    useLanguage(m_language.value_or(m_preferences.text("language", "pl") == "en" ? Language::english
                                                                                 : Language::polish));
    m_desktop = std::make_unique<Desktop>(m_preferences, m_dialogs, m_clock, m_rng);
    const std::string known = m_data.value_or(m_preferences.text("data"));
    const auto folder = known.empty() ? platform::userDataDir() / "school" : platform::pathFromUtf8(known);
    const bool exists = storage::Replica::exists(folder);
    if (m_view == "welcome" || (!m_screenshot.empty() && !exists)) {
        m_desktop->welcome(folder);
    } else if (auto opened =
                   m_screenshot.empty() ? m_desktop->start(folder, !known.empty()) : m_desktop->open(folder);
               !opened) {
        if (m_screenshot.empty())
            m_dialogs.error(nullptr, describe(opened.error()));
        else
            std::fprintf(stderr, "esekretariat: %s\n", describe(opened.error()).c_str());
        m_exitCode = exitCode(opened.error().code);
        return m_exitCode == 0;
    }
    if (auto* frame = m_desktop->frame(); frame && !m_view.empty())
        frame->showView(m_view);
    if (!m_screenshot.empty())
        takeScreenshot();
    return true;
}

void App::takeScreenshot() {
    wxTopLevelWindow* window = m_desktop->frame();
    if (!window)
        window = m_desktop->welcomeFrame();
    screenshotWhenQuiet(window, m_desktop->tasks(), platform::pathFromUtf8(m_screenshot),
                        [this, window](bool done) {
                            m_exitCode = done ? 0 : 3;
                            window->Close(true);
                        });
}

int App::OnRun() {
    wxApp::OnRun();
    return m_exitCode;
}

int App::OnExit() {
    // A search for an address in a dead network cannot be stopped. Every step of the sync may be cut: what
    // was under way goes on at the next start, so the program does not keep the clerk waiting for it.
    if (m_desktop && !m_desktop->endSync(std::chrono::milliseconds(800)))
        std::_Exit(m_exitCode);
    m_desktop.reset();
    return wxApp::OnExit();
}

} // namespace esek::ui
