#include "ui/model/PhotosImport.h"
#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;
using ui::model::PhotosImport;
using State = PhotosImport::State;

namespace {

domain::StudentId id(char c) {
    return *domain::StudentId::parse(std::string("00000000-0000-7000-8000-00000000000") + c);
}

/// Two files are sure, three need a person.
PhotosImport wizard() {
    setLanguage(Language::english);
    PhotosImport::Read read;
    read.source = "photos";
    read.pupils = {{id('1'), "Kowalska Anna, 1A", true},
                   {id('2'), "Żółty Łukasz, 2B", false},
                   {id('3'), "Nowak Anna, 1A", false},
                   {id('4'), "Nowak Anna, 2B", false}};
    read.matches = {{"a.jpg", roster::MatchHow::pesel, {id('1')}},
                    {"b.jpg", roster::MatchHow::none, {}},
                    {"c.jpg", roster::MatchHow::ambiguous, {id('2')}},
                    {"d.jpg", roster::MatchHow::none, {id('3'), id('4')}},
                    {"e.jpg", roster::MatchHow::registerNumber, {id('2')}}};
    PhotosImport m;
    m.setRead(read);
    return m;
}

/// What is read of the same folder again, now without the last file and the last pupil.
PhotosImport::Read readLater() {
    PhotosImport::Read read;
    read.source = "photos";
    read.pupils = {{id('1'), "Kowalska Anna, 1A", false},
                   {id('2'), "Żółty Łukasz, 2B", false},
                   {id('3'), "Nowak Anna, 1A", false}};
    read.matches = {{"a.jpg", roster::MatchHow::pesel, {id('1')}},
                    {"b.jpg", roster::MatchHow::none, {}},
                    {"c.jpg", roster::MatchHow::ambiguous, {id('2')}},
                    {"d.jpg", roster::MatchHow::none, {id('3')}}};
    return read;
}

std::size_t rowOf(const PhotosImport& m, const std::string& file) {
    for (std::size_t i = 0; i < m.size(); ++i)
        if (m.fileName(i) == file)
            return i;
    FAIL("no row for " << file);
    return 0;
}

} // namespace

TEST_CASE("read again, the list keeps what a person said of files and pupils that are still there") {
    PhotosImport m = wizard();
    m.assign(rowOf(m, "b.jpg"), id('3'));
    m.assign(rowOf(m, "d.jpg"), id('4'));
    m.leaveOut(rowOf(m, "a.jpg"));
    m.leaveOut(rowOf(m, "e.jpg"));
    m.setRead(readLater(), m.made());
    CHECK(m.whose(rowOf(m, "b.jpg")) == "Nowak Anna, 1A");
    CHECK(m.state(rowOf(m, "d.jpg")) == State::unsure); // as its name says, no longer as the person said
    CHECK(m.state(rowOf(m, "a.jpg")) == State::leftOut);
    CHECK(m.made().leftOut == std::set<std::string>{"a.jpg"});
    m.setRead(readLater());
    CHECK(m.made().assigned.empty());
}

TEST_CASE("files without a pupil come first and can be assigned by hand") {
    PhotosImport m = wizard();
    REQUIRE(m.size() == 5);
    CHECK(m.fileName(0) == "b.jpg");
    CHECK(m.fileName(4) == "e.jpg");
    CHECK(m.toImport() == 2);
    CHECK(m.state(0) == State::noPupil);
    // The likely one first, then the others; search knows no diacritics.
    CHECK(m.candidates(1, "").front().id == id('2'));
    REQUIRE(m.candidates(0, "zolty luk").size() == 1);
    m.assign(0, id('3'));
    CHECK(m.state(0) == State::assigned);
    CHECK(m.whose(0) == "Nowak Anna, 1A");
    CHECK(m.toImport() == 3);
    CHECK(m.choices().assigned.at("b.jpg") == id('3'));
    m.takeBack(0);
    CHECK(m.toImport() == 2);
}

TEST_CASE("a name that fits several pupils is not counted as one that fits nobody") {
    const PhotosImport m = wizard();
    CHECK(m.state(rowOf(m, "d.jpg")) == State::unsure);
    CHECK(m.stateText(rowOf(m, "d.jpg")) == "several pupils");
    CHECK(m.counts() == "Files: 5. Matched: 2. Assigned by hand: 0. To be chosen: 2. No pupil: 1.");
}

