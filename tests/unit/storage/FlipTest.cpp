#include "Office.h"

#include "base/platform/Files.h"
#include "domain/MutationText.h"
#include "domain/Record.h"
#include "storage/Connection.h"
#include "storage/GeneratedColumns.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sqlite3.h>

using namespace esek;
using namespace esek::test;
using storage::Connection;
using storage::Replica;
namespace fs = std::filesystem;

namespace {

/// Everything that a clerk can look at, as one text. Nothing when a list cannot be read at all.
std::optional<std::string> shown(Replica& r) {
    const auto text = guarded([&] {
        std::string out = domain::toJson(r.school().value()).dump();
        for (const auto& row : r.students().list({{}, {}, true, {}, {}}).value())
            out += "\n" + domain::toJson(row.student).dump() + " " + std::string(toString(row.photoStatus)) +
                   " " + row.cardNumber;
        for (const auto& row : r.photos().list().value())
            out += "\n" + row.surname + " " + std::string(toString(row.status)) + " " + toIso(row.since) +
                   " " + (row.thumb ? row.thumb->toString() : "") + " " +
                   (row.crop ? std::to_string(row.crop->x) + " " + std::to_string(row.crop->h) : "");
        for (const auto& card : r.cards().list().value())
            out += "\n" + domain::toJson(card).dump();
        for (const auto& batch : r.cards().batches().value())
            out += "\n" + domain::toJson(batch).dump();
        for (const auto& row : r.history().messages().value())
            out += "\n" + row.surname + " " + row.message.text() + " " + toIso(row.message.at);
        for (const auto& row : r.history().audit().value())
            out += "\n" + domain::toJsonText(row.mutation);
        for (const auto& row : r.students().list({{}, "kowal", true, {}, {}}).value())
            out += "\n" + row.student.surname;
        return out;
    });
    return text ? std::optional(*text) : std::nullopt;
}

/// A school with something in every table that an office without a server fills.
struct School : Office {
    School() {
        std::vector<domain::Student> pupils;
        for (const char* surname : {"Adamska", "Kowalski", "Żółć"}) {
            auto s = student(surname, "Ewa Maria", "1A", std::to_string(pupils.size() + 1));
            s.birthDate = Date{std::chrono::year(2012), std::chrono::month(3), std::chrono::day(4)};
            s.pesel = domain::Pesel::parse(pupils.empty() ? "44051401458" : "02070803628");
            if (pupils.size() > 1)
                s.pesel.reset();
            domain::setPhotoException(s, domain::PhotoExceptionKind::glasses, "wada wzroku");
            commit(put(s));
            pupils.push_back(s);
        }
        auto withCrop = photo("first picture");
        withCrop.crop = domain::CropParams{0.125, 0.25, 0.5, 0.625, 0, 0};
        commit(byParent(photoChange(pupils[0].id, domain::SubmitPhoto{withCrop})));
        commit(photoChange(pupils[0].id, domain::AcceptPhoto{}));
        commit(byParent(photoChange(pupils[1].id, domain::SubmitPhoto{photo("second picture")})));
        commit(photoChange(pupils[1].id,
                           domain::RejectPhoto{{domain::RejectionReason::other}, "Zdjęcie jest nieostre."}));
        commit(byParent(photoChange(pupils[0].id, domain::SubmitPhoto{photo("third picture")})));

        domain::CardBatch batch;
        batch.id = newId<domain::BatchId>();
        batch.number = 1;
        batch.issuedOn = Date{std::chrono::year(2026), std::chrono::month(9), std::chrono::day(1)};
        batch.createdAt = clock.now();
        batch.createdBy = "Anna Wójcik";
        batch.cardCount = 1;
        commit(mutation(batch.id.uuid, domain::PutBatch{batch}));
        domain::StudentCard card;
        card.id = newId<domain::CardId>();
        card.student = pupils[0].id;
        card.batch = batch.id;
        card.number = "1/2026";
        card.cardType = "MEiN-I/1";
        card.issuedOn = batch.issuedOn;
        card.classUnit = "1A";
        card.contents.surname = "Adamska";
        card.contents.givenNames = "Ewa Maria";
        card.contents.birthDate = *pupils[0].birthDate;
        card.contents.pesel = "44051401458";
        card.contents.schoolName = school().name;
        card.contents.schoolAddress = school().address;
        card.contents.headteacher = school().headteacher;
        card.contents.photo = withCrop.blob;
        commit(mutation(card.id.uuid, domain::CardChange{domain::IssueCard{card}}));
        {
            Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
            c.text("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        replica.reset();
    }
    fs::path database() const { return folder() / "replica.sqlite"; }

    /// One byte of the database is another one: false when neither the start nor `verify` tells of it
    /// although a clerk sees something else than `before`.
    bool isHarmless(const std::vector<std::uint8_t>& good, std::size_t at, std::uint8_t value,
                    const std::optional<std::string>& before, bool& told) {
        auto flipped = good;
        flipped[at] = value;
        std::error_code ec;
        for (const char* end : {"", "-wal", "-shm"})
            fs::remove(fs::path(database()) += end, ec);
        REQUIRE(platform::writeFileAtomically(database(), flipped));
        auto opened = Replica::open(folder(), clock, rng);
        auto report = opened ? (*opened)->care().verify() : Result<storage::VerifyReport>(opened.error());
        told = !report || !report->ok();
        return told || shown(**opened) == before;
    }
};

/// More of them by hand.
int flips() {
    const char* wanted = std::getenv("ESEK_FLIPS");
    return wanted ? std::atoi(wanted) : 250;
}

} // namespace

TEST_CASE_METHOD(School, "no changed byte changes what a clerk sees without verify telling") {
    const auto good = platform::readFile(database()).value();
    reopen();
    REQUIRE(problems(*replica).empty());
    const auto before = shown(*replica);
    REQUIRE(before);
    replica.reset();
    SeededRng random(20261127);
    int seen = 0;
    for (int i = 0; i < flips(); ++i) {
        // Most of a small file are pages that hold nothing: a place counts when its page has bytes around it.
        std::size_t at = 0;
        do
            at = random.next() % good.size();
        while (good[at] == 0);
        const auto value = static_cast<std::uint8_t>(i % 2 == 0 ? good[at] ^ (1u << (random.next() % 8))
                                                                : 'a' + random.next() % 26);
        if (value == good[at])
            continue;
        CAPTURE(i, at, good[at], value,
                std::string(good.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at, 40) - 40),
                            good.begin() + static_cast<std::ptrdiff_t>(std::min(at + 40, good.size()))));
        bool told = false;
        CHECK(isHarmless(good, at, value, before, told));
        seen += told ? 1 : 0;
    }
    CHECK(seen > flips() * 2 / 5);
}

