#include "SyncDesk.h"
#include "storage/Connection.h"
#include "ui/Ids.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/sync/ConflictPane.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SyncHeader.h"
#include "ui/sync/SyncPanel.h"
#include "ui/sync/SystemKeychain.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <wx/button.h>
#include <wx/frame.h>
#include <wx/listctrl.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace esek;
using namespace esek::test;
using domain::PhotoStatus;
namespace id = esek::ui::id;
using State = sync::LoopStatus::State;

namespace {

ui::SyncPanel& panel(SyncDesk& desk) {
    return dynamic_cast<ui::SyncPanel&>(*desk.frame().view("sync"));
}

/// Heading, words and picture of one side.
const wxWindow* sideOf(SyncDesk& desk, int picture) {
    return desk.find<ui::PhotoCanvas>(picture)->GetParent();
}

/// On the port of this address something takes connections until its queue is full and never answers.
int listenAt(const std::string& url) {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    REQUIRE(listen(listener, 4) == 0);
    return listener;
}

/// This office accepts, the other one rejects and is first at the server.
void makeConflict(SyncDesk& desk, std::size_t pupil, bool reject = true) {
    app::ReviewService review(desk.office());
    static_cast<void>(review.accept(desk.pupils[pupil]).value());
    if (reject)
        desk.other({"photo", "reject", desk.pupils[pupil].toString(), "--reason", "blurred"});
    desk.other({"sync"});
    desk.frame().showView("sync");
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.summary().conflicts > 0; }));
    REQUIRE(desk.until([&] { return panel(desk).conflicts().size() > 0; }));
    desk.settle();
}

/// Whatever letter of it is pressed together with Alt; null when there is none.
wxButton* buttonThatSays(const wxWindow& in, const wxString& words) {
    for (wxWindow* child : in.GetChildren()) {
        if (auto* button = dynamic_cast<wxButton*>(child); button && button->GetLabelText() == words)
            return button;
        if (auto* found = buttonThatSays(*child, words))
            return found;
    }
    return nullptr;
}

} // namespace

TEST_CASE("sync: joined through the form, a wrong code is told and the other office gets the pupils") {
    SyncDesk desk(2);
    REQUIRE(desk.frame().currentView() == "sync");
    CHECK(desk.statusText().find("without a server") != std::string::npos);
    desk.typeJoin("2222-2222-2222");
    REQUIRE(desk.until([&] { return desk.find<wxWindow>(id::joinGo)->IsEnabled(); }));
    desk.settle();
    CHECK_FALSE(desk.desktop().context()->sync.joined());
    CHECK(desk.find<wxTextCtrl>(id::joinCode)->HasFocus());
    CHECK(says(desk.window(), "The code is not valid"));
    desk.join();
    CHECK_FALSE(says(desk.window(), "The code is not valid"));
    CHECK(desk.statusText().find("Synchronised at") == 0);
    CHECK(desk.find<wxButton>(id::syncNow)->IsShownOnScreen());
    desk.joinOther();
    const auto office = desk.other.open();
    CHECK(office->replica().students().list().value().size() == 2);
    const auto photo = office->replica().photos().file(desk.pupils[0]).value().proposed()->blob;
    CHECK(office->replica().blobs().has(photo));
}

TEST_CASE("sync: a conflict shows both pictures and is answered by keys, the database has the answer") {
    SyncDesk desk(3);
    desk.join();
    desk.joinOther();
    makeConflict(desk, 0);
    CHECK(desk.status(0) == PhotoStatus::rejected); // the first decision stands
    auto* nav = desk.find<wxToggleButton>(id::viewSync + 50);
    CHECK(nav->GetLabelText() == "Synchronisation (1)");
    auto* list = desk.find<wxListCtrl>(id::syncList);
    REQUIRE(list->GetItemCount() == 1);
    REQUIRE(desk.until([&] { return panel(desk).pane().hasPictures(); }));
    CHECK(panel(desk).conflicts().row(0).mine.find("accepted") != std::string::npos);
    CHECK(panel(desk).conflicts().row(0).theirs.find("rejected") != std::string::npos);
    // Each side's words stand at its picture.
    CHECK(says(*sideOf(desk, id::syncMinePhoto), "The photo was accepted"));
    CHECK(says(*sideOf(desk, id::syncTheirsPhoto), "The photo was rejected"));

    list->SetFocus();
    desk.key(WXK_RETURN); // to the answers
    REQUIRE(desk.find<wxButton>(id::syncTheirs)->HasFocus());
    desk.key(WXK_TAB, wxMOD_SHIFT);
    REQUIRE(desk.find<wxButton>(id::syncMine)->HasFocus());
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return desk.summary().conflicts == 0; }));
    desk.settle();
    CHECK(desk.status(0) == PhotoStatus::accepted);
    CHECK(panel(desk).conflicts().empty());
    CHECK(nav->GetLabelText() == "Synchronisation");
    CHECK(says(desk.window(), "your decision counts"));
    CHECK(desk.find<wxButton>(id::syncNow)->HasFocus()); // the focus is not lost

    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.synced(); }));
    desk.other({"sync"});
    CHECK(desk.other.open()->replica().photos().file(desk.pupils[0]).value().status() ==
          PhotoStatus::accepted);
}

