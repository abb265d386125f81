#include "Desk.h"
#include "base/platform/Files.h"
#include "demo/Portrait.h"
#include "ui/Text.h"
#include "ui/controls/CompareFindings.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewIds.h"
#include "ui/review/ReviewPanel.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <wx/checkbox.h>
#include <wx/checklst.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
using domain::PhotoStatus;
using ui::utf8;
namespace id = esek::ui::id;

namespace {

/// As it comes from the panel, without the checks at the door: they are tested elsewhere and take their time.
void send(SampleOffice& office, const domain::StudentId& pupil, int picture, bool headwear = false) {
    const auto bytes = sampleJpeg(picture);
    domain::Photo photo;
    photo.id = {Uuid::v7(office.clock, office.rng)};
    photo.blob = office.office->replica().blobs().put(bytes).value();
    photo.byteCount = static_cast<std::int64_t>(bytes.size());
    photo.width = 380;
    photo.height = 520;
    photo.source = {domain::PhotoChannel::panel, office.parent(), "a.jpg", office.clock.now()};
    photo.source.asksForHeadwear = headwear;
    static_cast<void>(office.office->replica()
                          .commit(office.office->mutation(
                              pupil.uuid, domain::PhotoChange(domain::SubmitPhoto{std::move(photo), false}),
                              office.parent()))
                          .value());
}

domain::StudentId submitted(SampleOffice& office, const char* surname) {
    domain::Student s = sampleStudent(office.count++);
    s.surname = surname;
    s.classUnit = "1A";
    const auto pupil = office.add(s);
    send(office, pupil, office.count);
    return pupil;
}

struct Review {
    std::vector<domain::StudentId> pupils; ///< in the order of the list
    Desk desk;
    explicit Review(const std::function<void(SampleOffice&, std::vector<domain::StudentId>&)>& fill,
                    Language language = Language::english)
        : desk([&](SampleOffice& o) { fill(o, pupils); }, language) {
        panel().SetFocus();
        seen();
    }
    ui::ReviewPanel& panel() { return dynamic_cast<ui::ReviewPanel&>(*desk.frame().view("review")); }
    PhotoStatus status(std::size_t i) { return desk.replica().photos().file(pupils[i]).value().status(); }
    bool becomes(std::size_t i, PhotoStatus wanted) {
        return desk.until([&] { return status(i) == wanted; });
    }
    /// The picture is on the screen for long enough to be decided about.
    void seen() {
        desk.until([&] { return panel().onScreen().has_value(); }, 5000);
        pump(250);
    }
    void press(int code, int modifiers = 0) {
        desk.settle(); // what the decision before led to is on the screen
        seen();
        desk.key(code, modifiers);
    }
    /// The photo checks may have ticked reasons already.
    void untick() {
        auto* list = desk.find<wxCheckListBox>(id::rejectReasons);
        for (unsigned i = 0; i < list->GetCount(); ++i)
            list->Check(i, false);
    }
    void tab(PhotoStatus s) {
        panel().choose(s);
        desk.settle();
        panel().SetFocus();
        seen();
    }
};

void five(SampleOffice& office, std::vector<domain::StudentId>& pupils) {
    for (const char* name : {"Adamczyk", "Bąk", "Cichy", "Duda", "Ewart"})
        pupils.push_back(submitted(office, name));
}

void twelve(SampleOffice& office, std::vector<domain::StudentId>& pupils) {
    for (const char* name : {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"})
        pupils.push_back(submitted(office, name));
}

/// What stands beside the photo under "Photo checks"; empty while it is not known.
std::string checksBeside(Review& r) {
    std::string words;
    for (const auto& section : descendant<ui::PhotoFacts>(r.panel())->content().sections)
        if (section.title == "Photo checks (advice)")
            for (const auto& [label, value] : section.facts)
                words += value + "\n";
    return words;
}

/// Another program brings a newer photo while the old one is on the screen.
void newerPhoto(Review& r, std::size_t pupil) {
    FixedClock clock;
    SystemRng rng;
    auto other = app::Office::open(r.desk.replica().folder(), clock, rng).value();
    static_cast<void>(app::ReviewService(*other)
                          .submit(r.pupils[pupil], sampleJpeg(77), "b.jpg", domain::PhotoChannel::panel,
                                  {domain::Role::guardian, "Adam", ""}, false)
                          .value());
}

} // namespace

TEST_CASE("review: A accepts, the next photo comes by itself, Ctrl+Z takes back") {
    Review r(five);
    REQUIRE(r.panel().queue().size() == 5);
    r.press('A');
    REQUIRE(r.becomes(0, PhotoStatus::accepted));
    r.seen();
    CHECK(r.panel().queue().currentRow()->student == r.pupils[1]);
    CHECK(r.panel().noticeText().find("Adamczyk") != std::string::npos);
    r.press('Z', wxMOD_CONTROL);
    REQUIRE(r.becomes(0, PhotoStatus::pending));
    r.desk.settle();
    CHECK(r.panel().queue().size() == 5);
    CHECK(r.panel().queue().currentRow()->student == r.pupils[0]);
    for (std::size_t i = 1; i < 5; ++i)
        CHECK(r.status(i) == PhotoStatus::pending);
}

TEST_CASE("review: a key pressed twice does not decide about a photo that nobody saw") {
    Review r(five);
    r.seen();
    wxUIActionSimulator hands;
    for (int i = 0; i < 6; ++i)
        hands.Char('A');
    r.desk.settle();
    int accepted = 0;
    for (std::size_t i = 0; i < 5; ++i)
        accepted += r.status(i) == PhotoStatus::accepted ? 1 : 0;
    CHECK(accepted == 1);
}

TEST_CASE("review: O opens the reasons, digits tick, Enter sends them with the note") {
    Review r(five);
    r.press('O');
    r.desk.settle();
    r.untick();
    r.desk.key('1');
    r.desk.key('3');
    r.desk.click(id::rejectNote);
    r.desk.type("brighter please");
    r.desk.key(WXK_RETURN);
    REQUIRE(r.becomes(0, PhotoStatus::rejected));
    const auto file = r.desk.replica().photos().file(r.pupils[0]).value();
    const auto& rejection = std::get<domain::RejectedPhoto>(file.state).rejection;
    CHECK(rejection.reasons ==
          std::vector{domain::allRejectionReasons()[0], domain::allRejectionReasons()[2]});
    CHECK(rejection.note == "brighter please");
    CHECK(r.status(1) == PhotoStatus::pending);
}

TEST_CASE("review: without a reason nothing is sent, Escape goes back") {
    Review r(five);
    r.press('O');
    r.desk.settle();
    r.untick();
    r.desk.click(id::rejectSend);
    r.desk.settle();
    CHECK(r.status(0) == PhotoStatus::pending);
    r.desk.key(WXK_ESCAPE);
    r.desk.settle();
    CHECK_FALSE(r.desk.find<wxWindow>(id::rejectReasons)->IsShownOnScreen());
    r.press('A'); // the photo can still be decided about
    CHECK(r.becomes(0, PhotoStatus::accepted));
}

TEST_CASE("review: several at once after a question that names their number") {
    Review r(five);
    r.desk.key('A', wxMOD_CONTROL);
    r.desk.dialogs().nextConfirm = false;
    r.desk.key('A');
    r.desk.settle();
    REQUIRE(r.desk.dialogs().asked.size() == 1);
    CHECK(r.desk.dialogs().asked[0].find("5") != std::string::npos);
    CHECK(r.status(4) == PhotoStatus::pending);
    r.desk.dialogs().nextConfirm = true;
    r.desk.key(WXK_ESCAPE);
    r.desk.key(WXK_HOME);
    r.desk.key(WXK_DOWN, wxMOD_SHIFT);
    r.desk.key('A');
    REQUIRE(r.becomes(1, PhotoStatus::accepted));
    CHECK(r.status(0) == PhotoStatus::accepted);
    CHECK(r.status(2) == PhotoStatus::pending);
}

TEST_CASE("review: what Space marked stays marked while arrows move, and the decision means the marked") {
    Review r(five);
    r.desk.key(WXK_SPACE);
    r.desk.key(WXK_DOWN);
    r.desk.key(WXK_DOWN, wxMOD_CONTROL);
    r.desk.key(WXK_SPACE);
    r.desk.key(WXK_DOWN);
    CHECK(r.panel().queue().current() == 3u);
    CHECK(r.panel().queue().markedCount() == 2);
    r.desk.key('A');
    REQUIRE(r.becomes(2, PhotoStatus::accepted));
    REQUIRE(r.desk.dialogs().asked.size() == 1);
    CHECK(r.desk.dialogs().asked[0].find("2 photos") != std::string::npos);
    CHECK(r.status(0) == PhotoStatus::accepted);
    for (const std::size_t i : {1u, 3u, 4u})
        CHECK(r.status(i) == PhotoStatus::pending);
    r.desk.settle();
    CHECK(r.panel().queue().currentRow()->student == r.pupils[3]); // none is jumped over
    // One Ctrl+Z takes back what one key did.
    r.desk.key('Z', wxMOD_CONTROL);
    REQUIRE(r.becomes(0, PhotoStatus::pending));
    CHECK(r.becomes(2, PhotoStatus::pending));
    r.desk.settle();
    CHECK_FALSE(r.desk.find<wxWindow>(id::reviewUndo)->IsEnabled());
    // Escape lets the marks go.
    r.desk.key(WXK_SPACE);
    CHECK(r.panel().queue().markedCount() == 1);
    r.desk.key(WXK_ESCAPE);
    CHECK(r.panel().queue().markedCount() == 0);
}

TEST_CASE("review: the question before several are accepted names the serious findings") {
    Review r(five);
    REQUIRE(r.desk.until(
        [&] {
            for (std::size_t i = 0; i < 5; ++i)
                if (r.panel().badge(i) != 2)
                    return false;
            return true;
        },
        20000));
    r.desk.key('A', wxMOD_CONTROL);
    r.desk.dialogs().nextConfirm = false;
    r.desk.key('A');
    r.desk.settle();
    REQUIRE(r.desk.dialogs().asked.size() == 1);
    CHECK(r.desk.dialogs().asked[0] == "Accept 5 photos without looking at each of them?\n\n"
                                       "5 of them have serious findings of the photo checks.");
}

TEST_CASE("review: Ctrl+Z in another view leads to the photo and takes the decision back there") {
    Review r(five);
    r.press('A');
    REQUIRE(r.becomes(0, PhotoStatus::accepted));
    r.desk.until([&] { return false; }, 1200); // the other views have heard of it
    r.desk.key('2', wxMOD_CONTROL);
    REQUIRE(r.desk.frame().currentView() == "students");
    r.desk.key('Z', wxMOD_CONTROL);
    CHECK(r.becomes(0, PhotoStatus::pending));
    CHECK(r.desk.frame().currentView() == "review");
    r.desk.settle();
    r.desk.until([&] { return false; }, 1200);
    r.desk.key('2', wxMOD_CONTROL);
    r.desk.key('Z', wxMOD_CONTROL); // nothing is left to take back
    r.desk.settle();
    CHECK(r.desk.frame().currentView() == "students");
}

TEST_CASE("review: the family's message is read before it is sent") {
    Review r(five);
    r.press('O');
    r.desk.settle();
    r.untick();
    r.desk.key('1');
    const auto* message = r.desk.find<wxTextCtrl>(id::rejectMessage);
    const std::string sentence = domain::describe(domain::allRejectionReasons()[0]);
    CHECK(utf8(message->GetValue()) == "The photo was rejected. Please send another one. " + sentence);
    r.desk.click(id::rejectNote);
    r.desk.type("thanks");
    CHECK(message->GetValue().EndsWith(" thanks"));
    r.desk.key(WXK_RETURN);
    REQUIRE(r.becomes(0, PhotoStatus::rejected));
}

TEST_CASE("review: Escape in the search clears it") {
    Review r(five);
    r.desk.key('F', wxMOD_CONTROL);
    r.desk.type("duda");
    REQUIRE(r.desk.until([&] { return r.panel().queue().size() == 1; }, 5000));
    r.desk.key(WXK_ESCAPE);
    CHECK(r.desk.until([&] { return r.panel().queue().size() == 5; }, 5000));
}

TEST_CASE("review: R hides what is drawn over the photo, and shows it again") {
    Review r(five);
    auto* canvas = descendant<ui::PhotoCanvas>(r.panel());
    REQUIRE(canvas->framesShown());
    r.desk.key('R');
    CHECK_FALSE(canvas->framesShown());
    r.desk.key('R');
    CHECK(canvas->framesShown());
}

TEST_CASE("review: photos that nobody looked at get their marks while the clerk rests") {
    Review r(twelve); // more than the list shows
    const auto& panel = r.panel();
    REQUIRE(r.desk.until(
        [&] {
            for (std::size_t i = 0; i < 12; ++i)
                if (panel.badge(i) != 2) // a gradient has no face
                    return false;
            return true;
        },
        20000));
    CHECK(panel.queue().current() == 0); // nothing was looked at but the first
}

TEST_CASE("review: an exception from the photo rules stands beside the photo as soon as it is noted") {
    Review r(five);
    REQUIRE(r.desk.until([&] { return !checksBeside(r).empty(); }, 20000));
    CHECK(checksBeside(r).find("headscarf") == std::string::npos);
    REQUIRE(r.desk.until([&] { return r.panel().badge(0) == 2; }, 20000));
    auto& context = *r.desk.desktop().context();
    auto student = context.office.replica().students().get(r.pupils[0]).value().student;
    domain::setPhotoException(student, domain::PhotoExceptionKind::headwear, "headscarf");
    static_cast<void>(context.office.replica()
                          .commit(context.office.mutation(student.id.uuid, domain::PutStudent{student}))
                          .value());
    context.dataChanged();
    CHECK(r.panel().badge(0) == 0); // what was known before counts no more
    CHECK(r.desk.until([&] { return checksBeside(r).find("headscarf") != std::string::npos; }, 20000));
    CHECK(r.desk.until([&] { return r.panel().badge(0) == 2; }, 20000));
}

TEST_CASE("review: the headwear that a family gives reasons for is confirmed by one button") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        five(office, pupils);
        send(office, pupils[0], 31, true);
    });
    const auto exception = [&](std::size_t i) {
        return domain::photoException(r.desk.replica().students().get(r.pupils[i])->student,
                                      domain::PhotoExceptionKind::headwear);
    };
    const auto* button = r.desk.find<wxWindow>(id::reviewHeadwear);
    REQUIRE(r.desk.until([&] { return button->IsShownOnScreen(); }));
    r.desk.screenshot("review-headwear");
    r.desk.key(WXK_DOWN); // this family says nothing of the kind
    r.seen();
    r.desk.settle();
    CHECK_FALSE(button->IsShownOnScreen());
    r.press('G');
    r.desk.settle();
    CHECK(exception(1).empty());
    r.desk.key(WXK_HOME);
    r.seen();
    r.desk.settle();
    r.desk.click(id::reviewHeadwear);
    REQUIRE(r.desk.until([&] { return !exception(0).empty(); }));
    r.desk.settle();
    CHECK(r.panel().noticeText().find("Adamczyk") != std::string::npos);
    CHECK(
        r.desk.until([&] { return checksBeside(r).find("said by the family") != std::string::npos; }, 20000));
    CHECK_FALSE(button->IsShownOnScreen()); // nothing is left to confirm
    CHECK(r.status(0) == PhotoStatus::pending);
    CHECK(r.panel().queue().current() == 0u);
}

