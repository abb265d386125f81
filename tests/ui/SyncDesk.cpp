#include "SyncDesk.h"

#include "base/platform/Files.h"
#include "domain/Record.h"
#include "ui/Ids.h"
#include "ui/WelcomeFrame.h"
#include "ui/sync/SyncCenter.h"

#include <wx/app.h>
#include <wx/statusbr.h>
#include <wx/stopwatch.h>
#include <wx/textctrl.h>

namespace esek::test {

namespace id = ui::id;

SyncServer::SyncServer(std::filesystem::path data) : m_data(std::move(data)) {}

std::string SyncServer::run(const std::vector<std::string>& verb) const {
    std::vector<std::string> args{ESEK_SERVER, "--data", m_data.string()};
    args.insert(args.end(), verb.begin(), verb.end());
    int code = 0;
    std::string text = output(args, &code);
    if (code != 0)
        throw std::runtime_error("esekretariat-server " + verb.front() + ": " + std::to_string(code));
    return text;
}

void SyncServer::start() {
    const std::string at = m_url.empty() ? "127.0.0.1:0" : m_url.substr(std::string("http://").size());
    m_process = std::make_unique<Process>(
        std::vector<std::string>{ESEK_SERVER, "--data", m_data.string(), "--listen", at});
    const std::string line = m_process->line();
    const auto begin = line.find("http://");
    if (begin == std::string::npos)
        throw std::runtime_error("the server did not start: " + line);
    m_url = line.substr(begin);
}

void SyncServer::stop() {
    if (!m_process)
        return;
    m_process->signal(SIGTERM);
    static_cast<void>(m_process->wait());
    m_process.reset();
}

std::string SyncServer::addSchool(const domain::School& school) const {
    const auto file = m_data.parent_path() / "school.json";
    platform::writeFileAtomically(file, std::string_view(domain::toJson(school).dump())).value();
    return run({"school", "add", file.string()});
}

std::string SyncServer::invite(const std::string& school, const std::string& name,
                               const std::string& role) const {
    return run({"device", "invite", "--school", school, "--role", role, "--name", name});
}

std::string OtherOffice::operator()(std::vector<std::string> args, int exitCode) const {
    args.insert(args.begin(), {ESEK_CLI, "--data", m_folder.string()});
    int code = 0;
    std::string text = output(args, &code);
    if (code != exitCode)
        throw std::runtime_error("esekretariat-cli " + args[3] + ": " + std::to_string(code));
    return text;
}

void OtherOffice::join(const std::string& url, const std::string& code) const {
    ::setenv("ESEK_CODE", code.c_str(), 1);
    (*this)({"enroll", "--server", url, "--name", "other"});
    ::unsetenv("ESEK_CODE");
}

std::unique_ptr<app::Office> OtherOffice::open() {
    return app::Office::open(m_folder, m_clock, m_rng).value();
}

SyncDesk::SyncDesk(int count, Language language) {
    if (count > 0) {
        auto made = app::Office::create(dir / "replica", sampleSchool(), m_clock, m_rng).value();
        const char* names[] = {"Adamczyk", "Bąk", "Cichy", "Duda", "Ewart"};
        for (int i = 0; i < count; ++i) {
            domain::Student s = sampleStudent(i);
            s.surname = names[i % 5];
            s.givenNames = "Zofia";
            s.classUnit = "1A";
            s.id = {Uuid::v7(m_clock, m_rng)};
            pupils.push_back(s.id);
            static_cast<void>(
                made->replica().commit(made->mutation(s.id.uuid, domain::PutStudent{s})).value());
            const auto bytes = sampleJpeg(i + 1);
            domain::Photo photo;
            photo.id = {Uuid::v7(m_clock, m_rng)};
            photo.blob = made->replica().blobs().put(bytes).value();
            photo.byteCount = static_cast<std::int64_t>(bytes.size());
            photo.width = 380;
            photo.height = 520;
            const domain::Actor parent{domain::Role::guardian, "Adam Nowak", ""};
            photo.source = {domain::PhotoChannel::panel, parent, "a.jpg", m_clock.now()};
            static_cast<void>(
                made->replica()
                    .commit(made->mutation(pupils.back().uuid,
                                           domain::PhotoChange(domain::SubmitPhoto{std::move(photo), false}),
                                           parent))
                    .value());
        }
    }
    school = server.addSchool(sampleSchool());
    server.start();
    ui::useLanguage(language);
    m_preferences = ui::Preferences(dir / "desktop.json");
    m_preferences.set("view", "sync");
    m_preferences.set("operator.name", "Anna Nowak");
    m_desktop = std::make_unique<ui::Desktop>(m_preferences, dialogs, m_clock, m_rng);
    if (count > 0)
        m_desktop->open(dir / "replica").value();
    else
        m_desktop->welcome(dir / "replica");
    until([this] { return window().IsActive(); }, 5000);
    settle();
}

SyncDesk::~SyncDesk() {
    m_desktop->endSync(std::chrono::seconds(20));
    m_desktop->tasks().waitIdle();
    if (auto* open = m_desktop->frame())
        open->Close(true);
    if (auto* welcome = m_desktop->welcomeFrame())
        welcome->Close(true);
    pump(100);
}

wxTopLevelWindow& SyncDesk::window() {
    if (auto* main = m_desktop->frame())
        return *main;
    return *m_desktop->welcomeFrame();
}

std::string SyncDesk::statusText() {
    return std::string(frame().GetStatusBar()->GetStatusText(0).utf8_str());
}

void SyncDesk::key(int code, int modifiers) {
    m_hands.Char(code, modifiers);
    pump(60);
}

void SyncDesk::type(const std::string& ascii) {
    for (const char c : ascii) {
        m_hands.Text(std::string(1, c).c_str());
        pump(15);
    }
}

void SyncDesk::click(int wanted) {
    const wxPoint at = middleInSight(*find<wxWindow>(wanted));
    m_hands.MouseMove(at.x, at.y);
    pump(40);
    m_hands.MouseClick();
    pump(60);
}

bool SyncDesk::until(const std::function<bool()>& so, int milliseconds) {
    wxStopWatch watch;
    while (!so()) {
        if (watch.Time() > milliseconds)
            return false;
        pump(20);
    }
    return true;
}

void SyncDesk::settle() {
    for (int i = 0; i < 4; ++i) {
        pump(60);
        m_desktop->tasks().waitIdle();
    }
    pump(60);
}

void SyncDesk::screenshot(const std::string& name) {
    settle();
    takeScreenshot(window(), name);
}

void SyncDesk::typeJoin(const std::string& code) {
    // A colon and a slash are not on every test keyboard.
    find<wxTextCtrl>(id::joinAddress)->ChangeValue(server.url());
    auto* field = find<wxTextCtrl>(id::joinCode);
    field->SetFocus();
    field->SelectAll();
    type(code);
    key(WXK_RETURN);
}

void SyncDesk::join() {
    typeJoin(server.invite(school, "desk"));
    if (!until([&] { return synced(); }))
        throw std::runtime_error("not joined: " + statusText());
    settle();
}

void SyncDesk::joinOther() {
    other.join(server.url(), server.invite(school, "other"));
    other({"sync"});
}

bool SyncDesk::synced() {
    const auto& center = m_desktop->context()->sync;
    return center.joined() && center.status().state == sync::LoopStatus::State::online &&
           summary().waiting == 0;
}

domain::PhotoStatus SyncDesk::status(std::size_t pupil) {
    return replica().photos().file(pupils.at(pupil)).value().status();
}

} // namespace esek::test
