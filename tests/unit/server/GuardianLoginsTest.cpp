#include "Fixture.h"
#include "server/accounts/SchoolLogins.h"
#include "server/accounts/Sessions.h"
#include "server/mail/MailQueue.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;

namespace {

struct Family {
    test::Server server;
    SchoolLogins logins{server.store, server.clock, server.rng, &server.revokedIds};
    Sessions sessions{server.store, server.clock, server.rng};
    domain::SchoolId school = server.addSchool();
    test::Office office{server, school};
    domain::Student pupil = office.add("1");
    domain::Guardian mother = add("Beata Nowak");
    domain::Guardian father = add("Cezary Nowak");

    Family() { server.api.openLogins(logins, "https://portal.example"); }
    domain::Guardian add(const std::string& name) {
        domain::Guardian g;
        g.id = {office.newId()};
        g.student = pupil.id;
        g.name = name;
        office.push(office.mutation(g.id.uuid, domain::PutGuardian{g}));
        g.version = 1;
        return g;
    }
    server::Response ask(const Json& body) { return office.ask("POST", "/v1/logins", body.dump()); }
    Json issue(const domain::Guardian& g) {
        const auto r = ask({{"role", "parent"}, {"guardians", {g.id.toString()}}});
        REQUIRE(r.status == 201);
        return parseJson(r.body).value()["logins"][0];
    }
    std::optional<LoginRow> enter(const Json& slip) {
        return logins.byPassword(slip["login"], slip["password"].get<std::string>());
    }
};

} // namespace

TEST_CASE("logins: each guardian has one of their own beside the pupil's and the shared one") {
    Family f;
    const Json mother = f.issue(f.mother);
    const Json father = f.issue(f.father);
    const Json shared = parseJson(f.ask({{"role", "parent"}, {"students", {f.pupil.id.toString()}}}).body)
                            .value()["logins"][0];
    CHECK(mother["login"] != father["login"]);
    CHECK(mother["login"] != shared["login"]);
    CHECK(mother["guardian"] == f.mother.id.toString());
    CHECK(shared["guardian"] == "");
    REQUIRE(f.enter(mother));
    CHECK(f.enter(mother)->name == "Beata Nowak"); // as the school knows her
    CHECK(f.enter(father)->student == f.pupil.id.toString());

    // A new slip of one voids that one's old slip only; the number stays.
    const Json again = f.issue(f.mother);
    CHECK(again["login"] == mother["login"]);
    CHECK_FALSE(f.enter(mother));
    CHECK(f.enter(father));
    const Json list = f.office.get("/v1/logins")["logins"];
    CHECK(list.size() == 3);
}

TEST_CASE("logins: a guardian's login has the name of the school's record, also after it changed") {
    Family f;
    const Json mother = f.issue(f.mother);
    const Json father = f.issue(f.father);
    const auto id = f.enter(mother)->id;
    f.logins.setPassword(id, "dwa koty na dachu", "Ktoś Inny");
    const auto nameOf = [&](const Json& slip) {
        return f.server.store.read([&](Tx& tx) { return tx.loginByNumber(slip["login"])->name; });
    };
    CHECK(nameOf(mother) == "Beata Nowak");
    domain::Guardian renamed = f.mother;
    renamed.name = "Beata Lis";
    f.office.push(f.office.mutation(renamed.id.uuid, domain::PutGuardian{renamed}), domain::toJson(f.mother));
    CHECK(nameOf(mother) == "Beata Lis");
    CHECK(nameOf(father) == "Cezary Nowak");
    CHECK(f.logins.byPassword(mother["login"], "dwa koty na dachu")->name == "Beata Lis");
    CHECK(f.server.central.care().verify().value().ok());
}

TEST_CASE("logins: a guardian who is removed is out at the next request, the other stays") {
    Family f;
    const Json mother = f.issue(f.mother);
    const Json father = f.issue(f.father);
    const std::string hers = f.sessions.begin(f.enter(mother)->id, "Firefox");
    const std::string his = f.sessions.begin(f.enter(father)->id, "Chromium");
    domain::Guardian gone = f.mother;
    gone.removed = true;
    f.office.push(f.office.mutation(gone.id.uuid, domain::PutGuardian{gone}), domain::toJson(f.mother));
    CHECK_FALSE(f.sessions.find(hers));
    CHECK(f.sessions.find(his));
    CHECK_FALSE(f.enter(mother));
    CHECK(f.enter(father));
    // Nothing of her name is left in the login, and no new slip can be made.
    CHECK(f.server.store.read([&](Tx& tx) { return tx.loginByNumber(mother["login"])->name; }).empty());
    CHECK(f.ask({{"role", "parent"}, {"guardians", {f.mother.id.toString()}}}).status == 400);
    CHECK(f.server.central.care().verify().value().ok());
}

TEST_CASE("logins: a school makes none for guardians of another school, and a pupil is no guardian") {
    Family f;
    test::Office other{f.server, f.server.addSchool()};
    const Json body{{"role", "parent"}, {"guardians", {f.mother.id.toString()}}};
    CHECK(other.ask("POST", "/v1/logins", body.dump()).status == 400);
    CHECK(f.ask({{"role", "student"}, {"guardians", {f.mother.id.toString()}}}).status == 400);
    CHECK(f.ask({{"role", "parent"}, {"guardians", "x"}}).status == 400);
}

TEST_CASE("logins: mails go to the pupil and to each guardian who wants them") {
    Family f;
    const auto write = [&](const Json& slip, const std::string& address) {
        const std::string id = f.enter(slip)->id;
        f.server.store.write([&](Tx& tx) {
            MailContact contact;
            contact.login = id;
            contact.address = address;
            contact.language = "pl";
            contact.wanted = true;
            MailTable(tx).putContact(contact);
        });
    };
    const Json own = parseJson(f.ask({{"role", "student"}, {"students", {f.pupil.id.toString()}}}).body)
                         .value()["logins"][0];
    write(own, "lucja@example.pl");
    write(f.issue(f.mother), "beata@example.pl");
    write(f.issue(f.father), "cezary@example.pl");
    f.office.upload("x");
    f.office.submit(f.pupil.id, f.office.photoOf("x"), false);
    MailQueue queue(f.server.store, f.server.clock, f.server.rng, "test");
    std::set<std::string> addresses;
    while (const auto letter = queue.take()) {
        addresses.insert(letter->address);
        queue.end(*letter, MailEnd::sent, "250");
    }
    CHECK(addresses == std::set<std::string>{"lucja@example.pl", "beata@example.pl", "cezary@example.pl"});
}
