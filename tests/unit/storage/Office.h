#pragma once
#include "storage/Replica.h"
#include "support/FixedClock.h"
#include "support/TempDir.h"

#include <string>

namespace esek::test {

/// A school with its replica in a folder of its own, and short ways to make mutations.
struct Office {
    TempDir dir;
    FixedClock clock;
    SeededRng rng{7};
    std::unique_ptr<storage::Replica> replica;

    Office() { replica = storage::Replica::create(dir / "school", school(), clock, rng).value(); }

    static domain::School school() {
        domain::School s;
        s.name = "Szkoła Podstawowa nr 7 im. Żeglarzy";
        s.address = {"ul. Łąkowa 3", "80-743", "Gdańsk"};
        s.headteacher = "Grażyna Śliwińska";
        return s;
    }
    std::filesystem::path folder() const { return dir / "school"; }

    template <class T>
    T newId() {
        return T{Uuid::v7(clock, rng)};
    }
    domain::Mutation mutation(const Uuid& entity, domain::Change change) {
        clock.advance(std::chrono::milliseconds(1000));
        domain::Mutation m;
        m.id = newId<domain::MutationId>();
        m.at = clock.now();
        m.by = {domain::Role::clerk, "Anna Wójcik", "sekretariat-1"};
        m.entityId = entity;
        m.change = std::move(change);
        return m;
    }
    domain::Student student(std::string surname, std::string given, std::string classUnit,
                            std::string registerNumber) {
        domain::Student s;
        s.id = newId<domain::StudentId>();
        s.surname = std::move(surname);
        s.givenNames = std::move(given);
        s.classUnit = std::move(classUnit);
        s.registerNumber = std::move(registerNumber);
        return s;
    }
    domain::Mutation put(const domain::Student& s) { return mutation(s.id.uuid, domain::PutStudent{s}); }
    domain::Mutation photoChange(const domain::StudentId& id, domain::PhotoChange change) {
        return mutation(id.uuid, std::move(change));
    }
    domain::Mutation byParent(domain::Mutation m) {
        m.by = {domain::Role::guardian, "Adam Kowalski", {}};
        return m;
    }
    /// Puts the bytes of `text` into the store.
    domain::Photo photo(const std::string& text) {
        const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
        domain::Photo p;
        p.id = newId<domain::PhotoId>();
        p.blob = replica->blobs().put(std::span(data, text.size())).value();
        p.byteCount = static_cast<std::int64_t>(text.size());
        p.width = 600;
        p.height = 800;
        p.source.sender = {domain::Role::guardian, "Adam Kowalski", {}};
        p.source.sentAt = clock.now();
        return p;
    }
    void commit(const domain::Mutation& m) { (void)replica->commit(m).value(); }
    void reopen() {
        replica.reset();
        replica = storage::Replica::open(folder(), clock, rng).value();
    }
};

/// Nothing wrong, or a text that says what.
inline std::string problems(storage::Replica& replica) {
    std::string out;
    for (const auto& p : replica.care().verify().value().problems)
        out += p.area + ": " + p.detail + "\n";
    return out;
}

} // namespace esek::test
