#include "Fixture.h"
#include "server/accounts/GuessLimits.h"
#include "server/accounts/Passwords.h"
#include "server/accounts/SchoolLogins.h"
#include "server/accounts/Sessions.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;
using test::Office;
using test::Server;

namespace {

struct Families {
    Server server;
    SchoolLogins logins{server.store, server.clock, server.rng, &server.revokedIds};
    Sessions sessions{server.store, server.clock, server.rng};
    domain::SchoolId school = server.addSchool();
    Office office{server, school};
    domain::Student pupil = office.add("1");

    Families() { server.api.openLogins(logins, "https://portal.example"); }
    Json issue(const std::string& role = "parent") {
        const auto r = office.ask("POST", "/v1/logins",
                                  Json{{"students", {pupil.id.toString()}}, {"role", role}}.dump());
        REQUIRE(r.status == 201);
        return parseJson(r.body).value()["logins"][0];
    }
};

} // namespace

TEST_CASE("passwords: a hash fits its password only, and hides it") {
    const std::string hash = passwordHash("Żółw i 12 gęsi");
    CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(passwordFits(hash, "Żółw i 12 gęsi"));
    CHECK_FALSE(passwordFits(hash, "Żółw i 12 gęsi "));
    CHECK_FALSE(passwordFits("", "Żółw i 12 gęsi"));
    CHECK_FALSE(passwordFits("", ""));
    CHECK(passwordHash("same") != passwordHash("same"));
}

TEST_CASE("passwords: what people choose is long enough, and not what is tried first") {
    CHECK(faultOf("krótkie", "12345678") == PasswordFault::tooShort);
    CHECK_FALSE(faultOf("ółówkowa", "12345678"));
    CHECK(faultOf(std::string(129, 'x'), "12345678") == PasswordFault::tooLong);
    CHECK(faultOf("QWERTY123", "31415926") == PasswordFault::common);
    for (const char* common : {"z1z2z3z4", "startrek1", "superman1", "ZAQ1@wsx", "haslo123"})
        CHECK(faultOf(common, "31415926") == PasswordFault::common);
    CHECK(faultOf("x31415926", "31415926") == PasswordFault::holdsLogin);
}

TEST_CASE("passwords: logins and one-time passwords are read as people type them") {
    CHECK(normalLoginNumber(" 3141 5926 ") == "31415926");
    CHECK(normalLoginNumber("3141\xc2\xa0"
                            "5926") == "31415926");
    CHECK(normalLoginNumber("anna@example.pl").empty());
    CHECK(normalOneTimePassword("ABCD efgh-jkmn") == "abcdefghjkmn");
    SystemRng rng;
    CHECK(normalOneTimePassword(newOneTimePassword(rng)).size() == 12);
    CHECK(newLinkSecret(rng).size() == 26);
    CHECK(newLoginNumber(rng).size() == 8);
}

TEST_CASE("logins: what was ended after a backup stays ended when the backup is restored") {
    Families f;
    const domain::Student second = f.office.add("2");
    const auto slips = [&](const std::string& student) {
        const auto r =
            f.office.ask("POST", "/v1/logins", Json{{"students", {student}}, {"role", "parent"}}.dump());
        REQUIRE(r.status == 201);
        return parseJson(r.body).value()["logins"][0];
    };
    const Json revoked = f.issue();
    const Json replaced = slips(second.id.toString());
    const Json kept = f.issue("student");
    f.server.clock.advance(std::chrono::minutes(1));
    f.server.central.care().backup(f.server.dir / "backup").value();
    const std::string device = f.server.central.devices().list().value().front().id;
    REQUIRE(f.server.central.devices().revoke(device));

    Office other(f.server, f.school);
    REQUIRE(other.ask("DELETE", "/v1/logins/" + revoked["id"].get<std::string>(), "").status == 200);
    REQUIRE(
        other.ask("POST", "/v1/logins", Json{{"students", {second.id.toString()}}, {"role", "parent"}}.dump())
            .status == 201);

    const auto restoredWith = [&](const RevokedIds* ids, const std::string& name) {
        auto store = std::make_unique<Store>(test::emptyDatabase(f.server.dir, name + ".sqlite"));
        FolderBlobs blobs(f.server.dir / name);
        restore(f.server.dir / "backup", *store, blobs, f.server.clock, f.server.rng, ids).value();
        CHECK(Central(*store, blobs, f.server.clock, f.server.rng).care().verify().value().ok());
        return store;
    };
    const auto letsIn = [&](Store& store, const Json& slip) {
        SchoolLogins logins(store, f.server.clock, f.server.rng);
        return logins.byPassword(slip["login"], slip["password"].get<std::string>()).has_value();
    };
    const auto without = restoredWith(nullptr, "without");
    CHECK(letsIn(*without, revoked));
    CHECK(letsIn(*without, replaced));
    CHECK(without->read([&](Tx& tx) { return tx.device(device)->revokedAt; }).empty());

    const auto with = restoredWith(&f.server.revokedIds, "with");
    CHECK_FALSE(letsIn(*with, revoked));
    CHECK_FALSE(letsIn(*with, replaced));
    CHECK(letsIn(*with, kept));
    CHECK_FALSE(with->read([&](Tx& tx) { return tx.device(device)->revokedAt; }).empty());

    // A slip that is younger than the backup's is good in the next backup.
    const Json fresh =
        parseJson(other
                      .ask("POST", "/v1/logins",
                           Json{{"students", {second.id.toString()}}, {"role", "parent"}}.dump())
                      .body)
            .value()["logins"][0];
    f.server.central.care().backup(f.server.dir / "backup").value();
    CHECK(letsIn(*restoredWith(&f.server.revokedIds, "later"), fresh));
}

