#include "Office.h"

#include "storage/Connection.h"
#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using storage::Connection;

namespace {

void run(const Office& o, const std::string& sql) {
    Connection c(o.folder() / "replica.sqlite", Connection::Mode::openWal, std::chrono::milliseconds(1000));
    c.exec(sql);
}

std::string areas(storage::Replica& replica) {
    std::string all;
    for (const auto& p : replica.care().verify().value().problems)
        all += p.area + " ";
    return all;
}

} // namespace

TEST_CASE("a message that cannot be read takes no other from the list, and verify tells") {
    Office o;
    for (const std::string number : {"1", "2"}) {
        const auto s = o.student("Adamska", "Ewa", "1A", number);
        o.commit(o.put(s));
        o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo("a" + number)}));
    }
    REQUIRE(o.replica->history().messages()->size() == 2);
    run(o, "UPDATE system_message SET reasons_json = '[' WHERE message_no = 1");
    CHECK(o.replica->history().messages()->size() == 1);
    CHECK(areas(*o.replica).find("message") != std::string::npos);
}

TEST_CASE("a change of the server that cannot be read keeps nothing from leaving, and verify tells") {
    Office o;
    const auto s = o.student("Adamska", "Ewa", "1A", "1");
    o.commit(o.put(s));
    run(o,
        "INSERT INTO server_change (seq, mutation_id, entity, entity_id, mutation_json, resend) VALUES (1, "
        "zeroblob(16), 'student', zeroblob(16), '{\"kond\":', 1)");
    CHECK(o.replica->history().audit()->size() == 2);
    storage::SyncStore store(*o.replica);
    const auto outgoing = store.takeOutgoing(1).value();
    REQUIRE(outgoing.size() == 1);
    CHECK(store.takeOutgoing(10)->size() == 2); // the school and the pupil
    CHECK(areas(*o.replica).find("server_change") != std::string::npos);
}
