// Times of keeping in the settings, and the list of what they would erase.
#include "Desk.h"
#include "app/RetentionService.h"
#include "ui/settings/SettingsIds.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <wx/listctrl.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

domain::StudentId g_rejected, g_leaver;

void fill(SampleOffice& office) {
    g_rejected = office.add();
    office.review.submit(g_rejected, sampleJpeg(7), "a.jpg", domain::PhotoChannel::panel, office.parent())
        .value();
    office.review.reject(g_rejected, {domain::RejectionReason::blurred}, "").value();
    g_leaver = office.addWithPhoto();
    domain::Student s = office.office->replica().students().get(g_leaver).value().student;
    s.left = true;
    office.office->replica().commit(office.office->mutation(g_leaver.uuid, domain::PutStudent{s})).value();
    office.addWithPhoto();
    office.clock.advance(std::chrono::days(10));
}

wxWindow* dialog() {
    auto* list = wxWindow::FindWindowById(id::retentionList);
    return list ? wxGetTopLevelParent(list) : nullptr;
}

void press(int id) {
    auto* button = wxWindow::FindWindowById(id);
    REQUIRE(button);
    wxCommandEvent event(wxEVT_BUTTON, id);
    event.SetEventObject(button);
    button->ProcessWindowEvent(event);
}

void openList(Desk& desk) {
    press(id::settingsRetention);
    desk.settle();
    pump(200);
}

domain::PhotoStatus status(Desk& desk, domain::StudentId student) {
    return desk.replica().photos().file(student).value().status();
}

} // namespace

TEST_CASE("retention: rules are saved, the list is seen, and photos go after a person's yes", "[retention]") {
    Desk desk(fill, Language::polish, "settings");
    openList(desk);
    CHECK(says(*dialog(), "Nie ma zdjęć, których czas przechowywania minął"));
    CHECK_FALSE(desk.find<wxWindow>(id::retentionErase)->IsEnabled());
    press(wxID_CLOSE);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));

    desk.find<wxTextCtrl>(id::settingsRejectedDays)->SetValue("dwa");
    press(id::settingsSaveSchool);
    desk.settle();
    CHECK(domain::retentionOf(desk.replica().school().value()) == domain::RetentionRules{});
    CHECK(says(desk.frame(), "wpisz liczbę dni od 0 do 3650"));
    desk.find<wxTextCtrl>(id::settingsRejectedDays)->SetValue("5");
    desk.find<wxTextCtrl>(id::settingsLeaverDays)->SetValue("7");
    press(id::settingsSaveSchool);
    desk.settle();
    CHECK(domain::retentionOf(desk.replica().school().value()) == domain::RetentionRules{5, 7});

    openList(desk);
    CHECK(desk.find<wxListCtrl>(id::retentionList)->GetItemCount() == 2);
    CHECK(says(*dialog(), "czas przechowywania minął: 2"));
    const char* variant = std::getenv("ESEK_SHOTS");
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + "retention");
    desk.dialogs().nextConfirm = false;
    press(id::retentionErase);
    desk.settle();
    CHECK(desk.dialogs().asked.back().find("Nie można tego cofnąć") != std::string::npos);
    CHECK(status(desk, g_rejected) == domain::PhotoStatus::rejected);
    desk.dialogs().nextConfirm = true;
    press(id::retentionErase);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    desk.settle();
    CHECK(status(desk, g_rejected) == domain::PhotoStatus::none);
    CHECK(status(desk, g_leaver) == domain::PhotoStatus::none);
    CHECK(desk.replica().photos().counts().value().of(domain::PhotoStatus::accepted) == 1);
    CHECK(says(desk.frame(), "Usunięte zdjęcia: 2."));
    desk.screenshot("retention-done");
}
