// Ways from one school to another, and what is shown when the school of last time cannot be opened.
#include "Desk.h"
#include "app/SchoolBackup.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "ui/Ids.h"
#include "ui/RecentSchools.h"
#include "ui/WelcomeFrame.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <set>
#include <thread>
#include <wx/button.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <sys/resource.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;
namespace fs = std::filesystem;

namespace {

/// A desktop without a window yet, and schools to open in it.
struct SchoolsDesk {
    TempDir dir;
    FixedClock clock;
    SystemRng rng;
    ScriptedDialogs dialogs;
    ui::Preferences preferences{dir / "desktop.json"};
    std::unique_ptr<ui::Desktop> desktop;

    SchoolsDesk() {
        ui::useLanguage(Language::english);
        preferences.set("operator.name", "Anna Nowak");
        desktop = std::make_unique<ui::Desktop>(preferences, dialogs, clock, rng);
    }
    ~SchoolsDesk() {
        desktop->endSync(std::chrono::seconds(5));
        desktop->tasks().waitIdle();
        if (auto* frame = desktop->frame())
            frame->Close(true);
        if (auto* welcome = desktop->welcomeFrame())
            welcome->Close(true);
        pump(200);
    }
    fs::path school(const std::string& name, int pupils = 1) {
        auto data = sampleSchool();
        data.name = "School " + name;
        const auto office = app::Office::create(dir / name, data, clock, rng).value();
        for (int i = 0; i < pupils; ++i) {
            domain::Student s = sampleStudent(i);
            s.id = {Uuid::v7(clock, rng)};
            office->replica().commit(office->mutation(s.id.uuid, domain::PutStudent{s})).value();
        }
        return dir / name;
    }
    void settle() {
        for (int i = 0; i < 4; ++i) {
            pump(60);
            desktop->tasks().waitIdle();
        }
        pump(100);
    }
    void click(wxWindow* window) {
        const wxRect place = window->GetScreenRect();
        m_hands.MouseMove(place.x + place.width / 2, place.y + place.height / 2);
        pump(40);
        m_hands.MouseClick();
        settle();
    }
    wxWindow* control(wxWindow* in, int id) {
        wxWindow* found = wxWindow::FindWindowById(id, in);
        if (!found)
            throw std::runtime_error("no control " + std::to_string(id));
        return found;
    }
    bool opened(const std::string& name) {
        pump(300);
        settle();
        return desktop->frame() && desktop->frame()->GetTitle().Contains("School " + name);
    }