TEST_CASE("sync: where the two sides have different photos, each is shown on its side") {
    SyncDesk desk(2);
    desk.join();
    desk.joinOther();
    {
        // A newer photo of the family came to the other office before this one accepted what it saw.
        const auto office = desk.other.open();
        static_cast<void>(app::ReviewService(*office)
                              .submit(desk.pupils[0], sampleJpeg(9, 450, 600), "b.jpg",
                                      domain::PhotoChannel::panel, {domain::Role::guardian, "Adam Nowak", ""},
                                      false)
                              .value());
    }
    makeConflict(desk, 0, false);
    const auto* mine = desk.find<ui::PhotoCanvas>(id::syncMinePhoto);
    const auto* theirs = desk.find<ui::PhotoCanvas>(id::syncTheirsPhoto);
    REQUIRE(desk.until([&] { return mine->hasPicture() && theirs->hasPicture(); }));
    CHECK(mine->picture()->fullWidth == 380);
    CHECK(theirs->picture()->fullWidth == 450);
}

TEST_CASE("sync: leaving the decision from the server changes nothing but the list") {
    SyncDesk desk(2);
    desk.join();
    desk.joinOther();
    makeConflict(desk, 1);
    desk.click(id::syncTheirs);
    REQUIRE(desk.until([&] { return desk.summary().conflicts == 0; }));
    desk.settle();
    CHECK(desk.status(1) == PhotoStatus::rejected);
    CHECK(desk.summary().waiting == 0);
    CHECK(says(desk.window(), "the decision from the server stays"));
}

TEST_CASE("sync: without a network the work goes on, and what waits leaves when the server is back") {
    SyncDesk desk(3);
    desk.join();
    desk.server.stop();
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.desktop().context()->sync.status().state == State::offline; }));
    desk.settle();
    CHECK(desk.statusText() == "Working without a network");
    CHECK(desk.dialogs.asked.empty());
    CHECK(desk.dialogs.errors.empty());
    desk.key('1', wxMOD_CONTROL);
    desk.settle();
    pump(400); // the photo is on the screen for long enough to be decided about
    desk.key('A');
    REQUIRE(desk.until([&] { return desk.status(0) == PhotoStatus::accepted; }));
    // At once, not when the next try for the network is over.
    REQUIRE(
        desk.until([&] { return desk.statusText().find("1 decision waits") != std::string::npos; }, 1500));
    // It can still be taken back.
    desk.settle();
    desk.key('Z', wxMOD_CONTROL);
    REQUIRE(desk.until([&] { return desk.status(0) == PhotoStatus::pending; }));
    desk.settle();
    pump(400);
    desk.key('A');
    REQUIRE(desk.until([&] { return desk.status(0) == PhotoStatus::accepted; }));

    desk.server.start();
    desk.key('4', wxMOD_CONTROL);
    desk.settle();
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.synced(); }, 60000));
    CHECK(desk.until([&] { return desk.statusText().find("Synchronised at") == 0; }));
    desk.joinOther();
    CHECK(desk.other.open()->replica().photos().file(desk.pupils[0]).value().status() ==
          PhotoStatus::accepted);
}

