// The places of the data on a blank, moved by keys, mouse and numbers; and a printer measured from its test
// card.
#include "Desk.h"
#include "app/CardTemplates.h"
#include "base/platform/Files.h"
#include "ui/Preferences.h"
#include "ui/PrinterCorrection.h"
#include "ui/settings/PlacesCanvas.h"
#include "ui/settings/SettingsIds.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/scrolwin.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

wxWindow* dialog() {
    auto* card = wxWindow::FindWindowById(id::placesCard);
    return card ? wxGetTopLevelParent(card) : nullptr;
}

template <class T>
T& in(int id) {
    auto* found = dynamic_cast<T*>(wxWindow::FindWindowById(id));
    REQUIRE(found);
    return *found;
}

void press(int id) {
    auto& button = in<wxButton>(id);
    REQUIRE(button.IsEnabled());
    wxCommandEvent event(wxEVT_BUTTON, id);
    event.SetEventObject(&button);
    button.ProcessWindowEvent(event);
}

void key(wxWindow& window, int code, bool control = false, bool shift = false) {
    wxKeyEvent event(wxEVT_KEY_DOWN);
    event.m_keyCode = code;
    event.SetControlDown(control);
    event.SetShiftDown(shift);
    event.SetEventObject(&window);
    window.HandleWindowEvent(event);
}

app::CardLayoutPlan saved(Desk& desk) {
    return app::CardTemplates(desk.desktop().context()->office).plan("mein-i-1").value();
}

void open(Desk& desk) {
    press(id::settingsPlaces);
    REQUIRE(desk.until([] {
        auto* field = dynamic_cast<wxChoice*>(wxWindow::FindWindowById(id::placesField));
        return field && field->GetCount() == 8;
    }));
    desk.settle();
    pump(300);
    desk.settle();
    wxWindow::FindWindowById(id::placesCard)->SetFocus();
    pump(100);
}

void shot(const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(400);
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + name);
}

} // namespace

TEST_CASE("places on the card are moved by keys, mouse and numbers, saved, and taken back", "[places]") {
    Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, Language::polish, "settings");
    open(desk);
    auto& card = in<ui::PlacesCanvas>(id::placesCard);
    CHECK_FALSE(in<wxButton>(id::placesSave).IsEnabled());
    key(card, WXK_RIGHT);
    key(card, WXK_DOWN, false, true);
    CHECK(in<wxTextCtrl>(id::placesX).GetValue() == "5,6");
    CHECK(in<wxTextCtrl>(id::placesY).GetValue() == "18,0");
    key(card, WXK_PAGEDOWN);
    CHECK(in<wxChoice>(id::placesField).GetSelection() == 1);
    in<wxTextCtrl>(id::placesX).SetValue("29,3");
    // Dragged with the mouse: a box by itself, its size by the corner.
    const auto at = [&](double x, double y) { // mm on the card, as it lies in the middle of its window
        const wxSize room = card.GetClientSize();
        const double scale = std::min((room.x - 20) / 85.6, (room.y - 20) / 53.98);
        return wxPoint(static_cast<int>((room.x - 85.6 * scale) / 2 + x * scale),
                       static_cast<int>((room.y - 53.98 * scale) / 2 + y * scale));
    };
    const auto mouse = [&](wxEventType type, const wxPoint& place, bool held) {
        wxMouseEvent event(type);
        event.SetPosition(place);
        event.SetLeftDown(held);
        event.SetEventObject(&card);
        card.HandleWindowEvent(event);
    };
    mouse(wxEVT_LEFT_DOWN, at(15, 48), true); // the number
    CHECK(in<wxChoice>(id::placesField).GetStringSelection() == "Nr");
    mouse(wxEVT_MOTION, at(18, 49), true);
    mouse(wxEVT_LEFT_UP, at(18, 49), false);
    CHECK(in<wxTextCtrl>(id::placesX).GetValue() > "12");
    press(id::placesUndo);
    CHECK(in<wxTextCtrl>(id::placesX).GetValue() == "10,0");
    key(card, WXK_PAGEUP);
    while (in<wxChoice>(id::placesField).GetSelection() != 1)
        key(card, WXK_PAGEUP);
    key(card, WXK_LEFT, true); // narrower
    CHECK(in<wxTextCtrl>(id::placesWidth).GetValue() == "54,8");
    desk.settle();
    shot("places");
    press(id::placesSave);
    REQUIRE(desk.until([&] { return saved(desk).places[1].x == 29.3; }));
    desk.settle();
    CHECK(saved(desk).places[0].x == Approx(5.6));
    CHECK(says(*dialog(), "zrób wydruk próbny"));

    // Closing asks about what is not saved.
    key(card, WXK_UP);
    desk.dialogs().nextSave = ui::Dialogs::Save::cancel;
    dialog()->Close();
    pump(200);
    REQUIRE(dialog());
    press(id::placesBundled);
    desk.settle();
    press(id::placesSave);
    REQUIRE(desk.until([&] { return saved(desk).places[0].x == 5.5; }));
    desk.settle();
    dialog()->Close();
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
}