TEST_CASE("review: arrows, Home and End move without deciding") {
    Review r(five);
    r.desk.key(WXK_DOWN);
    r.desk.key(WXK_DOWN);
    CHECK(r.panel().queue().current() == 2u);
    r.desk.key(WXK_END);
    CHECK(r.panel().queue().current() == 4u);
    r.desk.key(WXK_HOME);
    CHECK(r.panel().queue().current() == 0u);
    r.seen();
    CHECK(r.panel().onScreen()->student == r.pupils[0]);
}

TEST_CASE("review: of several, the photo that came since is not accepted unseen") {
    Review r(five);
    r.desk.key(WXK_DOWN, wxMOD_SHIFT); // marks two
    r.desk.settle();
    newerPhoto(r, 1);
    r.desk.key('A');
    REQUIRE(r.becomes(0, PhotoStatus::accepted));
    r.desk.settle();
    CHECK(r.status(1) == PhotoStatus::pending);
    CHECK(r.panel().noticeText().find("1") != std::string::npos);
}

TEST_CASE("review: a crop of a photo that was replaced since is not saved") {
    Review r(five);
    r.press('K');
    r.desk.settle();
    REQUIRE(r.desk.find<wxWindow>(id::cropPicture)->IsShownOnScreen());
    newerPhoto(r, 0);
    const auto version = r.desk.replica().photos().file(r.pupils[0])->version;
    r.desk.key(']');
    r.desk.click(id::cropSave);
    r.desk.settle();
    CHECK(r.desk.replica().photos().file(r.pupils[0])->version == version);
    CHECK_FALSE(r.desk.find<wxWindow>(id::cropPicture)->IsShownOnScreen());
}