TEST_CASE("sync: what comes from another office is shown at once and keeps place, focus and open forms") {
    SyncDesk desk(5);
    desk.join();
    desk.joinOther();
    desk.frame().showView("students");
    desk.settle();
    auto* list = desk.find<wxListCtrl>(id::studentsList);
    REQUIRE(list->GetItemCount() == 5);
    list->SetFocus();
    desk.key(WXK_DOWN);
    desk.key(WXK_DOWN);
    const wxString chosen = list->GetItemText(2);
    REQUIRE(list->GetItemState(2, wxLIST_STATE_SELECTED) != 0);
    const auto addInOther = [&](const char* surname) {
        const auto office = desk.other.open();
        domain::Student s = sampleStudent(20);
        s.surname = surname;
        s.registerNumber = surname;
        s.pesel.reset();
        SystemRng rng;
        s.id = {Uuid::v7(office->clock(), rng)};
        static_cast<void>(
            office->replica().commit(office->mutation(s.id.uuid, domain::PutStudent{s})).value());
    };
    addInOther("Aaron");
    desk.other({"sync"});
    REQUIRE(desk.until([&] { return list->GetItemCount() == 6; }, 10000));
    CHECK(list->GetItemText(3) == chosen); // one row further down, and still the chosen one
    CHECK(list->GetItemState(3, wxLIST_STATE_SELECTED) != 0);
    CHECK(list->HasFocus());

    // A form that is being filled in is left alone; the list follows when it is closed.
    desk.click(id::studentsAdd);
    desk.settle();
    auto* surname = desk.find<wxTextCtrl>(id::formSurname);
    surname->SetFocus();
    surname->SelectAll();
    desk.type("Typed");
    addInOther("Abel");
    desk.other({"sync"});
    REQUIRE(desk.until([&] { return desk.replica().students().list().value().size() == 7; }, 10000));
    pump(1000);
    CHECK(surname->IsShownOnScreen());
    CHECK(surname->GetValue() == "Typed");
    CHECK(surname->HasFocus());
    desk.dialogs.nextSave = ui::Dialogs::Save::discard;
    desk.key(WXK_ESCAPE);
    CHECK(desk.dialogs.unsaved.size() == 1);
    CHECK(desk.until([&] { return list->GetItemCount() == 7; }, 10000));
}

TEST_CASE("sync: a computer that was shut out stops, says so, and joins again with a new code") {
    SyncDesk desk(2);
    desk.join();
    const auto device = storage::SyncStore(desk.replica()).state().value()->device;
    desk.server.run({"device", "revoke", device});
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.desktop().context()->sync.status().state == State::attention; }));
    desk.settle();
    CHECK(desk.dialogs.asked.empty());
    CHECK(desk.statusText().find("has stopped") != std::string::npos);
    static_cast<void>(app::ReviewService(desk.office()).accept(desk.pupils[0]).value());
    desk.find<wxTextCtrl>(id::joinAddress)->ChangeValue({}); // as after a new start of the program
    desk.click(id::syncCure);
    REQUIRE(desk.find<wxTextCtrl>(id::joinCode)->HasFocus());
    CHECK(desk.find<wxTextCtrl>(id::joinAddress)->GetValue() == desk.server.url()); // only the code is typed
    desk.join();
    CHECK(storage::SyncStore(desk.replica()).state().value()->device != device);
    CHECK_FALSE(desk.find<wxWindow>(id::joinCode)->IsShownOnScreen());
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.synced(); }));
    desk.joinOther(); // what waited has left
    CHECK(desk.other.open()->replica().photos().file(desk.pupils[0]).value().status() ==
          PhotoStatus::accepted);
}

TEST_CASE("sync: what a restored server has lost is sent again by a button, after a question") {
    SyncDesk desk(1);
    desk.join();
    const auto backup = (desk.dir / "server.backup").string();
    desk.server.run({"backup", backup});
    domain::Student later = sampleStudent(20);
    SystemRng rng;
    later.id = {Uuid::v7(desk.office().clock(), rng)};
    static_cast<void>(
        desk.replica().commit(desk.office().mutation(later.id.uuid, domain::PutStudent{later})).value());
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.summary().waiting == 0; }));
    desk.server.stop();
    std::filesystem::remove_all(desk.dir / "server");
    desk.server.run({"restore", backup});
    // As on a computer that had fetched the pupil and not yet the change that led to it.
    storage::Connection(desk.dir / "replica" / "replica.sqlite", storage::Connection::Mode::openWal,
                        std::chrono::seconds(5))
        .exec("DELETE FROM server_change");
    desk.server.start();
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.desktop().context()->sync.status().state == State::attention; }));
    desk.settle();
    auto* again = buttonThatSays(desk.frame(), "Send 1 record again");
    REQUIRE(again);
    desk.screenshot("sync-send-again");
    desk.dialogs.nextConfirm = true;
    again->SetFocus();
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return desk.synced(); }));
    REQUIRE(desk.dialogs.asked.size() == 1);
    CHECK(desk.dialogs.asked[0].find("ask the other offices first") != std::string::npos);
    desk.joinOther();
    CHECK(desk.other.open()->replica().students().list().value().size() == 2);
}

