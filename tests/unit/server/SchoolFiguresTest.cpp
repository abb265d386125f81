#include "server/central/SchoolFigures.h"
#include "Fixture.h"
#include "server/accounts/SchoolLogins.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;
using domain::PhotoChange;

namespace {

/// One school whose families and office act by hand.
struct FiguresWorld {
    test::Server server;
    domain::SchoolId school = server.addSchool();
    test::Office office{server, school};
    FiguresOfSchools figures{server.store, server.clock};

    SchoolFigures now() { return figures.all().at(0); }

    /// As a family's page does it.
    void family(const domain::StudentId& student, PhotoChange change) {
        Caller clerk;
        clerk.school = school.toString();
        SchoolLogins logins(server.store, server.clock, server.rng);
        Caller caller = clerk;
        caller.role = domain::Role::guardian;
        caller.student = student.toString();
        caller.device = logins.issue(clerk, {caller.student}, caller.role).at(0).id;
        const auto before = office.photoFile(student).file.state;
        const auto m = office.mutation(student.uuid, std::move(change), domain::Role::guardian);
        const auto answer = server.central.intake().push(caller, {{{m, domain::toJson(before)}}});
        REQUIRE(answer.verdicts.at(0).verdict == domain::Verdict::applied);
    }
    void decide(const domain::StudentId& student, PhotoChange change) {
        const auto before = office.photoFile(student).file.state;
        REQUIRE(
            office.push(office.mutation(student.uuid, std::move(change)), domain::toJson(before)).verdict ==
            domain::Verdict::applied);
    }
    PhotoChange sent(const std::string& bytes) {
        office.upload(bytes);
        return domain::SubmitPhoto{office.photoOf(bytes), false};
    }
    void pass(std::chrono::minutes time) { server.clock.advance(time); }
};

} // namespace

TEST_CASE("figures: an empty school, and one whose pupils left") {
    FiguresWorld w;
    CHECK(w.now().pupils == 0);
    CHECK_FALSE(w.now().oldestWaiting);
    CHECK_FALSE(w.now().medianDecision);
    CHECK_FALSE(w.now().lastContact);
    auto s = w.office.add("1");
    CHECK(w.now().pupils == 1);
    w.family(s.id, w.sent("a"));
    CHECK(w.now().oldestWaiting == w.server.clock.now());
    auto gone = s;
    gone.left = true;
    w.office.push(w.office.mutation(s.id.uuid, domain::PutStudent{gone}), domain::toJson(s));
    CHECK(w.now().pupils == 0);
    CHECK(w.now().withPhoto == 0);
    CHECK_FALSE(w.now().oldestWaiting); // nobody waits whom the school no longer has
}

TEST_CASE("figures: a record that cannot be read hides neither its school nor another one") {
    FiguresWorld w;
    const domain::SchoolId second = w.server.addSchool("Szkoła Podstawowa nr 2");
    test::Office other{w.server, second};
    other.add("7");
    const auto good = w.office.add("1");
    const auto spoiled = w.office.add("2");
    w.family(good.id, w.sent("a"));
    w.server.store.write([&](Tx& tx) {
        auto row = tx.record(w.school.toString(), Kind::student, spoiled.id.toString()).value();
        row.body = "{}";
        tx.putRecord(w.school.toString(), Kind::student, row);
    });
    const auto all = w.figures.all();
    REQUIRE(all.size() == 2);
    for (const SchoolFigures& f : all) {
        CHECK(f.pupils == 1);
        CHECK(f.withPhoto == (f.school == w.school.toString() ? 1 : 0));
    }
}

TEST_CASE("figures: how long families wait for an answer") {
    using std::chrono::minutes;
    FiguresWorld w;
    const auto a = w.office.add("1").id, b = w.office.add("2").id, c = w.office.add("3").id;
    w.family(a, w.sent("a"));
    w.pass(minutes(10));
    CHECK_FALSE(w.now().medianDecision);
    w.decide(a, domain::AcceptPhoto{});
    CHECK(w.now().medianDecision == minutes(10));
    w.family(b, w.sent("b"));
    w.pass(minutes(30));
    w.decide(b, domain::RejectPhoto{{domain::RejectionReason::tooDark}, {}});
    w.family(a, domain::RequestDeletion{});
    w.pass(minutes(50));
    w.decide(a, domain::RefuseDeletion{});
    CHECK(w.now().medianDecision == minutes(30));

    // What a family takes back is no answer, a newer photo counts from when it came, and what the office
    // itself brought was never waited for.
    w.family(c, w.sent("c"));
    w.pass(minutes(500));
    w.family(c, domain::WithdrawRequest{});
    w.decide(c, w.sent("d"));
    w.pass(minutes(500));
    w.decide(c, domain::AcceptPhoto{});
    CHECK(w.now().medianDecision == minutes(30));
    CHECK(w.now().accepted == 2);
    CHECK(w.now().withPhoto == 3);
    w.family(b, w.sent("e"));
    w.pass(minutes(400));
    w.family(b, w.sent("f"));
    w.pass(minutes(20));
    w.decide(b, domain::AcceptPhoto{});
    FiguresOfSchools anew(w.server.store, w.server.clock); // counted at once or step by step: the same
    CHECK(anew.all().at(0).medianDecision == w.now().medianDecision);
    CHECK(w.now().medianDecision == minutes(30)); // of 10, 20, 30 and 50

    w.server.clock.advance(FiguresOfSchools::kDecisionsOf + minutes(1));
    CHECK_FALSE(w.now().medianDecision);
}

TEST_CASE("figures: when an office was here last, and with which program") {
    FiguresWorld w;
    const auto meta = [&](const std::string& agent) {
        w.office.ask("GET", "/v1/meta", {}, {{"User-Agent", agent}});
    };
    meta("e-Sekretariat/1.2.3");
    const Timestamp first = w.server.clock.now();
    CHECK(w.now().version == "1.2.3");
    CHECK(w.now().lastContact == first);
    w.pass(std::chrono::minutes(5));
    meta("e-Sekretariat/1.2.3");
    CHECK(w.now().lastContact == first); // noted every ten minutes only
    meta("e-Sekretariat/1.2.4");
    CHECK(w.now().version == "1.2.4");
    w.pass(std::chrono::minutes(11));
    for (const char* agent : {"Mozilla/5.0", "e-Sekretariat/=cmd|' /C calc'!A0", "e-Sekretariat/<b>"}) {
        meta(agent);
        CHECK(w.now().version.empty());
    }
    CHECK(w.now().lastContact == w.server.clock.now());
}

TEST_CASE("figures: who has a login") {
    FiguresWorld w;
    const auto a = w.office.add("1").id;
    w.office.add("2");
    SchoolLogins logins(w.server.store, w.server.clock, w.server.rng);
    Caller clerk;
    clerk.school = w.school.toString();
    clerk.device = w.office.device;
    const auto parents = logins.issue(clerk, {a.toString()}, domain::Role::guardian);
    const auto own = logins.issue(clerk, {a.toString()}, domain::Role::student);
    CHECK(w.now().withLogin == 1);
    logins.revoke(clerk, parents.at(0).id);
    CHECK(w.now().withLogin == 1);
    logins.revoke(clerk, own.at(0).id);
    CHECK(w.now().withLogin == 0);
}