TEST_CASE("review: a photo that came since is not accepted, and the clerk is told") {
    Review r(five);
    r.seen();
    newerPhoto(r, 0);
    r.desk.key('A');
    r.desk.settle();
    CHECK(r.status(0) == PhotoStatus::pending);
    CHECK(r.panel().noticeText().find("Adamczyk") != std::string::npos);
    r.seen();
    CHECK(r.panel().queue().currentRow()->student == r.pupils[0]);
    r.press('A'); // now the newer one was seen
    CHECK(r.becomes(0, PhotoStatus::accepted));
}

TEST_CASE("review: a crop is turned, moved and saved, the photo stays as it came") {
    Review r(five);
    const auto blob = r.desk.replica().photos().file(r.pupils[0]).value().proposed()->blob;
    r.press('K');
    r.desk.settle();
    REQUIRE(r.desk.find<wxWindow>(id::cropPicture)->IsShownOnScreen());
    r.desk.key(']');
    r.desk.key('-');
    r.desk.key(WXK_RIGHT);
    r.desk.click(id::cropSave);
    REQUIRE(r.desk.until(
        [&] { return r.desk.replica().photos().file(r.pupils[0]).value().proposed()->crop.has_value(); }));
    const auto photo = *r.desk.replica().photos().file(r.pupils[0]).value().proposed();
    CHECK(photo.crop->quarterTurns == 1);
    CHECK(photo.crop->w * photo.height / (photo.crop->h * photo.width) == Approx(19.0 / 26).epsilon(1e-3));
    CHECK(photo.blob == blob);
    r.desk.settle();
    CHECK_FALSE(r.desk.find<wxWindow>(id::cropPicture)->IsShownOnScreen());
}