TEST_CASE("logins: a slip lets in by its password until the family sets one of its own") {
    Families f;
    const Json slip = f.issue();
    CHECK(slip["link"].get<std::string>().starts_with("https://portal.example/q/"));
    const std::string number = slip["login"];
    CHECK_FALSE(f.logins.byPassword(number, "abcd-efgh-jkmn"));
    CHECK_FALSE(f.logins.byPassword("00000000", slip["password"].get<std::string>()));
    const auto login = f.logins.byPassword(number, slip["password"].get<std::string>());
    REQUIRE(login);
    CHECK(login->student == f.pupil.id.toString());

    const std::string token = f.sessions.begin(login->id, "Firefox");
    f.logins.setPassword(login->id, "dwa koty na dachu", "Adam Nowak");
    CHECK_FALSE(f.sessions.find(token)); // a session from before the change of password
    CHECK_FALSE(f.logins.byPassword(number, slip["password"].get<std::string>()));
    CHECK(f.logins.byPassword(number, "dwa koty na dachu")->name == "Adam Nowak");
}

TEST_CASE("logins: the link of a slip lets in once") {
    Families f;
    const std::string link = f.issue()["link"];
    const std::string secret = link.substr(link.rfind('/') + 1);
    CHECK(f.logins.linkIsGood(secret));
    CHECK(f.logins.linkIsGood(secret)); // looking uses nothing up
    CHECK(f.logins.byLink(secret));
    CHECK_FALSE(f.logins.linkIsGood(secret));
    CHECK_FALSE(f.logins.byLink(secret));
    CHECK_FALSE(f.logins.byLink(""));
}

TEST_CASE("logins: a new slip ends what the old one gave") {
    Families f;
    const Json old = f.issue();
    const auto login =
        f.logins.byPassword(old["login"].get<std::string>(), old["password"].get<std::string>());
    const std::string token = f.sessions.begin(login->id, "");
    REQUIRE(f.sessions.find(token));
    const Json fresh = f.issue();
    CHECK(fresh["login"] == old["login"]);
    CHECK_FALSE(f.sessions.find(token));
    CHECK_FALSE(f.logins.byPassword(old["login"].get<std::string>(), old["password"].get<std::string>()));
    const std::string link = old["link"];
    CHECK_FALSE(f.logins.linkIsGood(link.substr(link.rfind('/') + 1)));
    CHECK(f.logins.byPassword(fresh["login"].get<std::string>(), fresh["password"].get<std::string>()));
    CHECK(f.issue("student")["login"] != old["login"]); // the pupil has a login of their own
}

TEST_CASE("logins: a slip that lay too long opens nothing") {
    Families f;
    const Json slip = f.issue();
    f.server.clock.advance(SchoolLogins::kSlipLife + std::chrono::hours(1));
    CHECK_FALSE(f.logins.byPassword(slip["login"].get<std::string>(), slip["password"].get<std::string>()));
    const std::string link = slip["link"];
    CHECK_FALSE(f.logins.linkIsGood(link.substr(link.rfind('/') + 1)));
}