TEST_CASE("places on the card go to a file and come from one, over the picture of a blank", "[places]") {
    Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, Language::polish, "settings");
    open(desk);
    auto& card = in<ui::PlacesCanvas>(id::placesCard);
    const auto blank = desk.dir() / "blank.jpg";
    platform::writeFileAtomically(blank, sampleJpeg(3, 856, 540)).value();
    desk.dialogs().files.push_back(blank.string());
    press(id::placesBlank);
    desk.settle();
    CHECK(says(*dialog(), "nigdy nie jest drukowany"));
    key(card, WXK_DOWN);
    const std::string file = (desk.dir() / "places.json").string();
    desk.dialogs().files.push_back(file);
    press(id::placesExport);
    REQUIRE(desk.until([&] { return says(*dialog(), "Położenie pól jest w pliku"); }));
    press(id::placesUndo);
    CHECK_FALSE(in<wxButton>(id::placesSave).IsEnabled());
    desk.dialogs().files.push_back(file);
    press(id::placesImport);
    REQUIRE(desk.until([] { return in<wxButton>(id::placesSave).IsEnabled(); }));
    CHECK(in<wxTextCtrl>(id::placesY).GetValue() == "17,1");
    CHECK(saved(desk).places[0].y == 17.0); // not before it is saved
    shot("places-blank");
    desk.dialogs().files.push_back(blank.string());
    press(id::placesImport);
    desk.settle();
    CHECK(in<wxTextCtrl>(id::placesY).GetValue() == "17,1");
    desk.dialogs().nextSave = ui::Dialogs::Save::discard;
    dialog()->Close();
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
}

TEST_CASE("a printer is corrected from the measured crosses of its test card", "[places]") {
    Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, Language::polish, "settings");
    const auto measured = [] { return wxWindow::FindWindowById(id::measureSave); };
    auto& printer = in<wxChoice>(id::settingsPrinter);
    wxWindow* page = printer.GetParent();
    while (page && !dynamic_cast<wxScrolledWindow*>(page))
        page = page->GetParent();
    REQUIRE(page);
    auto& scrolled = dynamic_cast<wxScrolledWindow&>(*page);
    const int below = page->ScreenToClient(printer.GetScreenPosition()).y - page->FromDIP(40);
    scrolled.Scroll(0, below / page->FromDIP(16));
    pump(200);
    for (const int control : {int(id::settingsPrinter), int(id::settingsPlaces)}) // also in large text
        CHECK(in<wxWindow>(control).GetScreenRect().GetRight() <= page->GetScreenRect().GetRight());
    const char* variant = std::getenv("ESEK_SHOTS");
    desk.screenshot((variant ? std::string(variant) + "-" : std::string()) + "settings-printer");
    press(id::settingsMeasure);
    REQUIRE(desk.until([&] { return measured() != nullptr; }));
    in<wxTextCtrl>(id::measureSecondX).SetValue("12");
    press(id::measureSave);
    pump(100);
    REQUIRE(measured());
    CHECK(says(*wxGetTopLevelParent(measured()), "krzyżyki nie mogą tam leżeć"));
    CHECK(desk.preferences().real("printer.offsetX") == 0);
    in<wxTextCtrl>(id::measureFirstX).SetValue("11,5");
    in<wxTextCtrl>(id::measureSecondX).SetValue("79,5");
    takeScreenshot(*wxGetTopLevelParent(measured()),
                   (variant ? std::string(variant) + "-" : std::string()) + "measure");
    press(id::measureSave);
    REQUIRE(desk.until([&] { return measured() == nullptr; }));
    CHECK(desk.preferences().real("printer.offsetX") == Approx(-1.5));
    CHECK(desk.preferences().real("printer.scaleX") == 1);
    CHECK(in<wxTextCtrl>(id::settingsOffsetX).GetValue() == wxString::FromUTF8("−1,5"));

    // A printer without a correction of its own takes the common one until it is given one.
    ui::Preferences& preferences = desk.preferences();
    CHECK(ui::printerCorrection(preferences, "karty") == ui::printerCorrection(preferences, ""));
    ui::setPrinterCorrection(preferences, "karty", {0.2, 0.1, 1, 1});
    CHECK(ui::printerCorrection(preferences, "karty").right == 0.2);
    CHECK(ui::printerCorrection(preferences, "").right == Approx(-1.5));
    CHECK(ui::printerCorrection(preferences, "inna").right == Approx(-1.5));
}
