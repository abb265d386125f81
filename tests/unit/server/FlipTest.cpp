#include "Fixture.h"
#include "server/accounts/AuthorityTable.h"

#include "base/platform/Files.h"
#include "server/accounts/PersonalTable.h"
#include "server/central/Verifier.h"
#include "server/mail/MailQueue.h"
#include "server/store/Schema.h"
#include "server/store/Seal.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace esek;
using namespace esek::server;
using test::Office;
namespace fs = std::filesystem;

namespace {

/// A server with something in every table.
struct Full : test::Server {
    domain::SchoolId school = addSchool();
    Office office{*this, school};
    Office second{*this, addSchool("SP 2"), domain::Role::administrator};

    Full() {
        for (const char* number : {"1", "2", "3"}) {
            const auto pupil = office.add(number);
            const std::string bytes = std::string("photo of ") + number;
            office.upload(bytes);
            office.submit(pupil.id, office.photoOf(bytes), false);
            const auto state = office.photoFile(pupil.id).file.state;
            office.push(office.mutation(pupil.id.uuid, domain::PhotoChange(domain::RejectPhoto{
                                                           {domain::RejectionReason::other}, "Nieostre."})),
                        domain::toJson(state));
            login(pupil.id.toString(), number);
        }
        second.add("1");
        auto taken = office.mutation(office.student("1").id.uuid, domain::PutStudent{});
        office.push(taken); // refused
        office.ask("POST", "/v1/leases", R"({"count":20})");
        const auto user =
            central.schools().addUser(school, domain::Role::headteacher, "Ewa Dyrektor").value();
        static_cast<void>(central.devices().inviteOf(school, user, "Gabinet").value());
        central.devices().revoke(enrol(school).meta.device).value();
        office.ask("POST", "/v1/uploads", Json{{"id", std::string(64, 'a')}, {"size", 10}}.dump());
    }

    void login(const std::string& pupil, const std::string& number) {
        store.write([&](Tx& tx) {
            LoginRow row;
            row.id = office.newId().toString();
            row.school = school.toString();
            row.student = pupil;
            row.number = number;
            row.role = "parent";
            row.issuedAt = toIso(clock.now());
            row.guardian = office.newId().toString();
            tx.putLogin(row);
            tx.addSession({toHex(Sha256::of(number)), office.newId().toString(), row.id, row.issuedAt,
                           row.issuedAt, "Browser"});
            DraftRow draft;
            draft.login = row.id;
            draft.id = office.newId().toString();
            draft.fileName = "zdjecie.jpg";
            draft.createdAt = row.issuedAt;
            tx.putDraft(draft);
            MailTable(tx).putContact({row.id, "anna@example.pl", "", "pl", true, false, "", row.issuedAt});
            MailTable(tx).addLink(toHex(Sha256::of("link " + number)), row.id, "anna@example.pl",
                                  row.issuedAt);
            MailQueue::addConfirm(tx, row.id, "anna@example.pl", row.id, row.issuedAt);
            tx.countGuess("login " + row.id, row.issuedAt, row.issuedAt);
            const std::string account = office.newId().toString();
            AuthorityTable(tx).put({account, "90" + number, "Urząd", "hash", "", "", row.issuedAt, "", ""});
            AuthorityTable(tx).addSession({toHex(Sha256::of("authority " + number)),
                                           office.newId().toString(), account, row.issuedAt, row.issuedAt,
                                           "Browser"});
            tx.putContact({office.device, "1.2.3", row.issuedAt});
            PersonalTable(tx).put({account, "anna" + number + "@example.pl", "", "Anna Nowak", "hash", "pl",
                                   row.issuedAt, row.issuedAt, ""});
            PersonalLinkTable(tx).put({account, row.id, row.issuedAt, row.issuedAt});
            PersonalSessionTable(tx).add({toHex(Sha256::of("personal " + number)), office.newId().toString(),
                                          account, row.issuedAt, row.issuedAt, "Browser"});
            PersonalTable(tx).addMailLink(
                toHex(Sha256::of("start " + number)),
                {account, PersonalPurpose::setPassword, "anna@example.pl", row.issuedAt});
        });
    }
};

std::string everyRow(Store& from) {
    return from.read([](Tx& tx) {
        std::string all;
        for (const TableShape& table : tableShapes()) {
            const std::size_t columns = table.columns.size();
            const Rows rows = tx.database().query("SELECT " + columnList(table) + " FROM " + table.name +
                                                      " ORDER BY " + keyList(table),
                                                  columns);
            all += std::string("\n") + table.name;
            for (std::size_t i = 0; i < rows.size(); ++i)
                for (std::size_t c = 0; c < columns; ++c) {
                    const Cell& cell = rows.cell(i, c);
                    const auto* number = std::get_if<std::int64_t>(&cell);
                    all += " " + (number ? std::to_string(*number) : std::get<std::string>(cell));
                }
        }
        return all;
    });
}

int flips() {
    const char* wanted = std::getenv("ESEK_FLIPS");
    return wanted ? std::atoi(wanted) : 250;
}

} // namespace

TEST_CASE("server: each table has rows in the test of changed bytes") {
    Full server;
    server.store.read([](Tx& tx) {
        for (const TableShape& table : tableShapes()) {
            CAPTURE(table.name);
            CHECK(tx.database().query(std::string("SELECT count(*) FROM ") + table.name, 1).integer(0, 0) >
                  0);
        }
    });
    CHECK(server.central.care().verify().value().ok());
}