TEST_CASE("review: change requests: keep the present one, choose the new one") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        for (const char* name : {"Adamczyk", "Bąk"}) {
            pupils.push_back(submitted(office, name));
            static_cast<void>(office.review.accept(pupils.back()).value());
            send(office, pupils.back(), 60 + office.count);
        }
    });
    r.tab(PhotoStatus::changeRequested);
    REQUIRE(r.panel().queue().size() == 2);
    CHECK(r.desk.find<wxWindow>(id::reviewCompare)->IsShownOnScreen());
    const auto present = r.desk.replica().photos().file(r.pupils[0]).value().accepted()->blob;
    const auto fresh = r.desk.replica().photos().file(r.pupils[1]).value().proposed()->blob;
    r.press('Z');
    REQUIRE(r.becomes(0, PhotoStatus::accepted));
    CHECK(r.desk.replica().photos().file(r.pupils[0]).value().accepted()->blob == present);
    r.press('N');
    REQUIRE(r.becomes(1, PhotoStatus::accepted));
    CHECK(r.desk.replica().photos().file(r.pupils[1]).value().accepted()->blob == fresh);
}

TEST_CASE("review: blinking ends with the key, whatever has the focus, and with the focus") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        pupils.push_back(submitted(office, "Adamczyk"));
        static_cast<void>(office.review.accept(pupils.back()).value());
        send(office, pupils.back(), 60);
    });
    r.tab(PhotoStatus::changeRequested);
    const auto* compare = descendant<ui::CompareView>(r.panel());
    wxUIActionSimulator hands;
    for (const int control : {static_cast<int>(id::reviewSwipe), static_cast<int>(id::reviewBlink)}) {
        r.desk.find<wxWindow>(control)->SetFocus();
        pump(60);
        hands.KeyDown('B');
        REQUIRE(r.desk.until([&] { return compare->model().blinking(); }, 3000));
        hands.KeyUp('B');
        CHECK(r.desk.until([&] { return !compare->model().blinking(); }, 3000));
    }
    hands.KeyDown('B');
    REQUIRE(r.desk.until([&] { return compare->model().blinking(); }, 3000));
    r.panel().SetFocus();
    CHECK(r.desk.until([&] { return !compare->model().blinking(); }, 3000));
    hands.KeyUp('B');
}

