// Ways from one school to another, and what is shown when the school of last time cannot be opened.
#include "Desk.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/RecentSchools.h"
#include "ui/WelcomeFrame.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <thread>
#include <wx/button.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;
namespace fs = std::filesystem;

namespace {

/// A desktop without a window yet, and schools to open in it.
struct Door {
    TempDir dir;
    FixedClock clock;
    SystemRng rng;
    ScriptedDialogs dialogs;
    ui::Preferences preferences{dir / "desktop.json"};
    std::unique_ptr<ui::Desktop> desktop;

    Door() {
        ui::useLanguage(Language::english);
        preferences.set("operator.name", "Anna Nowak");
        desktop = std::make_unique<ui::Desktop>(preferences, dialogs, clock, rng);
    }
    ~Door() {
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

} // namespace

TEST_CASE("schools: a folder that is not there is named, and opens once it is there again") {
    Door door;
    const auto folder = door.school("a");
    const auto away = door.dir / "unplugged";
    fs::rename(folder, away);
    REQUIRE(door.desktop->start(folder, true));
    auto* welcome = door.desktop->welcomeFrame();
    REQUIRE(welcome);
    door.settle();
    CHECK(says(*welcome, "The folder " + platform::toUtf8(folder)));
    // Nothing invites to make an empty school in its place.
    CHECK_FALSE(door.control(welcome, id::welcomeCreate)->IsShownOnScreen());
    door.click(door.control(welcome, id::welcomeRetry));
    CHECK(door.desktop->frame() == nullptr);
    fs::rename(away, folder);
    door.click(door.control(welcome, id::welcomeRetry));
    CHECK(door.opened("a"));
}

TEST_CASE("schools: a damaged one is told, and a backup is restored in the window") {
    Door door;
    const auto folder = door.school("a", 3);
    const auto backup = door.dir / "copy.esek";
    app::Office::open(folder, door.clock, door.rng).value()->replica().backup(backup).value();
    std::ofstream(folder / "replica.sqlite", std::ios::binary) << "no database at all, only some words";
    REQUIRE(door.desktop->start(folder, true));
    auto* welcome = door.desktop->welcomeFrame();
    REQUIRE(welcome);
    door.settle();
    CHECK(says(*welcome, "database is damaged"));
    door.dialogs.files.push_back(backup.string());
    door.click(door.control(welcome, id::welcomeRestore));
    REQUIRE(door.opened("a"));
    CHECK(door.desktop->context()->office.replica().students().value().size() == 3);
    // The damaged one stays as it is.
    CHECK_FALSE(fs::equivalent(door.desktop->context()->office.dir(), folder));
    CHECK(fs::file_size(folder / "replica.sqlite") < 100);
}

TEST_CASE("schools: another one is opened from the menu, and both are remembered") {
    Door door;
    const auto a = door.school("a");
    const auto b = door.school("b");
    REQUIRE(door.desktop->open(a));
    REQUIRE(door.opened("a"));
    door.dialogs.files.push_back(b.string());
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    door.desktop->frame()->ProcessWindowEvent(open);
    REQUIRE(door.opened("b"));
    CHECK(door.preferences.text("data") == platform::toUtf8(b));
    const auto recent = ui::RecentSchools(door.preferences).all();
    REQUIRE(recent.size() == 2);
    CHECK(recent[0].name == "School b");
    CHECK(recent[1].name == "School a");
    // Back again at once: the first school lets go of its folder.
    wxCommandEvent back(wxEVT_MENU, id::schoolRecentFirst + 1);
    door.desktop->frame()->ProcessWindowEvent(back);
    CHECK(door.opened("a"));
}

TEST_CASE("schools: a folder that was named from where the program was started is remembered whole") {
    Door door;
    const auto a = door.school("a");
    REQUIRE(door.desktop->open(fs::relative(a)));
    REQUIRE(door.opened("a"));
    CHECK(ui::RecentSchools(door.preferences).all().at(0).folder == platform::toUtf8(a));
}

TEST_CASE("schools: typed text is asked about before another school is opened") {
    Door door;
    const auto a = door.school("a");
    const auto b = door.school("b");
    REQUIRE(door.desktop->open(a));
    REQUIRE(door.opened("a"));
    door.desktop->frame()->showView("settings");
    door.settle();
    dynamic_cast<wxTextCtrl*>(door.control(door.desktop->frame(), id::settingsStreet))->SetValue("Nowa 5");
    door.dialogs.files = {b.string(), b.string()};
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    door.desktop->frame()->ProcessWindowEvent(open);
    CHECK(door.opened("a"));
    CHECK(door.dialogs.unsaved.size() == 1);
    door.dialogs.nextSave = ui::Dialogs::Save::discard;
    wxCommandEvent again(wxEVT_MENU, id::schoolOpen);
    door.desktop->frame()->ProcessWindowEvent(again);
    CHECK(door.opened("b"));
}

TEST_CASE("schools: the demo school is marked as such and does not become the school of every start") {
    Door door;
    const auto own = door.school("own");
    const auto demo = door.school("show");
    fs::create_directories(demo / "demo-files");
    std::ofstream(demo / "demo-files" / "school.json") << "{}";
    REQUIRE(door.desktop->start(own, true));
    REQUIRE(door.opened("own"));
    door.preferences.set("data", platform::toUtf8(own));
    door.dialogs.files.push_back(demo.string());
    wxCommandEvent open(wxEVT_MENU, id::schoolOpen);
    door.desktop->frame()->ProcessWindowEvent(open);
    REQUIRE(door.opened("show"));
    CHECK(door.desktop->frame()->GetTitle().Contains("demo school"));
    CHECK(says(*door.desktop->frame(), "This is a demo school"));
    CHECK(door.preferences.text("data") == platform::toUtf8(own));
    CHECK(ui::RecentSchools(door.preferences).all().size() == 1);
    // The way out of it is in sight.
    door.dialogs.files.push_back(own.string());
    door.click(door.control(door.desktop->frame(), id::demoOther));
    CHECK(door.opened("own"));
}

TEST_CASE("schools: a program that is just ending is waited for") {
    Door door;
    const auto folder = door.school("a");
    auto held = storage::Replica::lockForDesktop(folder).value();
    CHECK(door.desktop->open(folder).error().code == ErrorCode::instanceRunning);
    std::thread ending([&held] {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        held.reset();
    });
    const auto opened = door.desktop->open(folder, std::chrono::seconds(5));
    ending.join();
    CHECK(opened);
}

TEST_CASE(
    "schools: the first start says what is wrong with a field, readably, and keeps its button in sight") {
    Door door;
    REQUIRE(door.desktop->start(door.dir / "new", false));
    auto* welcome = door.desktop->welcomeFrame();
    REQUIRE(welcome);
    welcome->SetSize(wxSize(760, 560)); // a low screen
    door.settle();
    auto* create = door.control(welcome, id::welcomeCreate);
    const auto inSight = [&] {
        return welcome->GetClientRect().Contains(
            wxRect(welcome->ScreenToClient(create->GetScreenRect().GetTopLeft()), create->GetSize()));
    };
    CHECK(inSight());
    door.click(create);
    CHECK(door.desktop->frame() == nullptr);
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
    Door door;
    const auto folder = door.school("a");
    door.preferences.set("frame.x", 140);
    door.preferences.set("frame.y", 90);
    door.preferences.set("frame.width", 900);
    door.preferences.set("frame.height", 600);
    door.preferences.set("students.details", -260);
    door.preferences.set("view", "students");
    REQUIRE(door.desktop->open(folder));
    REQUIRE(door.opened("a"));
    auto* frame = door.desktop->frame();
    CHECK(std::abs(frame->GetPosition().x - 140) < 12); // the window manager's frame
    CHECK(std::abs(frame->GetPosition().y - 90) < 40);
    CHECK(frame->GetSize().x == 900);
    const auto* edit = door.control(frame, id::studentsEdit);
    CHECK(edit->GetScreenRect().GetRight() <= frame->GetScreenRect().GetRight());
    CHECK(edit->GetSize().x > 100);
    frame->Close();
    pump(200);
    CHECK(door.preferences.number("students.details") < 260); // nobody dragged it: nothing new is written
    CHECK(std::abs(door.preferences.number("frame.x") - 140) < 12);
}

TEST_CASE("schools: who works here is asked once, and the history names this person") {
    Door door;
    door.preferences.set("operator.name", "");
    const auto folder = door.school("a");
    REQUIRE(door.desktop->open(folder));
    REQUIRE(door.opened("a"));
    auto* name = dynamic_cast<wxTextCtrl*>(door.control(door.desktop->frame(), id::operatorName));
    REQUIRE(name->IsShownOnScreen());
    name->SetFocus();
    wxUIActionSimulator hands;
    for (const char c : std::string("Ewa Lis"))
        hands.Text(std::string(1, c).c_str());
    hands.Char(WXK_RETURN);
    door.settle();
    CHECK_FALSE(name->IsShownOnScreen());
    CHECK(door.desktop->context()->office.clerk().name == "Ewa Lis");
    door.desktop->frame()->Close();
    pump(200);
    ui::Preferences again(door.dir / "desktop.json");
    CHECK(again.text("operator.name") == "Ewa Lis");
}
