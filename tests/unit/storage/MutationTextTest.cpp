#include "domain/MutationText.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

TEST_CASE("the text of a mutation is the dump of its JSON") {
    Mutation m;
    m.by = {Role::clerk, "Anna \"Ania\" Wójcik\t\x01\x7f", {}};
    Student s;
    s.surname = "Żółć\\";
    s.givenNames = "Jan\nMaria";
    const auto check = [&] {
        m.change = PutStudent{s};
        REQUIRE(toJsonText(m) == toJson(m).dump());
    };
    check();
    m.expected = 0;
    m.by.workstation = "sekretariat-1";
    s.registerNumber = "12/2026";
    s.birthDate = Date(std::chrono::year(2011), std::chrono::month(3), std::chrono::day(5));
    s.pesel = makePesel(*s.birthDate, 17);
    s.classUnit = "1A";
    s.version = -3;
    check();
    s.document = IdentityDocument{"paszport", ""};
    s.cardType = "MEiN-I/3-N";
    s.needsNoCard = true;
    s.left = true;
    s.photoExceptions = {{PhotoExceptionKind::headwear, "chusta \"hidżab\"\n"},
                         {PhotoExceptionKind::other, "zaświadczenie 7/2026"}};
    m.by.name.clear();
    check();
    s.photoExceptions[1].reason = "\xff";
    m.change = PutStudent{s};
    CHECK_THROWS(toJsonText(m));
    s.photoExceptions.pop_back();
    check();
    s.surname = "\xff";
    m.change = PutStudent{s};
    CHECK_THROWS(toJsonText(m));
    m.change = PhotoChange{AcceptPhoto{}};
    CHECK(toJsonText(m) == toJson(m).dump());
}