TEST_CASE("review: two portraits are aligned by the eyes, and what the checks judge otherwise stands below") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        SeededRng rng(3);
        auto params = demo::randomPortrait(rng, true);
        params.glasses = demo::Glasses::none;
        const auto send = [&](bool accept) {
            const auto image = demo::paintPortrait(params, 450, 600);
            office.review
                .submit(pupils[0], imaging::encodeJpeg(image, 92, 300).value(), "a.jpg",
                        domain::PhotoChannel::panel, accept ? office.office->clerk() : office.parent(),
                        accept)
                .value();
        };
        pupils.push_back(office.add());
        send(true);
        params.roll = 0.25F;
        params.shiftX = 0.08F;
        send(false);
    });
    r.tab(PhotoStatus::changeRequested);
    auto* align = r.desk.find<wxCheckBox>(id::reviewAlign);
    REQUIRE(r.desk.until([&] { return align->IsEnabled(); }, 20000));
    const auto* compare = dynamic_cast<ui::CompareView*>(align->GetParent());
    REQUIRE(compare);
    CHECK_FALSE(compare->model().aligned());
    r.desk.click(align);
    REQUIRE(r.desk.until([&] { return compare->model().aligned(); }, 5000));
    const auto place = compare->model().placePresent({450, 600}, {450, 600}, {300, 400});
    CHECK(std::abs(place.radians) == Approx(0.25).margin(0.06));
    REQUIRE(compare->findings().IsShown());
    REQUIRE_FALSE(compare->findings().rows().empty()); // the new one is tilted
    r.desk.screenshot("review-align");
}