TEST_CASE("logins: an office sees and ends its own only, and the audit says so") {
    Families f;
    const Json slip = f.issue();
    Office other(f.server, f.server.addSchool("SP 2"));
    CHECK(other.get("/v1/logins")["logins"].empty());
    CHECK(other.ask("DELETE", "/v1/logins/" + slip["id"].get<std::string>()).status == 404);
    const auto foreign = other.ask("POST", "/v1/logins",
                                   Json{{"students", {f.pupil.id.toString()}}, {"role", "parent"}}.dump());
    CHECK(foreign.status == 400); // as a pupil who does not exist
    Office reader(f.server, f.school, domain::Role::headteacher);
    CHECK(reader.ask("DELETE", "/v1/logins/" + slip["id"].get<std::string>()).status == 403);

    const Json listed = f.office.get("/v1/logins")["logins"];
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["login"] == slip["login"]);
    CHECK(listed[0].dump().find("argon2") == std::string::npos);
    const auto login =
        f.logins.byPassword(slip["login"].get<std::string>(), slip["password"].get<std::string>());
    const std::string token = f.sessions.begin(login->id, "");
    CHECK(f.office.ask("DELETE", "/v1/logins/" + slip["id"].get<std::string>()).status == 200);
    CHECK_FALSE(f.sessions.find(token));
    CHECK_FALSE(f.logins.byPassword(slip["login"].get<std::string>(), slip["password"].get<std::string>()));
    std::string kinds;
    for (const AuditRow& row : f.server.store.read([&](Tx& tx) { return tx.audit(f.school.toString()); }))
        kinds += row.kind + " ";
    CHECK(kinds.find("login_issued ") != std::string::npos);
    CHECK(kinds.find("login_used login_revoked ") != std::string::npos);
    CHECK(f.server.central.care().verify().value().ok());
}

TEST_CASE("devices: an office sees the computers of its school only, and those that were revoked") {
    Families f;
    Office reader(f.server, f.school, domain::Role::headteacher);
    Office other(f.server, f.server.addSchool("SP 2"));
    other.get("/v1/meta");
    reader.get("/v1/meta");
    const auto named = [](const Json& list, const char* role) {
        std::vector<Json> found;
        for (const Json& device : list["devices"])
            if (device["role"] == role)
                found.push_back(device);
        return found;
    };
    const Json list = f.office.get("/v1/devices");
    CHECK(list["devices"].size() == 2);
    REQUIRE(named(list, "headteacher").size() == 1);
    const Json seen = named(list, "headteacher").front();
    CHECK(seen["used"].is_string());
    CHECK(seen["ended"].is_null());
    CHECK(dumpJson(list).find("token") == std::string::npos);
    CHECK(other.get("/v1/devices")["devices"].size() == 1);
    CHECK(reader.get("/v1/devices")["devices"].size() == 2); // the headteacher sees who has access
    f.server.central.devices().revoke(seen["id"].get<std::string>()).value();
    CHECK(named(f.office.get("/v1/devices"), "headteacher").front()["ended"].is_string());
    CHECK(reader.ask("GET", "/v1/devices").status == 401);
}

TEST_CASE("sessions: over after half an hour of rest, or twelve hours") {
    Families f;
    const Json slip = f.issue();
    const auto login =
        f.logins.byPassword(slip["login"].get<std::string>(), slip["password"].get<std::string>());
    const std::string token = f.sessions.begin(login->id, "");
    for (int i = 0; i < 35; ++i) {
        f.server.clock.advance(std::chrono::minutes(20));
        REQUIRE(f.sessions.find(token));
    }
    f.server.clock.advance(std::chrono::minutes(25));
    CHECK_FALSE(f.sessions.find(token)); // used a moment ago, but 12 hours old

    const std::string second = f.sessions.begin(login->id, "");
    f.server.clock.advance(std::chrono::minutes(31));
    CHECK_FALSE(f.sessions.find(second));
    CHECK_FALSE(f.sessions.find(""));
    CHECK_FALSE(f.sessions.find(std::string(64, '0')));
}

TEST_CASE("guessing: strangers are stopped, and the family's own phone is not") {
    Server s;
    const std::string key(64, 'k');
    GuessLimits limits(s.central.store(), s.clock, key);
    GuessLimits other(s.central.store(), s.clock, key); // another process of this server
    const std::string phone = limits.deviceCookie("31415926", s.rng);
    for (std::size_t i = 0; i < GuessLimits::kPerLogin.requests; ++i)
        CHECK(limits.take("31415926", "", "203.0.113." + std::to_string(i)));
    CHECK_FALSE(limits.take("31415926", "", "203.0.113.200"));
    CHECK_FALSE(other.take("31415926", "", "203.0.113.200"));
    CHECK_FALSE(limits.take("31415926", "made up", "203.0.113.200"));
    CHECK_FALSE(limits.take("31415926", limits.deviceCookie("27182818", s.rng), "203.0.113.200"));
    CHECK(limits.take("31415926", phone, "203.0.113.200"));
    CHECK(limits.take("27182818", "", "203.0.113.200"));                    // other logins are as before
    for (std::size_t i = 0; i < 2 * GuessLimits::kPerLogin.requests; ++i) { // right ones do not count
        CHECK(limits.take("27182818", phone, "203.0.113.200"));
        limits.giveBack("27182818", phone, "203.0.113.200");
    }
    s.clock.advance(std::chrono::hours(2));
    CHECK(limits.take("31415926", "", "203.0.113.200"));
}
