#include "app/RetentionService.h"

#include "app/PrintPictures.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;
using Rule = RetentionService::Rule;

namespace {

struct Kept : SampleOffice {
    RetentionService service{*office};

    StudentId rejected() {
        const auto id = add();
        review.submit(id, test::sampleJpeg(count), "a.jpg", PhotoChannel::panel, parent()).value();
        review.reject(id, {RejectionReason::blurred}, "").value();
        return id;
    }
    void leave(StudentId id, bool left = true) {
        Student s = office->replica().students().get(id).value().student;
        s.left = left;
        office->replica().commit(office->mutation(id.uuid, PutStudent{s})).value();
    }
    PhotoStatus status(StudentId id) { return office->replica().photos().file(id).value().status(); }
    std::vector<std::pair<StudentId, Rule>> listed() {
        std::vector<std::pair<StudentId, Rule>> found;
        for (const auto& item : service.preview().value())
            found.emplace_back(item.student, item.rule);
        return found;
    }
};

using Listed = std::vector<std::pair<StudentId, Rule>>;

} // namespace

TEST_CASE("retention: without rules nothing is listed, and a term begins after its last day") {
    Kept s;
    const auto id = s.rejected();
    s.clock.advance(std::chrono::days(3000));
    CHECK(s.listed().empty());
    CHECK(s.service.setRules({4000, 0}).error().code == ErrorCode::valueInvalid);
    CHECK(s.listed().empty());
    REQUIRE(s.service.setRules({3000, 0}).ok());
    CHECK(s.listed().empty());
    s.clock.advance(std::chrono::seconds(1));
    CHECK(s.listed() == Listed{{id, Rule::rejectedPhoto}});
}

TEST_CASE("retention: the preview says who, what and since when, and changes nothing") {
    Kept s;
    const auto rejected = s.rejected();
    const auto leaver = s.addWithPhoto();
    const auto stays = s.addWithPhoto();
    const Timestamp then = s.clock.now();
    REQUIRE(s.service.setRules({30, 365}).ok());
    s.clock.advance(std::chrono::days(30));
    CHECK(s.listed().empty());
    s.clock.advance(std::chrono::seconds(1));
    CHECK(s.listed() == Listed{{rejected, Rule::rejectedPhoto}});
    CHECK(s.service.preview().value()[0].since == then);
    s.leave(leaver);
    const Timestamp left = s.clock.now();
    s.clock.advance(std::chrono::days(200));
    Student again = s.office->replica().students().get(leaver).value().student;
    again.surname = "Inna"; // a correction later is no other leaving
    s.office->replica().commit(s.office->mutation(leaver.uuid, PutStudent{again})).value();
    s.clock.advance(std::chrono::days(165) + std::chrono::seconds(1));
    const auto items = s.service.preview().value();
    REQUIRE(items.size() == 2);
    for (const auto& item : items)
        if (item.student == leaver) {
            CHECK(item.rule == Rule::photoOfLeaver);
            CHECK(item.since == left);
            CHECK(item.label.find("Inna") != std::string::npos);
        }
    CHECK(s.status(rejected) == PhotoStatus::rejected);
    CHECK(s.status(leaver) == PhotoStatus::accepted);
    CHECK(s.status(stays) == PhotoStatus::accepted);
}

TEST_CASE("retention: who came back, and whose family waits for an answer, is not listed") {
    Kept s;
    const auto back = s.addWithPhoto(), asks = s.addWithPhoto();
    REQUIRE(s.service.setRules({1, 1}).ok());
    s.leave(back);
    s.leave(asks);
    s.review.requestDeletion(asks, s.parent()).value();
    s.clock.advance(std::chrono::days(10));
    s.leave(back, false);
    CHECK(s.listed().empty());
    s.leave(back); // left for the second time: the term begins anew
    s.clock.advance(std::chrono::hours(23));
    CHECK(s.listed().empty());
    s.clock.advance(std::chrono::hours(2));
    CHECK(s.listed() == Listed{{back, Rule::photoOfLeaver}});
}

TEST_CASE("retention: what was listed is erased with all that was made of it, and the audit says why") {
    namespace fs = std::filesystem;
    Kept s;
    const auto leaver = s.addWithPhoto(), rejected = s.rejected(), stays = s.addWithPhoto();
    const auto blob = s.office->replica().photos().file(leaver)->accepted()->blob;
    REQUIRE(s.office->pictures().get(blob, std::nullopt, {19, 26, 600}));
    REQUIRE(s.service.setRules({30, 30}).ok());
    s.leave(leaver);
    s.clock.advance(std::chrono::days(31));
    const auto items = s.service.preview().value();
    REQUIRE(items.size() == 2);
    const auto erased = s.service.erase(items).value();
    CHECK(erased.done.size() == 2);
    CHECK(erased.refused.empty());
    CHECK(s.status(leaver) == PhotoStatus::none);
    CHECK(s.status(rejected) == PhotoStatus::none);
    CHECK(s.status(stays) == PhotoStatus::accepted);
    CHECK_FALSE(s.office->replica().blobs().has(blob));
    for (const auto& entry : fs::recursive_directory_iterator(s.dir / "replica"))
        CHECK(entry.path().filename().string().find(blob.toString()) == std::string::npos);
    storage::AuditFilter filter;
    filter.entityId = leaver.uuid;
    const auto audit = s.office->replica().history().audit(filter).value();
    const auto* change = std::get_if<PhotoChange>(&audit[0].mutation.change);
    REQUIRE(change);
    REQUIRE(std::get_if<ApproveDeletion>(change));
    CHECK(std::get_if<ApproveDeletion>(change)->note.find("30") != std::string::npos);
    CHECK(s.office->replica().care().verify()->ok());
    CHECK(s.listed().empty());
}

TEST_CASE("retention: a photo that changed after the preview stays, and is named") {
    Kept s;
    const auto first = s.rejected(), second = s.rejected();
    REQUIRE(s.service.setRules({30, 0}).ok());
    s.clock.advance(std::chrono::days(31));
    const auto items = s.service.preview().value();
    REQUIRE(items.size() == 2);
    s.review.submit(first, test::sampleJpeg(99), "b.jpg", PhotoChannel::panel, s.parent()).value();
    const auto erased = s.service.erase(items).value();
    REQUIRE(erased.refused.size() == 1);
    CHECK(erased.refused[0].first.student == first);
    CHECK(erased.refused[0].second.code == ErrorCode::versionChanged);
    CHECK(s.status(first) == PhotoStatus::pending);
    CHECK(s.status(second) == PhotoStatus::none);
}

TEST_CASE("retention: a photo that nobody asked to delete is not deleted by the answer to a request") {
    Kept s;
    const auto rejected = s.rejected(), accepted = s.addWithPhoto();
    for (const auto& id : {rejected, accepted})
        CHECK(s.review.approveDeletion(id, "with a note").error().code == ErrorCode::wrongStatus);
    CHECK(s.status(accepted) == PhotoStatus::accepted);
}