  private:
    wxUIActionSimulator m_hands;
};

/// As on a full disk: no file of this process can grow beyond a block. A disk of our own would need the
/// rights of root.
class FullDisk {
  public:
    FullDisk() : m_signal(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit nothing = m_before;
        nothing.rlim_cur = 512;
        ::setrlimit(RLIMIT_FSIZE, &nothing);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    void (*m_signal)(int);
    rlimit m_before{};
};

} // namespace

TEST_CASE("schools: a full disk at the start is told as that, and the school opens once there is room") {
    SchoolsDesk desk;
    const auto folder = desk.school("a");
    {
        const FullDisk full;
        REQUIRE(desk.desktop->start(folder, true));
        desk.settle();
        auto* welcome = desk.desktop->welcomeFrame();
        REQUIRE(welcome);
        CHECK(desk.desktop->frame() == nullptr);
        CHECK(says(*welcome, "The disk is full"));
        desk.click(desk.control(welcome, id::welcomeRetry));
        CHECK(desk.desktop->frame() == nullptr);
    }
    desk.click(desk.control(desk.desktop->welcomeFrame(), id::welcomeRetry));
    CHECK(desk.opened("a"));
    CHECK(desk.desktop->context()->office.replica().students().list().value().size() == 1);
}

TEST_CASE("schools: a folder that is not there is named, and opens once it is there again") {
    SchoolsDesk desk;
    const auto folder = desk.school("a");
    const auto away = desk.dir / "unplugged";
    fs::rename(folder, away);
    REQUIRE(desk.desktop->start(folder, true));
    auto* welcome = desk.desktop->welcomeFrame();
    REQUIRE(welcome);
    desk.settle();
    CHECK(says(*welcome, "The folder " + platform::toUtf8(folder)));
    // Nothing invites to make an empty school in its place.
    CHECK_FALSE(desk.control(welcome, id::welcomeCreate)->IsShownOnScreen());
    desk.click(desk.control(welcome, id::welcomeRetry));
    CHECK(desk.desktop->frame() == nullptr);
    fs::rename(away, folder);
    desk.click(desk.control(welcome, id::welcomeRetry));
    CHECK(desk.opened("a"));
}

TEST_CASE("schools: a damaged one is told, and a backup is restored in the window") {
    SchoolsDesk desk;
    const auto folder = desk.school("a", 3);
    const auto backup = desk.dir / "copy.esek";
    app::Office::open(folder, desk.clock, desk.rng).value()->replica().care().backup(backup).value();
    std::ofstream(folder / "replica.sqlite", std::ios::binary) << "no database at all, only some words";
    REQUIRE(desk.desktop->start(folder, true));
    auto* welcome = desk.desktop->welcomeFrame();
    REQUIRE(welcome);
    desk.settle();
    CHECK(says(*welcome, "database is damaged"));
    desk.dialogs.files.push_back(backup.string());
    desk.click(desk.control(welcome, id::welcomeRestore));
    REQUIRE(desk.opened("a"));
    CHECK(desk.desktop->context()->office.replica().students().list().value().size() == 3);
    // The damaged one stays as it is.
    CHECK_FALSE(fs::equivalent(desk.desktop->context()->office.dir(), folder));
    CHECK(fs::file_size(folder / "replica.sqlite") < 100);
}

TEST_CASE("schools: an encrypted backup is compared with the open school before it is worked with") {
    SchoolsDesk desk;
    const auto folder = desk.school("a", 3);
    const auto backup = desk.dir / "copy.esek";
    const std::string password = "four words on paper";
    {
        const auto office = app::Office::open(folder, desk.clock, desk.rng).value();
        app::backUpSchool(*office, backup, password).value();
        domain::Student s = sampleStudent(7);
        s.id = {Uuid::v7(desk.clock, desk.rng)};
        office->replica().commit(office->mutation(s.id.uuid, domain::PutStudent{s})).value();
    }
    REQUIRE(desk.desktop->open(folder));
    REQUIRE(desk.opened("a"));
    std::set<fs::path> before; // of other tests in this process
    const auto restored = [&] {
        std::set<fs::path> found;
        if (fs::exists(platform::userDataDir()))
            for (const auto& entry : fs::directory_iterator(platform::userDataDir()))
                if (storage::Replica::exists(entry.path()) && !before.contains(entry.path()))
                    found.insert(entry.path());
        return found;
    };
    before = restored();
    const auto restore = [&](const std::vector<std::string>& passwords, bool yes) {
        desk.dialogs.files = {backup.string()};
        desk.dialogs.passwords.assign(passwords.begin(), passwords.end());
        desk.dialogs.nextConfirm = true;
        // The question whether to restore comes first, the decision between the two schools last.
        desk.dialogs.answers = {true, yes};
        wxCommandEvent event(wxEVT_MENU, id::schoolRestore);
        desk.desktop->frame()->ProcessWindowEvent(event);
        for (int i = 0; i < 12; ++i)
            desk.settle();
    };
    // A wrong password is asked for again; whoever gives up has lost nothing.
    restore({"four words on papers"}, true);
    CHECK(desk.dialogs.asked.back().find("does not open the backup") != std::string::npos);
    CHECK(restored().empty());
    // The comparison says what would be missing; the open school stays, the restored one is removed.
    restore({password}, false);
    const auto& asked = desk.dialogs.asked;
    REQUIRE(asked.size() >= 2);
    CHECK(asked[asked.size() - 2].find("Pupils: 4 now, 3 in the backup, different: 1.") != std::string::npos);
    CHECK(asked[asked.size() - 2].find("lacks 1 change that the open school has") != std::string::npos);
    CHECK(restored().empty());
    CHECK(fs::equivalent(desk.desktop->context()->office.dir(), folder));
    // Taken after the comparison.
    restore({password}, true);
    REQUIRE(desk.opened("a"));
    CHECK(desk.desktop->context()->office.replica().students().list().value().size() == 3);
    CHECK_FALSE(fs::equivalent(desk.desktop->context()->office.dir(), folder));
    CHECK(storage::Replica::exists(folder));
}

TEST_CASE("schools: another one is opened from the menu, and both are remembered") {
    SchoolsDesk desk;
    const auto a = desk.school("a");
    const auto b = desk.school("b");
    REQUIRE(desk.desktop->open(a));
    REQUIRE(desk.opened("a"));
    desk.dialogs.files.push_back(b.string());
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    desk.desktop->frame()->ProcessWindowEvent(open);
    REQUIRE(desk.opened("b"));
    CHECK(desk.preferences.text("data") == platform::toUtf8(b));
    const auto recent = ui::RecentSchools(desk.preferences).all();
    REQUIRE(recent.size() == 2);
    CHECK(recent[0].name == "School b");
    CHECK(recent[1].name == "School a");
    // Back again at once: the first school lets go of its folder.
    wxCommandEvent back(wxEVT_MENU, id::schoolRecentFirst + 1);
    desk.desktop->frame()->ProcessWindowEvent(back);
    CHECK(desk.opened("a"));
}

TEST_CASE("schools: a folder that was named from where the program was started is remembered whole") {
    SchoolsDesk desk;
    const auto a = desk.school("a");
    REQUIRE(desk.desktop->open(fs::relative(a)));
    REQUIRE(desk.opened("a"));
    CHECK(ui::RecentSchools(desk.preferences).all().at(0).folder == platform::toUtf8(a));
}

TEST_CASE("schools: typed text is asked about before another school is opened") {
    SchoolsDesk desk;
    const auto a = desk.school("a");
    const auto b = desk.school("b");
    REQUIRE(desk.desktop->open(a));
    REQUIRE(desk.opened("a"));
    desk.desktop->frame()->showView("settings");
    desk.settle();
    dynamic_cast<wxTextCtrl*>(desk.control(desk.desktop->frame(), id::settingsStreet))->SetValue("Nowa 5");
    desk.dialogs.files = {b.string(), b.string()};
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    desk.desktop->frame()->ProcessWindowEvent(open);
    CHECK(desk.opened("a"));
    CHECK(desk.dialogs.unsaved.size() == 1);
    desk.dialogs.nextSave = ui::Dialogs::Save::discard;
    wxCommandEvent again(wxEVT_MENU, id::schoolOpen);
    desk.desktop->frame()->ProcessWindowEvent(again);
    CHECK(desk.opened("b"));
}

TEST_CASE("schools: the demo school is marked as such and does not become the school of every start") {
    SchoolsDesk desk;
    const auto own = desk.school("own");
    const auto demo = desk.school("show");
    fs::create_directories(demo / "demo-files");
    std::ofstream(demo / "demo-files" / "school.json") << "{}";
    REQUIRE(desk.desktop->start(own, true));
    REQUIRE(desk.opened("own"));
    desk.preferences.set("data", platform::toUtf8(own));
    desk.dialogs.files.push_back(demo.string());
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    desk.desktop->frame()->ProcessWindowEvent(open);
    REQUIRE(desk.opened("show"));
    CHECK(desk.desktop->frame()->GetTitle().Contains("demo school"));
    CHECK(says(*desk.desktop->frame(), "This is a demo school"));
    CHECK(desk.preferences.text("data") == platform::toUtf8(own));
    CHECK(ui::RecentSchools(desk.preferences).all().size() == 1);
    // The way out of it is in sight.
    desk.dialogs.files.push_back(own.string());
    desk.click(desk.control(desk.desktop->frame(), id::demoOther));
    CHECK(desk.opened("own"));
}

TEST_CASE("schools: a program that is just ending is waited for") {
    SchoolsDesk desk;
    const auto folder = desk.school("a");
    auto held = storage::Replica::lockForDesktop(folder).value();
    CHECK(desk.desktop->open(folder).error().code == ErrorCode::instanceRunning);
    std::thread ending([&held] {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        held.reset();
    });
    const auto opened = desk.desktop->open(folder, std::chrono::seconds(5));
    ending.join();
    CHECK(opened);
}

TEST_CASE(
    "schools: the first start says what is wrong with a field, readably, and keeps its button in sight") {
    SchoolsDesk desk;
    REQUIRE(desk.desktop->start(desk.dir / "new", false));
    auto* welcome = desk.desktop->welcomeFrame();
    REQUIRE(welcome);
    welcome->SetSize(wxSize(760, 560)); // a low screen
    desk.settle();
    auto* create = desk.control(welcome, id::welcomeCreate);
    const auto inSight = [&] {
        return welcome->GetClientRect().Contains(
            wxRect(welcome->ScreenToClient(create->GetScreenRect().GetTopLeft()), create->GetSize()));
    };
    CHECK(inSight());
    desk.click(create);
    CHECK(desk.desktop->frame() == nullptr);
    CHECK(inSight());
    // Every complaint has the height of a line, and the field below begins after it.
    int complaints = 0;
    const std::function<void(wxWindow*)> look = [&](wxWindow* window) {
        for (wxWindow* child : window->GetChildren()) {
            const auto* text = dynamic_cast<wxStaticText*>(child);
            if (text && text->IsShownOnScreen() && text->GetLabelText().StartsWith(wxString::FromUTF8("⚠"))) {
                ++complaints;
                CHECK(text->GetSize().y >= text->GetCharHeight());
                for (wxWindow* other : window->GetChildren())
                    if (other != child && other->IsShown())
                        CHECK_FALSE(other->GetRect().Intersects(child->GetRect()));
            }
            look(child);
        }
    };
    look(welcome);
    CHECK(complaints >= 3);
}

TEST_CASE("schools: the window comes back where it was, and never off the screen") {
    SchoolsDesk desk;
    const auto folder = desk.school("a");
    desk.preferences.set("frame.x", 140);
    desk.preferences.set("frame.y", 90);
    desk.preferences.set("frame.width", 900);
    desk.preferences.set("frame.height", 600);
    desk.preferences.set("students.details", -260);
    desk.preferences.set("view", "students");
    REQUIRE(desk.desktop->open(folder));
    REQUIRE(desk.opened("a"));
    auto* frame = desk.desktop->frame();
    CHECK(std::abs(frame->GetPosition().x - 140) < 12); // the window manager's frame
    CHECK(std::abs(frame->GetPosition().y - 90) < 40);
    CHECK(frame->GetSize().x == 900);
    const auto* edit = desk.control(frame, id::studentsEdit);
    CHECK(edit->GetScreenRect().GetRight() <= frame->GetScreenRect().GetRight());
    CHECK(edit->GetSize().x > 100);
    frame->Close();
    pump(200);
    CHECK(desk.preferences.number("students.details") < 260); // nobody dragged it: nothing new is written
    CHECK(std::abs(desk.preferences.number("frame.x") - 140) < 12);
}

TEST_CASE("schools: who works here is asked once, and the history names this person") {
    SchoolsDesk desk;
    desk.preferences.set("operator.name", "");
    const auto folder = desk.school("a");
    REQUIRE(desk.desktop->open(folder));
    REQUIRE(desk.opened("a"));
    auto* name = dynamic_cast<wxTextCtrl*>(desk.control(desk.desktop->frame(), id::operatorName));
    REQUIRE(name->IsShownOnScreen());
    name->SetFocus();
    wxUIActionSimulator hands;
    for (const char c : std::string("Ewa Lis"))
        hands.Text(std::string(1, c).c_str());
    hands.Char(WXK_RETURN);
    desk.settle();
    CHECK_FALSE(name->IsShownOnScreen());
    CHECK(desk.desktop->context()->office.clerk().name == "Ewa Lis");
    desk.desktop->frame()->Close();
    pump(200);
    ui::Preferences again(desk.dir / "desktop.json");
    CHECK(again.text("operator.name") == "Ewa Lis");
}