TEST_CASE_METHOD(School, "no changed byte of the file's head changes what a clerk sees") {
    constexpr std::size_t kHead = 100; // bytes (SQLite's file format, 1.3)
    const auto good = platform::readFile(database()).value();
    reopen();
    const auto before = shown(*replica);
    REQUIRE(before);
    replica.reset();
    bool told = false;
    for (std::size_t at = 16; at < kHead; ++at)
        for (const int other : {good[at] ^ 1, 100}) {
            CAPTURE(at, good[at], other);
            CHECK(isHarmless(good, at, static_cast<std::uint8_t>(other), before, told));
        }
    // An encoding that there is not: SQLite reads it as ours, until it reads the schema again.
    constexpr std::size_t kEncoding = 59;
    CHECK(isHarmless(good, kEncoding, 100, before, told));
    CHECK(told);
}

TEST_CASE_METHOD(School, "a stored column that says something else than its record is found") {
    const auto run = [&](const std::vector<std::string>& statements) {
        Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
        sqlite3_db_config(c.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
        for (const std::string& sql : statements)
            c.exec(sql);
    };
    std::vector<storage::GeneratedColumn> columns;
    {
        Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
        columns = storage::generatedColumns(c);
    }
    REQUIRE(columns.size() == 14);
    // Nobody may write to such a column, so for a moment the table says that it is an ordinary one.
    const std::string generated = "GENERATED ALWAYS AS (json_extract(state_json, ''$.status'')) STORED";
    run({"PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, '" + generated +
                                            "', '/* */') WHERE name = 'photo_file'"});
    run({"UPDATE photo_file SET status = 'accepted' WHERE status = 'rejected'"});
    run({"PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, '/* */', '" + generated +
                                            "') WHERE name = 'photo_file'"});
    reopen();
    CHECK(problems(*replica) == "derived: row 2: photo_file.status\n");
}