TEST_CASE("review: a deletion is asked about once more, then the bytes are gone") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        for (const char* name : {"Adamczyk", "Bąk"}) {
            pupils.push_back(submitted(office, name));
            static_cast<void>(office.review.accept(pupils.back()).value());
            static_cast<void>(office.review.requestDeletion(pupils.back(), office.parent(), "moved").value());
        }
    });
    r.tab(PhotoStatus::deletionRequested);
    const auto blob = r.desk.replica().photos().file(r.pupils[0]).value().accepted()->blob;
    r.desk.dialogs().nextConfirm = false;
    r.press('U');
    r.desk.settle();
    CHECK(r.status(0) == PhotoStatus::deletionRequested);
    r.desk.dialogs().nextConfirm = true;
    r.press('U');
    REQUIRE(r.becomes(0, PhotoStatus::none));
    CHECK(r.desk.until([&] { return !r.desk.replica().blobs().has(blob); }));
    r.desk.settle();
    r.press('O'); // refuses the other
    r.desk.settle();
    r.desk.key(WXK_RETURN);
    CHECK(r.becomes(1, PhotoStatus::accepted));
}

TEST_CASE("review: a photo whose bytes are gone is told, never accepted blind") {
    Review r([](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
        pupils.push_back(submitted(office, "Adamczyk"));
        std::filesystem::remove(office.office->replica().blobs().path(
            office.office->replica().photos().file(pupils[0]).value().proposed()->blob));
    });
    r.desk.settle();
    r.desk.key('A');
    pump(300);
    r.desk.key('A');
    r.desk.settle();
    CHECK(r.status(0) == PhotoStatus::pending);
}

TEST_CASE("review: pictures of each page", "[screenshots]") {
    Review r(
        [](SampleOffice& office, std::vector<domain::StudentId>& pupils) {
            five(office, pupils);
            static_cast<void>(office.review.accept(pupils[4]).value());
            send(office, pupils[4], 90);
        },
        Language::polish);
    const char* set = std::getenv("ESEK_SHOTS");
    const std::string suffix = std::string("-") + (set ? set : "light");
    r.press('O');
    r.desk.screenshot("review-reasons" + suffix);
    r.desk.key(WXK_ESCAPE);
    r.press('K');
    r.desk.screenshot("review-crop" + suffix);
    r.desk.key(WXK_ESCAPE);
    r.tab(PhotoStatus::changeRequested);
    r.desk.screenshot("review-compare" + suffix);
    CHECK(r.panel().queue().size() == 1);
}
