// The backup in the window: made with a password, and the reminder of it.
#include "Desk.h"
#include "app/SchoolBackup.h"
#include "base/platform/Files.h"
#include "ui/BackupIds.h"
#include "ui/dialogs/PasswordDialog.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;
namespace fs = std::filesystem;

namespace {

const std::string kPassword = "cztery slowa na kartce";

void fill(SampleOffice& office) {
    office.add();
    office.addWithPhoto();
    office.clock.advance(std::chrono::days(20));
}

void command(Desk& desk, int id) {
    wxCommandEvent event(wxEVT_MENU, id);
    desk.frame().ProcessWindowEvent(event);
    desk.settle();
}

bool reminds(Desk& desk) {
    return desk.find<wxWindow>(id::backupStripMake)->IsShownOnScreen();
}

void shot(const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(150);
    takeScreenshot(*wxGetTopLevelParent(wxWindow::FindWindowById(id::passwordText)),
                   (variant ? std::string(variant) + "-" : std::string()) + name);
}

} // namespace

TEST_CASE("backup: the window reminds, makes one with a password, and the reminder goes", "[backup]") {
    Desk desk(fill, Language::polish);
    REQUIRE(reminds(desk));
    CHECK(says(desk.frame(), "Na tym komputerze nie zrobiono jeszcze kopii zapasowej"));
    desk.screenshot("backup-reminder");
    const fs::path file = desk.dir() / "kopia.esek";
    // Without a password, and with one that is too short, there is no file.
    desk.dialogs().files.push_back(file.string());
    desk.click(id::backupStripMake);
    desk.settle();
    CHECK(desk.frame().currentView() == "settings");
    CHECK(desk.dialogs().asked.back().find("nikt jej nie odtworzy") != std::string::npos);
    desk.dialogs().files.push_back(file.string());
    desk.dialogs().passwords.push_back("krotkie");
    command(desk, id::schoolBackup);
    CHECK(desk.dialogs().asked.back().find("co najmniej 12") != std::string::npos);
    CHECK_FALSE(fs::exists(file));
    CHECK(reminds(desk));

    desk.dialogs().files.push_back(file.string());
    desk.dialogs().passwords.push_back(kPassword);
    command(desk, id::schoolBackup);
    REQUIRE(desk.until([&] { return fs::exists(file); }));
    desk.settle();
    CHECK(app::needsPassword(file));
    CHECK(says(desk.frame(), "Odczytano ją i porównano z danymi"));
    CHECK_FALSE(reminds(desk));
    desk.screenshot("backup-made");
    REQUIRE(app::restoreSchool(file, desk.dir() / "restored", kPassword).ok());
}

TEST_CASE("backup: a reminder that is put off, or set to never, does not come back", "[backup]") {
    Desk desk(fill);
    REQUIRE(reminds(desk));
    desk.click(id::backupStripLater);
    CHECK_FALSE(reminds(desk));
    command(desk, id::reload);
    CHECK_FALSE(reminds(desk)); // until the next start
    desk.frame().showView("settings");
    desk.settle();
    auto* days = desk.find<wxTextCtrl>(id::backupRemind);
    CHECK(days->GetValue() == "14");
    days->SetValue("0");
    desk.settle();
    CHECK(app::backupState(desk.desktop().context()->office).remindAfter == 0);
}

TEST_CASE("backup: a folder that cannot be written is told, and the reminder stays", "[backup]") {
    Desk desk(fill);
    desk.dialogs().files.push_back((desk.dir() / "no such folder" / "a.esek").string());
    desk.dialogs().passwords.push_back(kPassword);
    command(desk, id::schoolBackup);
    REQUIRE(desk.until([&] { return says(desk.frame(), "no such folder"); }));
    CHECK(reminds(desk));
    CHECK_FALSE(fs::exists(desk.dir() / "replica" / "unfinished-backup.esek"));
}

TEST_CASE("backup: the question for a new password is told what is wrong with it", "[backup]") {
    Desk desk(fill, Language::polish);
    ui::PasswordDialog dialog(&desk.frame(), "Hasło kopii zapasowej", "Kopia otwiera się tylko tym hasłem.",
                              "Zrób kopię", [](const std::string& typed) {
                                  return typed.size() < 12 ? std::string("Za krótkie.") : std::string();
                              });
    dialog.Show();
    pump(200);
    const auto field = [](int id) { return dynamic_cast<wxTextCtrl*>(wxWindow::FindWindowById(id)); };
    const auto press = [&] {
        wxCommandEvent event(wxEVT_BUTTON, wxID_OK);
        wxWindow::FindWindowById(wxID_OK, &dialog)->ProcessWindowEvent(event);
        pump(50);
    };
    CHECK(field(id::passwordText)->HasFlag(wxTE_PASSWORD));
    press();
    CHECK(says(dialog, "Wpisz hasło."));
    field(id::passwordText)->SetValue("krotkie");
    press();
    CHECK(says(dialog, "Za krótkie."));
    field(id::passwordText)->SetValue(kPassword);
    field(id::passwordAgain)->SetValue(kPassword + "x");
    press();
    CHECK(says(dialog, "Hasła się różnią."));
    shot("backup-password");
    CHECK(dialog.password() == kPassword);
}
