// A computer of the headteacher, against the real server: it sees everything, changes nothing, and never
// stops.
#include "SyncDesk.h"
#include "ui/Ids.h"
#include "ui/reports/ReportIds.h"
#include "ui/review/ReviewIds.h"
#include "ui/review/ReviewPanel.h"

#include <catch2/catch.hpp>

#include <wx/listctrl.h>
#include <wx/menu.h>
#include <wx/notebook.h>

using namespace esek;
using namespace esek::test;
using domain::PhotoStatus;
namespace id = esek::ui::id;

namespace {

/// The office with one pupil, whose photo waits.
domain::StudentId fillOffice(SyncDesk& desk) {
    desk.joinOther();
    const auto office = desk.other.open();
    SystemRng rng;
    domain::Student s = sampleStudent(0);
    s.id = {Uuid::v7(office->clock(), rng)};
    office->replica().commit(office->mutation(s.id.uuid, domain::PutStudent{s})).value();
    app::ReviewService(*office)
        .submit(s.id, sampleJpeg(1), "a.jpg", domain::PhotoChannel::office, office->clerk(), false)
        .value();
    desk.other({"sync"});
    return s.id;
}

} // namespace

TEST_CASE("sync: a headteacher's computer reads, queues nothing, and goes on receiving") {
    SyncDesk desk(0);
    const auto pupil = fillOffice(desk);
    desk.click(id::welcomeJoin);
    desk.settle();
    desk.typeJoin(desk.server.invite(desk.school, "head", "headteacher"));
    REQUIRE(desk.until([&] { return desk.desktop().frame() != nullptr; }));
    // Joining itself queues nothing: it used to wait for ever.
    REQUIRE(desk.until([&] { return desk.synced() && desk.replica().students().list().value().size() == 1; },
                       20000));
    CHECK(desk.summary().waiting == 0);
    CHECK(says(desk.frame(), "This computer may only read (headteacher)"));
    CHECK_FALSE(desk.frame().GetMenuBar()->IsEnabled(id::importStudents));

    desk.frame().showView("review");
    desk.settle();
    auto& review = dynamic_cast<ui::ReviewPanel&>(*desk.frame().view("review"));
    REQUIRE(desk.until([&] { return review.onScreen().has_value(); }));
    CHECK_FALSE(desk.find<wxWindow>(id::reviewAccept)->IsShownOnScreen());
    pump(300);
    desk.key('A');
    desk.settle();
    CHECK(review.noticeText().find("may only read") != std::string::npos);
    CHECK(desk.replica().photos().file(pupil).value().status() == PhotoStatus::pending);
    // Nor does any other way in.
    CHECK(app::ReviewService(desk.office()).accept(pupil).error().code == ErrorCode::roleNotAllowed);
    CHECK(desk.summary().waiting == 0);
    desk.frame().showView("students");
    desk.settle();
    for (const int button : {id::studentsEdit, id::studentsAdd, id::studentsAddPhoto})
        CHECK_FALSE(desk.find<wxWindow>(button)->IsEnabled());

    // The cards can be looked at and printed, but neither issued nor marked.
    desk.frame().showView("cards");
    desk.settle();
    for (const int control : {id::cardsDate, id::cardsIssue, id::cardsIssueSelected})
        CHECK_FALSE(desk.find<wxWindow>(control)->IsShownOnScreen());
    desk.find<wxNotebook>(id::cardsTabs)->SetSelection(1);
    desk.settle();
    CHECK(desk.find<wxWindow>(id::batchTestCard)->IsShownOnScreen());
    for (const int control : {id::batchPrinted, id::batchHandedOver, id::batchSpoiled, id::batchMore})
        CHECK_FALSE(desk.find<wxWindow>(control)->IsShownOnScreen());

    // The reports are hers: they read only.
    desk.frame().showView("reports");
    desk.settle();
    CHECK(desk.until([&] { return desk.find<wxListCtrl>(id::reportsList)->GetItemCount() > 0; }));
    CHECK(desk.find<wxWindow>(id::reportsSave)->IsEnabled());

    desk.other({"photo", "accept", pupil.toString()});
    desk.other({"sync"});
    CHECK(desk.until(
        [&] { return desk.replica().photos().file(pupil).value().status() == PhotoStatus::accepted; },
        20000));
    CHECK(desk.synced());
}