TEST_CASE("who has a photo already is said beside the name") {
    const PhotosImport m = wizard();
    CHECK(m.candidates(0, "kowalska").front().label() == "Kowalska Anna, 1A · has a photo already");
    CHECK(m.candidates(0, "zolty").front().label() == "Żółty Łukasz, 2B");
    CHECK(m.whose(rowOf(m, "a.jpg")) == "Kowalska Anna, 1A · has a photo already");
    CHECK(m.replacing() == 1);
}

TEST_CASE("a second file for a pupil holds both back until one is chosen") {
    PhotosImport m = wizard();
    m.assign(rowOf(m, "b.jpg"), id('1')); // a.jpg is hers by its PESEL
    CHECK(m.state(rowOf(m, "a.jpg")) == State::twoFiles);
    CHECK(m.state(rowOf(m, "b.jpg")) == State::twoFiles);
    CHECK(m.stateText(rowOf(m, "a.jpg")) == "two files for one pupil");
    CHECK(m.toImport() == 1);
    m.useThis(rowOf(m, "b.jpg"));
    CHECK(m.state(rowOf(m, "a.jpg")) == State::leftOut);
    CHECK(m.state(rowOf(m, "b.jpg")) == State::assigned);
    CHECK(m.toImport() == 2);
    CHECK(m.choices().leftOut.contains("a.jpg"));
    m.takeBack(rowOf(m, "a.jpg"));
    CHECK(m.state(rowOf(m, "b.jpg")) == State::twoFiles);
}

TEST_CASE("two files assigned by hand to one pupil are held back as well") {
    PhotosImport m = wizard();
    m.assign(rowOf(m, "b.jpg"), id('3'));
    m.assign(rowOf(m, "d.jpg"), id('3'));
    CHECK(m.toImport() == 2);
    m.leaveOut(rowOf(m, "d.jpg"));
    CHECK(m.state(rowOf(m, "b.jpg")) == State::assigned);
    CHECK(m.toImport() == 3);
}

TEST_CASE("the way goes from one open file to the next, around the end, past those that are settled") {
    PhotosImport m = wizard();
    const auto b = rowOf(m, "b.jpg"), c = rowOf(m, "c.jpg"), d = rowOf(m, "d.jpg");
    CHECK(m.nextOpen(b) == c);
    CHECK(m.nextOpen(d) == b);
    m.assign(c, id('3'));
    CHECK(m.nextOpen(b) == d);
    m.leaveOut(b);
    m.leaveOut(d);
    CHECK_FALSE(m.nextOpen(b));
}

TEST_CASE("a damaged file is said to be so before the import and is no second file for its pupil") {
    PhotosImport m = wizard();
    m.assign(rowOf(m, "b.jpg"), id('1'));
    m.setDamaged({{"a.jpg", Error{ErrorCode::fileTruncated, "", {{"file", "a.jpg"}}}}});
    CHECK(m.state(rowOf(m, "a.jpg")) == State::damaged);
    CHECK(m.state(rowOf(m, "b.jpg")) == State::assigned);
    CHECK_FALSE(m.canAssign(rowOf(m, "a.jpg")));
    CHECK(m.damagedText() == "1 file cannot be imported: a.jpg. The reason is in its row.");
    CHECK(m.choices().leftOut.contains("a.jpg"));
    CHECK(m.counts() ==
          "Files: 5. Matched: 1. Assigned by hand: 1. To be chosen: 2. No pupil: 0. Damaged: 1.");
}

TEST_CASE("after the import its rows are marked and nothing is offered a second time") {
    PhotosImport m = wizard();
    app::RosterService::PhotoImport done;
    done.imported = {{"a.jpg", id('1')}};
    done.refused = {{"e.jpg", Error{ErrorCode::photoTooSmallToPrint, "", {}}, id('2')}};
    m.setDone(done);
    CHECK(m.state(rowOf(m, "a.jpg")) == State::imported);
    CHECK(m.state(rowOf(m, "e.jpg")) == State::refused);
    CHECK(m.toImport() == 0);
    CHECK_FALSE(m.canLeaveOut(rowOf(m, "a.jpg")));
    CHECK(m.candidates(0, "kowalska").front().hasPhoto);
}