TEST_CASE("sync: leaving asks first, the data stay") {
    SyncDesk desk(2);
    desk.join();
    desk.dialogs.nextConfirm = false;
    desk.click(id::syncLeave);
    desk.settle();
    REQUIRE(desk.dialogs.asked.size() == 1);
    CHECK(desk.desktop().context()->sync.joined());
    desk.dialogs.nextConfirm = true;
    desk.click(id::syncLeave);
    REQUIRE(desk.until([&] { return !desk.desktop().context()->sync.joined(); }));
    desk.settle();
    CHECK(desk.replica().students().list().value().size() == 2);
    CHECK_FALSE(storage::SyncStore(desk.replica()).state().value().has_value());
    CHECK_FALSE(std::filesystem::exists(desk.dir / "replica" / "server-token"));
    CHECK(desk.find<wxWindow>(id::joinAddress)->IsShownOnScreen());
}

TEST_CASE("sync: a new computer joins a school at its first start and fetches everything") {
    SyncDesk desk(0);
    {
        // A school with pupils is on the server already.
        desk.other.join(desk.server.url(), desk.server.invite(desk.school, "o"));
        const auto office = desk.other.open();
        SystemRng rng;
        for (int i = 0; i < 3; ++i) {
            domain::Student s = sampleStudent(i);
            s.id = {Uuid::v7(office->clock(), rng)};
            desk.pupils.push_back(s.id);
            static_cast<void>(
                office->replica().commit(office->mutation(s.id.uuid, domain::PutStudent{s})).value());
            static_cast<void>(
                app::ReviewService(*office)
                    .submit(s.id, sampleJpeg(i), "a.jpg", domain::PhotoChannel::office, office->clerk(), true)
                    .value());
        }
    }
    desk.other({"sync"});
    desk.click(id::welcomeJoin);
    desk.settle();
    REQUIRE(desk.find<wxTextCtrl>(id::joinAddress)->HasFocus());
    desk.typeJoin(desk.server.invite(desk.school, "new"));
    REQUIRE(desk.until([&] { return desk.desktop().frame() != nullptr; }));
    CHECK(desk.frame().currentView() == "sync");
    REQUIRE(desk.until([&] { return desk.synced() && desk.replica().students().list().value().size() == 3; },
                       10000));
    const auto blob = desk.replica().photos().file(desk.pupils[2]).value().accepted()->blob;
    CHECK(desk.until([&] { return desk.replica().blobs().has(blob); }));
    desk.frame().showView("students");
    desk.settle();
    CHECK(desk.find<wxListCtrl>(id::studentsList)->GetItemCount() == 3);
}

