#include "demo/DemoPupils.h"

#include "base/Text.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace esek;
using namespace esek::demo;

namespace {

bool any(const std::vector<DemoPupil>& pupils, const std::function<bool(const DemoPupil&)>& test) {
    return std::any_of(pupils.begin(), pupils.end(), test);
}

} // namespace

TEST_CASE("the demo school has 60 pupils in 3 classes, the same for the same seed") {
    const auto pupils = demoPupils(1);
    REQUIRE(pupils.size() == 60);
    std::map<std::string, int> classes;
    for (const auto& p : pupils)
        ++classes[p.student.classUnit];
    CHECK(classes == std::map<std::string, int>{{"1A", 20}, {"2B", 20}, {"3C", 20}});

    const auto again = demoPupils(1);
    const auto other = demoPupils(2);
    bool differs = false;
    for (std::size_t i = 0; i < pupils.size(); ++i) {
        CHECK(pupils[i].student == again[i].student);
        differs = differs || pupils[i].student.birthDate != other[i].student.birthDate;
    }
    CHECK(differs);
}

TEST_CASE("PESELs are valid, agree with birth date and sex, and are unique like register numbers") {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        std::set<std::string> pesels;
        std::set<std::string> numbers;
        for (const auto& p : demoPupils(seed)) {
            CAPTURE(seed, p.student.registerNumber);
            CHECK(numbers.insert(p.student.registerNumber).second);
            REQUIRE(p.student.birthDate);
            if (!p.student.pesel) {
                REQUIRE(p.student.document);
                CHECK_FALSE(p.student.document->number.empty());
                continue;
            }
            const auto parsed = domain::Pesel::parse(p.student.pesel->text());
            REQUIRE(parsed);
            CHECK(parsed->birthDate() == *p.student.birthDate);
            CHECK(parsed->female() == p.female);
            CHECK(pesels.insert(parsed->text()).second);
        }
    }
}

TEST_CASE("every hard case of a school office is there") {
    const auto pupils = demoPupils(1);
    const auto bornIn = [](int year) {
        return [year](const DemoPupil& p) { return int(p.student.birthDate->year()) == year; };
    };
    CHECK(any(pupils, bornIn(1999)));
    CHECK(any(pupils, bornIn(2009))); // PESEL with a leading zero
    CHECK(any(pupils, bornIn(2011)));
    CHECK(any(pupils, [](auto& p) { return std::ranges::count(p.student.givenNames, ' ') == 3; }));
    CHECK(any(pupils, [](auto& p) { return p.student.surname.find('-') != std::string::npos; }));
    CHECK(any(pupils, [](auto& p) { return p.student.surname.find('\'') != std::string::npos; }));
    CHECK(any(pupils, [](auto& p) { return p.student.surname.find(' ') != std::string::npos; }));
    CHECK(any(pupils, [](auto& p) { return p.student.document && p.student.document->kind == "paszport"; }));

    std::string letters;
    std::map<std::string, int> names;
    for (const auto& p : pupils) {
        letters += toLower(p.student.listName());
        ++names[p.student.surname + p.student.givenNames.substr(0, p.student.givenNames.find(' ')) +
                p.student.classUnit];
    }
    for (const char* letter : {"ą", "ć", "ę", "ł", "ń", "ó", "ś", "ź", "ż", "š", "ů", "ü", "í"}) {
        CAPTURE(letter);
        CHECK(letters.find(letter) != std::string::npos);
    }
    CHECK(
        std::any_of(names.begin(), names.end(), [](auto& entry) { return entry.second == 2; })); // namesakes
}

TEST_CASE("every way to spoil a photo and every decision occurs") {
    const auto pupils = demoPupils(1);
    for (const Spoil spoil : allSpoils()) {
        CAPTURE(name(spoil));
        CHECK(any(pupils, [&](auto& p) { return p.spoil == spoil && p.fileName != FileName::missing; }));
    }
    for (const Part part : {Part::pending, Part::accepted, Part::rejected, Part::changeRequest,
                            Part::changeTaken, Part::deletionRequest})
        CHECK(any(pupils, [&](auto& p) { return p.part == part; }));
    for (const FileName way : {FileName::pesel, FileName::registerNumber, FileName::nameAndClass,
                               FileName::camera, FileName::missing})
        CHECK(any(pupils, [&](auto& p) { return p.fileName == way; }));
    // A decision needs a photo that the import takes and can assign.
    for (const auto& p : pupils) {
        if (p.part == Part::pending)
            continue;
        CAPTURE(p.student.registerNumber);
        CHECK(p.fileName != FileName::missing);
        CHECK(p.fileName != FileName::camera);
        CHECK(p.spoil != Spoil::truncated);
        CHECK(p.spoil != Spoil::onePixel);
        CHECK(p.spoil != Spoil::tiny);
        CHECK((p.part == Part::rejected) == !p.rejection.empty());
    }
}
