#include "Office.h"

#include "base/Json.h"
#include "base/platform/Files.h"
#include "domain/Entities.h"
#include "storage/Connection.h"
#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sqlite3.h>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;
using storage::Connection;
namespace fs = std::filesystem;

namespace {

/// Of a moment: what a snapshot has brought so far, and losses of the last day.
const std::set<std::string> kMayBeEmpty{"snapshot_seen", "unasked_loss"};
/// A row number, and the order of a record that comes again whole when the server has a newer one.
const std::set<std::string> kOrderOnly{"student.student_no", "student_card.card_no", "guardian.guardian_no",
                                       "system_message.message_no", "server_row.seq"};
constexpr Date kDay{std::chrono::year{2026}, std::chrono::September, std::chrono::day{1}};

/// An office that syncs, with something in every table.
struct Full : Office {
    std::vector<RecordChange> changes;

    Full() {
        const Student pupil = student("Adamska", "Ewa Maria", "1A", "1");
        commit(put(pupil));
        commit(photoChange(pupil.id, SubmitPhoto{photo("first"), true}));
        Guardian mother;
        mother.id = newId<GuardianId>();
        mother.student = pupil.id;
        mother.name = "Beata Adamska";
        commit(mutation(mother.id.uuid, PutGuardian{mother}));
        CardBatch batch;
        batch.id = newId<BatchId>();
        batch.number = 1;
        batch.issuedOn = kDay;
        batch.createdAt = clock.now();
        commit(mutation(batch.id.uuid, PutBatch{batch}));
        StudentCard card;
        card.id = newId<CardId>();
        card.student = pupil.id;
        card.batch = batch.id;
        card.number = "1/2026";
        card.cardType = "MEiN-I/1";
        card.issuedOn = kDay;
        card.contents.surname = "Adamska";
        card.contents.givenNames = "Ewa Maria";
        card.contents.photo = replica->photos().file(pupil.id)->accepted()->blob;
        commit(mutation(card.id.uuid, CardChange{IssueCard{card}}));
        commit(mutation(card.id.uuid, CardChange{MarkCard{CardState::printed, {}}}));
        commit(mutation(card.id.uuid, MarkChange{PlaceMark{{kDay, "2026/2027", 1, kDay, "Anna", {}, {}}}}));
        DuplicateRequest request;
        request.id = card.id;
        request.student = pupil.id;
        request.askedOn = kDay;
        commit(mutation(card.id.uuid, DuplicateChange{AskDuplicate{request}}));
        BlankDelivery delivery;
        delivery.series = "AB";
        delivery.first = 1;
        delivery.last = 9;
        delivery.digits = 4;
        delivery.id = deliveryIdOf("AB", 1, 9);
        delivery.cardType = "MEiN-I/1";
        delivery.deliveredOn = kDay;
        commit(mutation(delivery.id.uuid, DeliveryChange{ReceiveBlanks{delivery}}));
        Blank blank;
        blank.series = "AB";
        blank.number = 3;
        blank.digits = 4;
        blank.id = blankIdOf("AB", 3);
        blank.delivery = delivery.id;
        blank.cardType = "MEiN-I/1";
        blank.state = BlankState::used;
        blank.card = card.id;
        blank.bookedOn = kDay;
        commit(mutation(blank.id.uuid, BookBlank{blank, std::nullopt}));
        sync(pupil);
        Connection(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000))
            .text("PRAGMA wal_checkpoint(TRUNCATE)");
        replica.reset();
    }
    fs::path database() const { return folder() / "replica.sqlite"; }

    /// What another office did, what waits, and what the two could not agree on.
    void sync(const Student& pupil) {
        storage::SyncStore store(*replica);
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
        store.addLease(1, 400).value();
        store.numbersUsed(17).value();
        Student other = student("Kowalski", "Jan", "1B", "2");
        other.version = 1;
        theirs("student", other.id.uuid, toJson(other), PutStudent{other});
        Student before = other;
        other.classUnit = "2B";
        other.version = 2;
        theirs("student", other.id.uuid, toJson(other), PutStudent{other}, toJson(before));
        PhotoFileRow file;
        file.file.student = other.id;
        file.file.version = 1;
        file.file.lastChange = newId<MutationId>();
        file.since = clock.now();
        Photo photo;
        photo.id = newId<PhotoId>();
        photo.blob = {Sha256::of("not here yet")};
        photo.byteCount = 12;
        photo.source.sentAt = clock.now();
        file.file.state = AcceptedPhoto{photo, {}};
        file.held = {{photo.blob, 12}};
        theirs("photo_file", other.id.uuid, toJson(file), PhotoChange{SubmitPhoto{photo, true}});
        theirs("of_a_later_program", Uuid::v7(clock, rng), Json{{"name", "Nowak"}}, PutStudent{other});
        store.applyChanges(changes, 4).value();
        // Of what this office sends one is refused; the others are still on their way.
        for (const auto& out : store.takeOutgoing(100).value())
            if (out.mutation.entity() == Entity::guardian) {
                const storage::MutationAnswer answer{out.mutation.id, Verdict::rejected, std::nullopt,
                                                     Error{ErrorCode::unknownStudent, "", {}}};
                store.recordAnswers(std::span(&answer, 1)).value();
            }
        store.settle().value();
        static_cast<void>(pupil);
    }
    void theirs(const char* entity, const Uuid& id, Json row, Change change, Json before = {}) {
        RecordChange c;
        c.seq = static_cast<std::int64_t>(changes.size()) + 1;
        c.entity = entity;
        c.id = id;
        c.row = std::move(row);
        c.mutation = toJson(mutation(id, std::move(change)));
        if (!changeableEntity(entity)) // neither is its mutation known here
            c.mutation = Json{{"id", (*c.mutation)["id"]}, {"kind", "odd"}, {"name", "Nowak"}};
        c.before = std::move(before);
        changes.push_back(std::move(c));
    }
};

