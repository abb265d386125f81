// The whole story of a pupil in the window.
#include "Desk.h"
#include "base/platform/Files.h"
#include "ui/controls/VirtualList.h"
#include "ui/students/StudentIds.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

TEST_CASE("the story of the chosen pupil is shown day by day and saved to be printed", "[story]") {
    Desk desk(
        [](SampleOffice& office) {
            const auto pupil = office.addWithPhoto();
            office.clock.advance(std::chrono::days(2));
            office.review.requestDeletion(pupil, office.parent(), "nie chcemy").value();
            office.review.refuseDeletion(pupil, "legitymacja jest ważna").value();
        },
        Language::polish, "students");
    desk.find<ui::VirtualList>(id::studentsList)->choose(0, true);
    desk.settle();
    wxCommandEvent press(wxEVT_BUTTON, id::studentsStory); // below what a small window shows
    desk.find<wxWindow>(id::studentsStory)->ProcessWindowEvent(press);
    desk.settle();
    auto* found = wxWindow::FindWindowById(id::storyList);
    REQUIRE(found);
    auto* list = dynamic_cast<ui::VirtualList*>(found);
    REQUIRE(desk.until([&] { return list->GetItemCount() > 6; }));
    const long last = list->GetItemCount() - 1;
    CHECK(list->GetItemText(0, 0).empty());
    CHECK(list->GetItemText(last, 0) == "03.09.2026");
    pump(200);
    const char* variant = std::getenv("ESEK_SHOTS");
    takeScreenshot(*wxGetTopLevelParent(found),
                   (variant ? std::string(variant) + "-" : std::string()) + "story");
    const auto save = [&](const std::string& name) {
        desk.dialogs().files.push_back((desk.dir() / name).string());
        wxCommandEvent event(wxEVT_BUTTON, id::storySave);
        wxWindow::FindWindowById(id::storySave)->ProcessWindowEvent(event);
        desk.settle();
    };
    save("historia.doc");
    CHECK_FALSE(std::filesystem::exists(desk.dir() / "historia.doc"));
    save("historia.pdf");
    REQUIRE(desk.until([&] { return std::filesystem::exists(desk.dir() / "historia.pdf"); }));
    const auto bytes = platform::readFile(desk.dir() / "historia.pdf").value();
    CHECK(std::string(bytes.begin(), bytes.begin() + 4) == "%PDF");
    wxGetTopLevelParent(found)->Close();
    REQUIRE(desk.until([] { return wxWindow::FindWindowById(id::storyList) == nullptr; }));
}
