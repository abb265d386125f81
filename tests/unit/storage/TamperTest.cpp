#include "Office.h"

#include "storage/Connection.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

namespace {

struct Tampered : Office {
    domain::Student a;

    Tampered() {
        a = student("Adamska", "Ewa", "1A", "1");
        commit(put(a));
        commit(photoChange(a.id, domain::SubmitPhoto{photo("a")}));
        commit(photoChange(a.id, domain::AcceptPhoto{}));
        REQUIRE(problems(*replica).empty());
    }
    /// Areas in which verify finds something after `sql` was run behind the program's back.
    std::string after(const std::string& sql) {
        {
            storage::Connection c(folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                                  std::chrono::milliseconds(1000));
            c.exec("PRAGMA foreign_keys = OFF");
            // The triggers stand in the way of what is tried here, and belong to the schema afterwards.
            std::vector<std::string> triggers;
            {
                auto q = c.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
                while (q.step())
                    triggers.insert(triggers.end(), {q.text(0), q.text(1)});
            }
            for (std::size_t i = 0; i < triggers.size(); i += 2)
                c.exec("DROP TRIGGER " + triggers[i]);
            c.exec(sql);
            for (std::size_t i = 0; i < triggers.size(); i += 2)
                c.exec(triggers[i + 1]);
        }
        std::string areas;
        const auto report = replica->care().verify().value();
        for (const auto& p : report.problems)
            if (areas.find(p.area) == std::string::npos)
                areas += p.area + " ";
        return areas;
    }
};

} // namespace

TEST_CASE_METHOD(Tampered, "a changed audit entry is found") {
    CHECK(after("UPDATE audit_entry SET body_json = replace(body_json, 'Anna', 'Ewa') WHERE seq = 3") ==
          "audit_chain ");
}
TEST_CASE_METHOD(Tampered, "a changed hash is found") {
    CHECK(after("UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 4") == "audit_chain ");
}
TEST_CASE_METHOD(Tampered, "an audit column that differs from its body is found") {
    CHECK(after("UPDATE audit_entry SET entity_id = zeroblob(16) WHERE seq = 4") == "audit_chain ");
}
TEST_CASE_METHOD(Tampered, "a removed audit entry is found") {
    CHECK(after("DELETE FROM outbox WHERE op_seq = 3; DELETE FROM audit_entry WHERE seq = 3")
              .find("audit_chain") != std::string::npos);
}
TEST_CASE_METHOD(Tampered, "an exception that nobody noted is found, readable or not") {
    CHECK(after("UPDATE student SET photo_exceptions = '[{\"kind\":\"glasses\",\"reason\":\"x\"}]'") ==
          "audit_replay ");
    domain::Student excused = replica->students().get(a.id)->student;
    domain::setPhotoException(excused, domain::PhotoExceptionKind::headwear, "chusta");
    commit(put(excused));
    REQUIRE(problems(*replica).empty());
    CHECK(after("UPDATE student SET photo_exceptions = '{'") == "record audit_replay ");
}
TEST_CASE_METHOD(Tampered, "a photo file that no decision explains is found") {
    CHECK(after("UPDATE photo_file SET state_json = '{\"status\":\"none\"}'") == "audit_replay ");
}
TEST_CASE_METHOD(Tampered, "a pupil changed behind the audit is found") {
    CHECK(after("UPDATE student SET card_type = 'MEiN-I/2'") == "audit_replay ");
}
TEST_CASE_METHOD(Tampered, "a search row that leads astray is found") {
    CHECK(after("UPDATE student_search SET words = 'nowak'") == "search ");
    CHECK(after("DELETE FROM student_search") == "search ");
}
TEST_CASE_METHOD(Tampered, "a removed message is found") {
    CHECK(after("DELETE FROM system_message") == "audit_replay ");
}
TEST_CASE_METHOD(Tampered, "a dangling row is found") {
    CHECK(after("DELETE FROM student").find("foreign_key") != std::string::npos);
}
TEST_CASE_METHOD(Tampered, "audit and register refuse to shrink") {
    storage::Connection c(folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                          std::chrono::milliseconds(1000));
    CHECK_THROWS(c.exec("DELETE FROM audit_entry"));
    CHECK_THROWS(c.exec("UPDATE audit_entry SET body_json = '{}'"));
}
