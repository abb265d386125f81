#include "app/ChangeWords.h"
#include "domain/Apply.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;

namespace {
constexpr const char* kTurned = "zgoda \u202Eadogz"; // the end would be read from right to left
constexpr const char* kControl = "zgoda\x1b[2J";
} // namespace

TEST_CASE("words that another office wrote reach no list with signs that lead astray") {
    for (const std::string bad : {kTurned, kControl}) {
        Mutation m;
        m.change = PhotoChange(RejectPhoto{{RejectionReason::other}, bad});
        CHECK(changeText(m).find(bad) == std::string::npos);
        CHECK(changeText(m).find("zgoda") != std::string::npos);
        SystemMessage message;
        message.to = PhotoStatus::rejected;
        message.note = bad;
        CHECK(message.text().find(bad) == std::string::npos);
        CHECK(message.text().find("zgoda") != std::string::npos);
    }
    Mutation m;
    m.change = PhotoChange(RejectPhoto{{RejectionReason::other}, "dwa\nwiersze, Żółć"});
    CHECK(changeText(m).find("dwa\nwiersze, Żółć") != std::string::npos);
}
