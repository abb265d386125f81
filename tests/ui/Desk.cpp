#include "Desk.h"

#include "base/platform/Files.h"
#include <algorithm>
#include <utility>
#include <wx/app.h>
#include <wx/evtloop.h>
#include <wx/stattext.h>
#include <wx/stopwatch.h>
#include <wx/utils.h>

namespace esek::test {

void ScriptedDialogs::open(const std::string& question) {
    asked.push_back(question);
    if (const auto happens = std::exchange(meanwhile, {}))
        happens();
}

std::optional<std::string> ScriptedDialogs::next() {
    if (files.empty())
        return std::nullopt;
    std::string file = files.front();
    files.pop_front();
    return file;
}

bool ScriptedDialogs::confirm(wxWindow*, const std::string&, const std::string& question,
                              const std::string&) {
    open(question);
    if (answers.empty())
        return nextConfirm;
    const bool answer = answers.front();
    answers.pop_front();
    return answer;
}
ui::Dialogs::Save ScriptedDialogs::saveChanges(wxWindow*, const std::string& what, bool) {
    unsaved.push_back(what);
    return nextSave;
}
void ScriptedDialogs::inform(wxWindow*, const std::string& title, const std::string&) {
    open(title);
}
void ScriptedDialogs::error(wxWindow*, const std::string& text) {
    errors.push_back(text);
}
std::optional<std::string> ScriptedDialogs::openFile(wxWindow*, const std::string& title,
                                                     const std::string&) {
    open(title);
    return next();
}
std::optional<std::string> ScriptedDialogs::openFolder(wxWindow*, const std::string& title) {
    open(title);
    return next();
}
std::optional<std::string> ScriptedDialogs::saveFile(wxWindow*, const std::string& title, const std::string&,
                                                     const std::string&) {
    open(title);
    return next();
}

std::optional<std::string> ScriptedDialogs::askText(wxWindow*, const std::string&,
                                                    const std::string& question, const std::string&) {
    open(question);
    if (texts.empty())
        return std::nullopt;
    std::string text = texts.front();
    texts.pop_front();
    return text;
}
std::optional<std::string>
ScriptedDialogs::askPassword(wxWindow*, const std::string&, const std::string& words, const std::string&,
                             const std::function<std::string(const std::string&)>& complaint) {
    open(words);
    if (passwords.empty())
        return std::nullopt;
    std::string password = passwords.front();
    passwords.pop_front();
    if (complaint && !complaint(password).empty()) { // the question would stay open
        asked.push_back(complaint(password));
        return std::nullopt;
    }
    return password;
}
bool ScriptedDialogs::openWithSystem(const std::string& path) {
    opened.push_back(path);
    return true;
}

void pump(int milliseconds) {
    wxStopWatch watch;
    do {
        wxTheApp->ProcessPendingEvents();
        if (auto* loop = wxEventLoopBase::GetActive())
            loop->YieldFor(wxEVT_CATEGORY_ALL);
        wxMilliSleep(5);
    } while (watch.Time() < milliseconds);
}

std::filesystem::path screenshotFolder() {
    const std::filesystem::path folder = ESEK_SCREENSHOTS;
    std::filesystem::create_directories(folder);
    return folder;
}

Desk::Desk(const std::function<void(SampleOffice&)>& fill, Language language, const std::string& view) {
    fill(m_made);
    const auto folder = m_made.office->dir();
    m_made.office.reset();
    ui::useLanguage(language);
    m_preferences = ui::Preferences(m_made.dir / "desktop.json");
    m_preferences.set("view", view);
    m_preferences.set("operator.name", "Anna Nowak");
    m_desktop = std::make_unique<ui::Desktop>(m_preferences, m_dialogs, m_made.clock, m_made.rng);
    m_desktop->open(folder).value();
    m_replica = storage::Replica::open(folder, m_made.clock, m_made.rng).value();
    until([this] { return frame().IsActive(); }, 5000);
    settle();
}

Desk::~Desk() {
    m_desktop->tasks().waitIdle();
    if (auto* frame = m_desktop->frame())
        frame->Close(true);
    pump(100);
}

void Desk::key(int code, int modifiers) {
    m_hands.Char(code, modifiers);
    pump(60);
}

void Desk::type(const std::string& ascii) {
    for (const char c : ascii) {
        m_hands.Text(std::string(1, c).c_str());
        pump(15);
    }
}

wxPoint middleInSight(const wxWindow& window) {
    const wxRect place = window.GetScreenRect();
    const wxPoint middle(place.x + place.width / 2, place.y + place.height / 2);
    for (const wxWindow* w = &window; w; w = w->IsTopLevel() ? nullptr : w->GetParent())
        if (!w->IsShown() || !w->GetScreenRect().Contains(middle))
            throw std::runtime_error("cannot be clicked, since it is hidden or scrolled away: " +
                                     std::string(window.GetLabel().utf8_str()));
    return middle;
}

void Desk::click(wxWindow* window) {
    const wxPoint at = middleInSight(*window);
    m_hands.MouseMove(at.x, at.y);
    pump(40);
    m_hands.MouseClick();
    pump(60);
}

bool Desk::until(const std::function<bool()>& so, int milliseconds) {
    wxStopWatch watch;
    while (!so()) {
        if (watch.Time() > milliseconds)
            return false;
        pump(10);
    }
    return true;
}

void Desk::settle() {
    // Results lead to new work (a list, then the picture of its first row): look several times.
    for (int i = 0; i < 4; ++i) {
        pump(60);
        m_desktop->tasks().waitIdle();
    }
    pump(60);
}

void Desk::screenshot(const std::string& name) {
    settle();
    takeScreenshot(frame(), name);
}

bool says(const wxWindow& window, const std::string& words) {
    if (const auto* text = dynamic_cast<const wxStaticText*>(&window); text && text->IsShownOnScreen()) {
        wxString label = text->GetLabelText();
        label.Replace("\n", " ");
        if (label.Contains(wxString::FromUTF8(words)))
            return true;
    }
    const auto& children = window.GetChildren();
    return std::any_of(children.begin(), children.end(),
                       [&](const wxWindow* child) { return says(*child, words); });
}

void takeScreenshot(wxWindow& window, const std::string& name) {
    // From outside: GTK 3 gives a program the first copy it made of the screen again and again.
    const wxRect place = window.GetScreenRect();
    const auto file = screenshotFolder() / (name + ".png");
    const wxString command = wxString::Format("import -window root -crop %dx%d+%d+%d +repage \"%s\"",
                                              place.width, place.height, place.x, place.y, file.string());
    if (wxExecute(command, wxEXEC_SYNC | wxEXEC_NODISABLE) != 0)
        throw std::runtime_error("import of ImageMagick failed");
}

} // namespace esek::test