TEST_CASE("sync: the program ends within a second, also in the middle of a wait for news") {
    SyncDesk desk(2);
    desk.join();
    pump(1500); // the long poll is under way
    const auto begin = std::chrono::steady_clock::now();
    CHECK(desk.desktop().endSync(std::chrono::seconds(5)));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("sync: a network that swallows everything holds up neither the program nor its end") {
    SyncDesk desk(2);
    desk.join();
    const std::string url = desk.server.url();
    desk.server.stop();
    const int listener = listenAt(url);
    desk.click(id::syncNow);
    pump(1500);
    // Deciding goes on meanwhile.
    desk.key('1', wxMOD_CONTROL);
    desk.settle();
    pump(400);
    desk.key('A');
    CHECK(desk.until([&] { return desk.status(0) == PhotoStatus::accepted; }, 5000));
    // Counted by this computer, whatever the network does.
    CHECK(desk.until([&] { return desk.statusText().find("1 decision waits") != std::string::npos; }, 3000));
    const auto begin = std::chrono::steady_clock::now();
    CHECK(desk.desktop().endSync(std::chrono::seconds(5)));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
    close(listener);
}

TEST_CASE("sync: joining a server that does not answer can be stopped, and nothing was made") {
    SyncDesk desk(0);
    desk.server.stop();
    const int listener = listenAt(desk.server.url());
    desk.click(id::welcomeJoin);
    desk.settle();
    CHECK_FALSE(desk.find<wxWindow>(id::joinCancel)->IsShown());
    desk.typeJoin("2222-2222-2222");
    REQUIRE(desk.until([&] { return desk.find<wxWindow>(id::joinCancel)->IsShownOnScreen(); }, 3000));
    pump(500);
    const auto begin = std::chrono::steady_clock::now();
    desk.click(id::joinCancel);
    CHECK(desk.until([&] { return desk.find<wxWindow>(id::joinGo)->IsEnabled(); }, 5000));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    CHECK(says(desk.window(), "Stopped. Nothing was changed."));
    CHECK_FALSE(desk.find<wxWindow>(id::joinCancel)->IsShown());
    CHECK(desk.desktop().frame() == nullptr); // still the first start
    close(listener);
}

// Run by keychain.sh with a secret service of its own.
TEST_CASE("sync: the token goes to the keychain of the session and leaves it", "[.][keychain]") {
    TempDir dir;
    const auto keychain = ui::systemKeychain();
    REQUIRE(keychain);
    sync::FileTokenStore(dir.path()).save("token-1").value();
    ui::model::KeychainTokenStore store(dir.path(), keychain, "device-of-test");
    REQUIRE(store.adopt());
    CHECK_FALSE(std::filesystem::exists(dir / "server-token"));
    CHECK(store.load().value() == "token-1");
    CHECK_FALSE(keychain->load("another device").has_value());
    store.erase().value();
    CHECK_FALSE(store.load().value().has_value());
}

TEST_CASE("sync: without a session bus there is no keychain and nothing is waited for") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(ui::systemKeychain() == nullptr);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("sync: pictures of the view", "[screenshots]") {
    const char* set = std::getenv("ESEK_SHOTS");
    const std::string v = set ? set : "light";
    const auto language = v == "english" ? Language::english : Language::polish;
    SyncDesk desk(4, language);
    desk.screenshot(v + "-sync-unjoined");
    desk.join();
    desk.screenshot(v + "-sync-online");
    desk.joinOther();
    makeConflict(desk, 0);
    REQUIRE(desk.until([&] { return panel(desk).pane().hasPictures(); }));
    desk.screenshot(v + "-sync-conflict");
    CHECK(std::filesystem::file_size(screenshotFolder() / (v + "-sync-conflict.png")) > 5000);
    desk.server.stop();
    static_cast<void>(app::ReviewService(desk.office()).accept(desk.pupils[1]).value());
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.desktop().context()->sync.status().state == State::offline; }));
    desk.screenshot(v + "-sync-offline");
    desk.server.start();
    desk.server.run({"device", "revoke", storage::SyncStore(desk.replica()).state().value()->device});
    desk.click(id::syncNow);
    REQUIRE(desk.until([&] { return desk.desktop().context()->sync.status().state == State::attention; }));
    desk.screenshot(v + "-sync-attention");
    desk.click(id::syncCure);
    desk.typeJoin("2222-2222-2222");
    REQUIRE(desk.until([&] { return desk.find<wxWindow>(id::joinGo)->IsEnabled(); }));
    desk.screenshot(v + "-sync-rejoin");
}

TEST_CASE("sync: a picture of a first fetching under way", "[screenshots]") {
    const char* set = std::getenv("ESEK_SHOTS");
    const std::string v = set ? set : "light";
    SyncDesk desk(1, v == "english" ? Language::english : Language::polish);
    auto* frame = new wxFrame(nullptr, wxID_ANY, "e-Sekretariat", wxDefaultPosition, wxSize(900, 300));
    auto* header = new ui::SyncHeader(frame);
    sync::LoopStatus status;
    status.state = State::working;
    status.phase = sync::Phase::photos;
    status.done = 120;
    status.total = 1000;
    status.lastContact = desk.office().clock().now();
    header->show(ui::model::syncWords(status, false, desk.office().clock().today()));
    frame->Show();
    pump(500);
    takeScreenshot(*frame, v + "-sync-progress");
    CHECK(std::filesystem::exists(screenshotFolder() / (v + "-sync-progress.png")));
    frame->Destroy();
    pump(50);
}

TEST_CASE("sync: a picture of the first start", "[screenshots]") {
    const char* set = std::getenv("ESEK_SHOTS");
    const std::string v = set ? set : "light";
    SyncDesk desk(0, v == "english" ? Language::english : Language::polish);
    desk.click(id::welcomeJoin);
    desk.screenshot(v + "-sync-welcome");
    desk.typeJoin("22");
    desk.settle();
    CHECK(desk.find<wxTextCtrl>(id::joinCode)->HasFocus());
    desk.screenshot(v + "-sync-complaint");
    CHECK(std::filesystem::exists(screenshotFolder() / (v + "-sync-welcome.png")));
}
