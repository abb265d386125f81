// The window that gives families logins, against the real server.
#include "SyncDesk.h"
#include "app/GuardianService.h"
#include "app/PortalService.h"
#include "base/platform/Files.h"
#include "sync/client/TokenStore.h"
#include "ui/Ids.h"
#include "ui/controls/NoticeBar.h"
#include "ui/students/StudentIds.h"
#include "ui/sync/SyncCenter.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dialog.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

wxDialog* dialog() {
    auto* field = wxWindow::FindWindowById(id::loginsWhose);
    return field ? dynamic_cast<wxDialog*>(wxGetTopLevelParent(field)) : nullptr;
}

void open(SyncDesk& desk) {
    desk.frame().showView("students");
    desk.settle();
    desk.key('L', wxMOD_CONTROL);
    REQUIRE(desk.until([] { return dialog() != nullptr; }));
    desk.settle();
    pump(200);
}

template <class T>
T* in(int id) {
    return dynamic_cast<T*>(wxWindow::FindWindowById(id, dialog()));
}

bool canMake() {
    return dialog() && in<wxWindow>(id::loginsMake)->IsEnabled();
}

bool said(SyncDesk& desk, const std::string& words) {
    return desk.until([&] { return says(*dialog(), words); });
}

void press(int id) {
    wxCommandEvent event(wxEVT_BUTTON, id);
    event.SetEventObject(in<wxWindow>(id));
    in<wxWindow>(id)->HandleWindowEvent(event);
    pump(60);
}

void choose(int id, int place) {
    auto* choice = in<wxChoice>(id);
    choice->SetSelection(place);
    wxCommandEvent event(wxEVT_CHOICE, id);
    event.SetEventObject(choice);
    event.SetInt(place);
    choice->HandleWindowEvent(event);
    pump(60);
}

void tick(int id, bool on) {
    auto* box = in<wxCheckBox>(id);
    box->SetValue(on);
    wxCommandEvent event(wxEVT_CHECKBOX, id);
    event.SetEventObject(box);
    event.SetInt(on);
    box->HandleWindowEvent(event);
    pump(60);
}

std::vector<sync::ListedLogin> logins(SyncDesk& desk) {
    const auto tokens = desk.desktop().context()->sync.tokens();
    return app::PortalService(desk.office(), *tokens).list().value();
}

long working(SyncDesk& desk) {
    const auto all = logins(desk);
    return std::ranges::count_if(all, [](const auto& login) { return !login.ended; });
}

void shot(const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(150);
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + name);
}

} // namespace

TEST_CASE("logins: a class gets slips, those who have one keep theirs, a new slip voids the old",
          "[logins]") {
    SyncDesk desk(3, Language::polish);
    desk.join();
    open(desk);
    // The class of the chosen pupil, one login for the parents of each.
    REQUIRE(said(desk, "Powstaną 3 loginy."));
    CHECK(in<wxChoice>(id::loginsWhose)->GetStringSelection() == wxString::FromUTF8("klasa 1A (3 uczniów)"));
    REQUIRE(desk.until(canMake));
    shot("logins");
    const auto pdf = desk.dir / "karteczki.pdf";
    desk.dialogs.files = {pdf.string()};
    press(id::loginsMake);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    const auto bytes = platform::readFile(pdf).value();
    CHECK(std::string(bytes.begin(), bytes.begin() + 5) == "%PDF-");
    CHECK(working(desk) == 3);
    CHECK(says(desk.frame(), "Karteczki z 3 loginami są w pliku " + pdf.string()));

    open(desk);
    REQUIRE(said(desk, "Nie ma dla kogo utworzyć loginu. 3 loginy, które już są, pozostaną bez zmian."));
    CHECK_FALSE(canMake());
    tick(id::loginsOnlyMissing, false);
    REQUIRE(said(desk, "wcześniejsze karteczki i hasła przestaną działać"));
    choose(id::loginsWhose, 0); // the pupil alone
    REQUIRE(said(desk, "Powstanie 1 login. 1 z tych osób ma już login"));
    shot("logins-again");
    REQUIRE(desk.until(canMake));
    desk.dialogs.files = {(desk.dir / "jedna.pdf").string()};
    press(id::loginsMake);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    CHECK(working(desk) == 3);
    CHECK(std::filesystem::exists(desk.dir / "jedna.pdf"));
}

TEST_CASE("logins: a guardian gets one of their own, and pupils without a known person are counted",
          "[logins]") {
    SyncDesk desk(2, Language::polish);
    domain::Guardian guardian;
    guardian.student = desk.pupils[0];
    guardian.name = "Adam Adamczyk";
    const auto saved = app::GuardianService(desk.office()).save(guardian);
    REQUIRE(saved);
    desk.join();
    open(desk);
    choose(id::loginsWho, 1);
    REQUIRE(said(desk, "Powstanie 1 login. 1 uczeń nie ma wpisanego rodzica ani opiekuna"));
    choose(id::loginsWhose, 0);
    REQUIRE(desk.until([] { return in<wxChoice>(id::loginsWho)->GetCount() == 4; }));
    choose(id::loginsWho, 3);
    REQUIRE(desk.until(canMake));
    desk.dialogs.files = {(desk.dir / "jeden.pdf").string()};
    press(id::loginsMake);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    REQUIRE(logins(desk).size() == 1);
    CHECK(logins(desk).front().guardian == *saved);
}

TEST_CASE("logins: without a server, without a network and without a place for the file nothing is lost",
          "[logins]") {
    SyncDesk desk(2, Language::polish);
    open(desk);
    REQUIRE(said(desk, "Ten komputer nie pracuje jeszcze z serwerem"));
    CHECK_FALSE(canMake());
    shot("logins-alone");
    press(wxID_CLOSE);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    desk.frame().showView("sync");
    desk.settle();
    desk.join();

    desk.server.stop();
    open(desk);
    REQUIRE(said(desk, "Nie można połączyć się z serwerem, a to on tworzy loginy."));
    CHECK_FALSE(canMake());
    shot("logins-offline");
    desk.server.start();
    press(id::loginsRetry);
    REQUIRE(said(desk, "Powstaną 2 loginy."));
    REQUIRE(desk.until(canMake));

    desk.dialogs.files = {(desk.dir / "no-such-folder" / "x.pdf").string()};
    press(id::loginsMake);
    desk.settle();
    REQUIRE(dialog());
    REQUIRE(desk.until(canMake));
    CHECK(logins(desk).empty()); // asked for only when the slips can be saved
    desk.dialogs.files = {(desk.dir / "replica" / "replica.sqlite").string()};
    press(id::loginsMake);
    desk.settle();
    REQUIRE(dialog());
    REQUIRE(desk.until(canMake));
    CHECK(logins(desk).empty());

    // A pupil whom the server does not know yet goes there first.
    domain::Student fresh = sampleStudent(7);
    fresh.id = {Uuid::parse("0190a0a0-0000-7000-8000-000000000077").value()};
    fresh.surname = "Nowa";
    fresh.classUnit = "1A";
    REQUIRE(desk.replica().commit(desk.office().mutation(fresh.id.uuid, domain::PutStudent{fresh})));
    desk.desktop().context()->dataChanged();
    desk.settle();
    choose(id::loginsWho, 0);
    REQUIRE(said(desk, "Powstaną 3 loginy."));
    REQUIRE(desk.until(canMake));
    desk.dialogs.files = {(desk.dir / "trzy.pdf").string()};
    press(id::loginsMake);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    CHECK(working(desk) == 3);
}
