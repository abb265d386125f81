#include "domain/Student.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

namespace {

Student pupil() {
    Student s;
    s.surname = "Żółć";
    s.givenNames = "Łucja";
    return s;
}

} // namespace

TEST_CASE("a pupil of an earlier program has no photo exceptions, and none are written") {
    const Json old = toJson(pupil());
    CHECK_FALSE(old.contains("photoExceptions"));
    CHECK(studentFromJson(old)->photoExceptions.empty());
}

TEST_CASE("photo exceptions: one of a kind, in the order of the kinds, taken away by an empty reason") {
    Student s = pupil();
    setPhotoException(s, PhotoExceptionKind::other, "po operacji oka");
    setPhotoException(s, PhotoExceptionKind::headwear, "chusta");
    setPhotoException(s, PhotoExceptionKind::headwear, "chusta, względy religijne");
    REQUIRE(s.photoExceptions.size() == 2);
    CHECK(s.photoExceptions[0].kind == PhotoExceptionKind::headwear);
    CHECK(photoException(s, PhotoExceptionKind::headwear) == "chusta, względy religijne");
    CHECK(photoException(s, PhotoExceptionKind::glasses).empty());
    CHECK(studentFromJson(toJson(s)).value() == s);
    setPhotoException(s, PhotoExceptionKind::other, "");
    CHECK(s.photoExceptions.size() == 1);
}

TEST_CASE("an exception without a reason, of an unknown kind or twice is refused") {
    const auto read = [](const char* list) {
        Json j = toJson(pupil());
        j["photoExceptions"] = parseJson(list).value();
        return studentFromJson(j);
    };
    CHECK(read(R"([{"kind": "glasses", "reason": "wada wzroku"}])"));
    for (const char* bad :
         {R"([{"kind": "glasses", "reason": ""}])", R"([{"kind": "glasses"}])",
          R"([{"kind": "hat", "reason": "x"}])",
          R"([{"kind": "glasses", "reason": "a"}, {"kind": "glasses", "reason": "b"}])", R"({})"})
        CHECK(read(bad).error().code == ErrorCode::jsonInvalid);
}
