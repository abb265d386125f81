#include "ui/model/ReviewKeys.h"
#include "ui/model/CompareModel.h"
#include "ui/model/ReviewTexts.h"

#include <catch2/catch.hpp>
#include <set>

using namespace esek;
using domain::PhotoStatus;
using namespace ui::model;

namespace {
KeyPress letter(char32_t c, bool ctrl = false) {
    return {Key::character, c, ctrl, false, false};
}
KeyPress key(Key k, bool shift = false) {
    return {k, 0, false, shift, false};
}
} // namespace

TEST_CASE("Letters decide only where the status allows it") {
    CHECK(commandFor(letter(U'A'), PhotoStatus::pending) == Command::accept);
    CHECK(commandFor(letter(U'O'), PhotoStatus::pending) == Command::reject);
    CHECK(commandFor(letter(U'O'), PhotoStatus::accepted) == Command::reject);
    CHECK(commandFor(letter(U'O'), PhotoStatus::deletionRequested) == Command::refuseDeletion);
    CHECK(commandFor(letter(U'U'), PhotoStatus::deletionRequested) == Command::approveDeletion);
    CHECK(commandFor(letter(U'Z'), PhotoStatus::changeRequested) == Command::keepCurrent);
    CHECK(commandFor(letter(U'N'), PhotoStatus::changeRequested) == Command::takeNew);
    for (const auto status : {PhotoStatus::none, PhotoStatus::accepted, PhotoStatus::rejected,
                              PhotoStatus::changeRequested, PhotoStatus::deletionRequested})
        CHECK(commandFor(letter(U'A'), status) == Command::none);
    CHECK(commandFor(letter(U'U'), PhotoStatus::pending) == Command::none);
}

TEST_CASE("Ctrl gives letters another meaning, Alt none") {
    CHECK(commandFor(letter(U'Z', true), PhotoStatus::changeRequested) == Command::undo);
    CHECK(commandFor(letter(U'A', true), PhotoStatus::pending) == Command::markAll);
    CHECK(commandFor(letter(U'O', true), PhotoStatus::pending) == Command::none);
    KeyPress alt = letter(U'A');
    alt.alt = true;
    CHECK(commandFor(alt, PhotoStatus::pending) == Command::none);
}

TEST_CASE("Several at once are accepted and rejected, nothing else") {
    CHECK(commandFor(letter(U'A'), PhotoStatus::pending, true) == Command::accept);
    CHECK(commandFor(letter(U'O'), PhotoStatus::pending, true) == Command::reject);
    CHECK(commandFor(letter(U'K'), PhotoStatus::pending, true) == Command::none);
    CHECK(commandFor(letter(U'O'), PhotoStatus::accepted, true) == Command::none);
    CHECK(commandFor(letter(U'N'), PhotoStatus::changeRequested, true) == Command::none);
    CHECK(commandFor(letter(U'U'), PhotoStatus::deletionRequested, true) == Command::none);
}

TEST_CASE("Keys that move") {
    const auto at = PhotoStatus::pending;
    CHECK(commandFor(key(Key::down), at) == Command::nextRow);
    CHECK(commandFor(key(Key::down, true), at) == Command::markNext);
    CHECK(commandFor(key(Key::right), at) == Command::next);
    CHECK(commandFor(key(Key::home), at) == Command::first);
    CHECK(commandFor(key(Key::end), at) == Command::last);
    CHECK(commandFor(key(Key::space), at) == Command::mark);
    CHECK(commandFor(key(Key::escape), at) == Command::clearMarks);
    for (const Key k : {Key::down, Key::up, Key::left, Key::right, Key::pageDown, Key::space}) {
        KeyPress press = key(k);
        press.ctrl = true;
        CHECK(commandFor(press, at) == commandFor(key(k), at));
    }
}

TEST_CASE("Every decision is known as one") {
    int decisions = 0;
    for (int c = 0; c <= static_cast<int>(Command::findText); ++c)
        decisions += isDecision(static_cast<Command>(c)) ? 1 : 0;
    CHECK(decisions == 6);
}

TEST_CASE("Each reason has a key of its own") {
    std::set<char> keys;
    const auto n = domain::allRejectionReasons().size();
    for (std::size_t i = 0; i < n; ++i)
        keys.insert(reasonKey(i));
    CHECK(keys.size() == n);
    CHECK(reasonKey(0) == '1');
    CHECK(reasonKey(8) == '9');
    CHECK(reasonKey(9) == 'a');
}

TEST_CASE("Facts beside a photo") {
    domain::Photo photo;
    photo.width = 600;
    photo.height = 800;
    photo.byteCount = 1'234'567;
    photo.source.channel = domain::PhotoChannel::panel;
    photo.source.sender = {domain::Role::guardian, "Adam Kowalski", ""};
    const Facts facts = photoFacts(photo);
    REQUIRE(facts.size() == 4); // no file name, no line for it
    CHECK(facts[1].second.find("Adam Kowalski (") == 0);
    CHECK(facts[3].second.find("600 × 800 px") == 0);
    CHECK(bytesText(999) == "1 kB");
    CHECK(senderText({domain::Role::clerk, "", ""}) == roleText(domain::Role::clerk));
    photo.source.asksForHeadwear = true;
    REQUIRE(photoFacts(photo).size() == 5);
    CHECK(photoFacts(photo)[3].second.find("as the family says") != std::string::npos);
}

TEST_CASE("what the office entered for a family says who entered it and for whom") {
    const domain::Actor office{domain::Role::clerk, "Anna Nowak", "biuro"};
    domain::Actor forParent = office;
    forParent.onBehalfOf = domain::Principal{domain::Role::guardian, "Adam Kowalski"};
    CHECK(senderText(forParent) ==
          senderText(office) + " on behalf of the parent or guardian: Adam Kowalski");
    domain::Photo photo;
    photo.source.sender = forParent;
    CHECK(photoFacts(photo)[1].second == senderText(forParent));
    domain::Mutation asked;
    asked.by = forParent;
    asked.change = domain::PhotoChange(domain::RequestDeletion{"bez powodu"});
    CHECK(historyText(asked) == "Deletion asked for");
    const auto rows = differences(photo, photo);
    CHECK(rows[1].present == senderText(forParent));
}