struct Column {
    std::string table, name;
};

std::vector<Column> columns(Connection& c) {
    std::vector<Column> all;
    auto q = c.query("SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE "
                     "t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'student_search%' "
                     "AND c.hidden = 0");
    while (q.step())
        all.push_back({q.text(0), q.text(1)});
    return all;
}

std::string otherText(std::string text) {
    if (text.empty())
        return "1";
    text.back() = text.back() == '1' ? '2' : '1';
    return text;
}

/// The JSON with one of its values changed, for each of them.
void otherValues(Json& tree, Json& value, std::vector<std::string>& out) {
    if (value.is_structured()) {
        for (auto& [key, inner] : value.items())
            otherValues(tree, inner, out);
        return;
    }
    const Json was = value;
    if (value.is_string()) {
        value = otherText(value);
    } else if (value.is_number()) {
        value = value.get<double>() + 1;
    } else {
        value = value.is_boolean() ? Json(!value.get<bool>()) : Json("x");
    }
    out.push_back(tree.dump());
    value = was;
}

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char l : text)
        out += l == '\'' ? std::string("''") : std::string(1, l);
    return out + "'";
}

struct Variant {
    std::string was, becomes; ///< SQL
};

/// What one changed byte could make of each value of the column.
std::vector<Variant> variants(Connection& c, const Column& column) {
    std::vector<Variant> all;
    auto q = c.query("SELECT DISTINCT typeof(" + column.name + "), " + column.name + ", quote(" +
                     column.name + ") FROM " + column.table + " WHERE " + column.name + " IS NOT NULL");
    while (q.step()) {
        const std::string type = q.text(0), was = q.text(2);
        if (type == "integer") {
            all.push_back({was, std::to_string(q.integer(1) + 1)});
        } else if (type == "blob") {
            std::string hex = was;
            hex[hex.size() - 2] = hex[hex.size() - 2] == '1' ? '2' : '1';
            all.push_back({was, hex});
        } else if (auto tree = parseJson(q.text(1)); tree && tree->is_structured()) {
            std::vector<std::string> others;
            otherValues(*tree, *tree, others);
            for (const std::string& other : others)
                all.push_back({was, quoted(other)});
        } else {
            all.push_back({was, quoted(otherText(q.text(1)))});
        }
    }
    return all;
}

} // namespace

TEST_CASE_METHOD(Full, "each table has rows in the test of changed columns") {
    Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
    auto q = c.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND "
                     "name NOT LIKE 'student_search%'");
    while (q.step()) {
        const std::string table = q.text(0);
        CAPTURE(table);
        CHECK((c.integer("SELECT count(*) FROM " + table) > 0 || kMayBeEmpty.contains(table)));
    }
    reopen();
    CHECK(problems(*replica) == "");
}

TEST_CASE_METHOD(Full, "each column of each table is held by verify") {
    const auto good = platform::readFile(database()).value();
    const auto restored = [&] {
        std::error_code ec;
        for (const char* end : {"", "-wal", "-shm"})
            fs::remove(fs::path(database()) += end, ec);
        std::ofstream out(database(), std::ios::binary); // not for ever, so nobody waits for the disk
        out.write(reinterpret_cast<const char*>(good.data()), static_cast<std::streamsize>(good.size()));
    };
    std::vector<Column> all;
    {
        Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
        all = columns(c);
    }
    for (const Column& column : all) {
        if (kOrderOnly.contains(column.table + "." + column.name) || kMayBeEmpty.contains(column.table))
            continue;
        std::vector<Variant> changed;
        {
            Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
            changed = variants(c, column);
        }
        for (const Variant& value : changed) {
            restored();
            const auto written = guarded([&] {
                Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
                sqlite3_db_config(c.handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
                c.exec("PRAGMA synchronous = OFF");
                c.exec("PRAGMA foreign_keys = OFF");
                c.exec("PRAGMA ignore_check_constraints = ON");
                c.exec("UPDATE " + column.table + " SET " + column.name + " = " + value.becomes + " WHERE " +
                       column.name + " IS " + value.was);
            });
            if (!written)
                continue; // the database itself holds it
            auto opened = storage::Replica::open(folder(), clock, rng);
            if (!opened)
                continue;
            const auto report = (*opened)->care().verify();
            CAPTURE(column.table, column.name, value.was, value.becomes);
            CHECK((!report || !report->ok()));
        }
    }
    restored();
}