TEST_CASE("server: no changed byte changes a row without verify telling") {
    Full server;
    if (server.store.dialect() != Dialect::sqlite)
        return; // there the server of the database keeps sums of its pages
    server.store.single([](Tx& tx) { tx.database().query("PRAGMA wal_checkpoint(TRUNCATE)", 3); });
    const std::string before = everyRow(server.store);
    const auto good = platform::readFile(server.dir / "server.sqlite").value();
    const fs::path file = server.dir / "flipped.sqlite";
    SeededRng random(20261127);
    int seen = 0;
    for (int i = 0; i < flips(); ++i) {
        auto flipped = good;
        std::size_t at = 0;
        do
            at = random.next() % flipped.size();
        while (flipped[at] == 0); // most of a small file holds nothing
        flipped[at] = static_cast<std::uint8_t>(i % 2 == 0 ? flipped[at] ^ (1u << (random.next() % 8))
                                                           : 'a' + random.next() % 26);
        if (flipped[at] == good[at])
            continue;
        std::error_code ec;
        for (const char* end : {"", "-wal", "-shm"})
            fs::remove(fs::path(file) += end, ec);
        REQUIRE(platform::writeFileAtomically(file, flipped));
        std::string after;
        const auto unseen = guarded([&] {
            Store store(sqliteTarget(file, false));
            Central central(store, server.blobs, server.clock, server.rng);
            const bool ok = central.care().verify().value().ok();
            if (ok)
                after = everyRow(store);
            return ok;
        });
        if (!unseen || !*unseen) {
            ++seen;
            continue;
        }
        CAPTURE(i, at, good[at], flipped[at],
                std::string(good.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at, 40) - 40),
                            good.begin() + static_cast<std::ptrdiff_t>(std::min(at + 40, good.size()))));
        CHECK(after == before);
    }
    CHECK(seen > flips() / 3);
}

TEST_CASE("server: a text encoding that there is not is told") {
    Full server;
    if (server.store.dialect() != Dialect::sqlite)
        return;
    server.store.single([](Tx& tx) { tx.database().query("PRAGMA wal_checkpoint(TRUNCATE)", 3); });
    auto bytes = platform::readFile(server.dir / "server.sqlite").value();
    bytes.at(59) = 100; // SQLite's file format, 1.3.13
    const fs::path file = server.dir / "flipped.sqlite";
    platform::writeFileAtomically(file, bytes).value();
    Store store(sqliteTarget(file, false));
    Central central(store, server.blobs, server.clock, server.rng);
    CHECK_FALSE(central.care().verify().value().ok());
}

TEST_CASE("server: each column of each table is held by verify") {
    Full server;
    for (const TableShape& table : tableShapes())
        for (const std::string column : table.columns) {
            const std::string where =
                std::string(" FROM ") + table.name + " ORDER BY " + keyList(table) + " LIMIT 1";
            // One row says something else, in the form of its column; afterwards it says what it said.
            const auto done = guarded([&] {
                server.store.write([&](Tx& tx) {
                    auto& db = tx.database();
                    if (tx.dialect() == Dialect::sqlite)
                        db.run("PRAGMA defer_foreign_keys = ON");
                    const Cell value = db.query("SELECT " + column + where, 1).cell(0, 0);
                    Cell other;
                    if (const auto* number = std::get_if<std::int64_t>(&value)) {
                        other = *number + 1;
                    } else {
                        std::string text = std::get<std::string>(value);
                        if (text.empty())
                            text = "x";
                        else
                            text.back() = text.back() == '1' ? '2' : '1';
                        other = text;
                    }
                    std::string key;
                    for (std::size_t i = 0; i < table.keys; ++i)
                        key += (i > 0 ? " AND " : " WHERE ") + std::string(table.columns[i]) + " = (SELECT " +
                               table.columns[i] + where + ")";
                    db.run(std::string("UPDATE ") + table.name + " SET " + column + " = $1" + key, {other});
                    CAPTURE(table.name, column);
                    CHECK_FALSE(Verifier(tx, server.blobs, nullptr).run().ok());
                    throw Exception(ErrorCode::cancelled, "rolled back");
                });
            });
            CHECK_FALSE(done);
        }
    CHECK(server.central.care().verify().value().ok());
}

TEST_CASE("server: rows from before there were seals get theirs") {
    const test::TempDir dir;
    const auto target = test::emptyDatabase(dir);
    auto db = openDatabase(target);
    const auto& all = schemaSteps();
    migrate(*db, target, {all.begin(), all.begin() + 2});
    const std::string school = "01a1ff80-7459-7737-b911-8b2b36b85590";
    db->run("INSERT INTO server_state (name, value) VALUES ('epoch', 'e')");
    db->run(
        "INSERT INTO school (id, name, head, epoch_start, next_number, chain) VALUES ($1, 'SP', 0, 0, 1, '')",
        {school});
    for (int i = 0; i < 1001; ++i)
        db->run("INSERT INTO applied_mutation (school, id, digest, answer) VALUES ($1, $2, 'd', 'a')",
                {school, std::to_string(i)});
    migrate(*db, target);
    for (const TableShape& table : tableShapes())
        if (table.sealed)
            seal::check(*db, table, [&](const std::string& key) { FAIL_CHECK(table.name << " " << key); });
    db->run("UPDATE applied_mutation SET answer = 'b' WHERE id = '700'");
    std::string broken;
    seal::check(*db, tableNamed("applied_mutation"), [&](const std::string& key) { broken += key + " "; });
    CHECK(broken == "700 ");
}
