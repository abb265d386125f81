#include "Fixture.h"
#include "server/accounts/AuthorityAccess.h"
#include "server/accounts/AuthorityTable.h"
#include "server/accounts/PersonalAccounts.h"
#include "server/accounts/PersonalLinks.h"
#include "server/accounts/PersonalSessions.h"
#include "server/accounts/SchoolLogins.h"
#include "server/mail/MailQueue.h"
#include "server/store/StateOnce.h"

#include <catch2/catch.hpp>

#include <future>
#include <thread>

using namespace esek;
using namespace esek::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* kAddress = "anna@example.pl";
constexpr const char* kOther = "nowa@example.pl";
constexpr const char* kPassword = "cztery koty na plocie";

struct Race {
    test::Server server;
    SchoolLogins logins{server.store, server.clock, server.rng, &server.revokedIds};
    Sessions sessions{server.store, server.clock, server.rng};
    PersonalAccounts accounts{server.store, server.clock, server.rng, &server.revokedIds};
    PersonalLinks links{server.store, server.clock, &server.revokedIds};
    PersonalSessions personalSessions{server.store, server.clock, server.rng};
    MailQueue queue{server.store, server.clock, server.rng, "test"};
    domain::SchoolId school = server.addSchool();
    test::Office office{server, school};
    std::string login = logins
                            .issue(server.central.devices().authenticate(office.token),
                                   {office.add("1").id.toString()}, domain::Role::guardian)
                            .front()
                            .id;

    std::string now() { return toIso(server.clock.now()); }
    LoginRow row() {
        return server.store.read([&](Tx& tx) { return tx.login(login); }).value();
    }
    PersonalRow open() {
        accounts.askLetter(kAddress, "pl");
        const auto letter = queue.take().value();
        queue.end(letter, MailEnd::sent, "250");
        return accounts.setPassword(letter.secret, kPassword, "Anna Nowak").value();
    }
    std::int64_t count(const std::string& what) {
        return server.store.read(
            [&](Tx& tx) { return tx.database().query("SELECT count(*) FROM " + what, 1).integer(0, 0); });
    }
    /// One transaction does `first` and stays open for a while, in which another connection tries `second`.
    template <class First, class Second>
    void run(First first, Second second) {
        std::future<void> other;
        server.store.write([&](Tx& tx) {
            first(tx);
            other = std::async(std::launch::async, second);
            std::this_thread::sleep_for(300ms);
        });
        other.get();
    }
};

} // namespace

TEST_CASE("races: reading a message gives a login that was just revoked no life again") {
    Race r;
    r.run(
        [&](Tx& tx) {
            LoginRow ended = tx.lockSchool(r.school.toString()) ? tx.login(r.login).value() : LoginRow{};
            ended.end(r.now());
            tx.putLogin(ended);
        },
        [&] { r.logins.markRead(r.login, "01990000-0000-7000-8000-000000000000"); });
    CHECK_FALSE(r.row().endedAt.empty());
    CHECK(r.row().oneTime.empty());
    CHECK(r.server.central.care().verify().value().ok());
}

TEST_CASE("races: a request of a browser brings no session back that was just ended") {
    Race r;
    const auto account = r.open();
    const std::string token = r.sessions.begin(r.login, "");
    const std::string personal = r.personalSessions.begin(account.id, "");
    r.server.clock.advance(Sessions::kNoteEvery + 1s);
    r.run(
        [&](Tx& tx) {
            tx.dropSessions(r.login);
            PersonalSessionTable(tx).dropAll(account.id);
        },
        [&] {
            const auto other = std::async(std::launch::async, [&] { r.sessions.find(token); });
            r.personalSessions.find(personal);
        });
    CHECK_FALSE(r.sessions.find(token));
    CHECK_FALSE(r.personalSessions.find(personal));

    // A session that goes on is noted as used, and its seal is right.
    const std::string later = r.sessions.begin(r.login, "");
    const std::string laterPersonal = r.personalSessions.begin(account.id, "");
    r.server.clock.advance(Sessions::kNoteEvery + 1s);
    for (int i = 0; i < 2; ++i) {
        r.sessions.find(later);
        r.personalSessions.find(laterPersonal);
    }
    CHECK(r.sessions.find(later)->session.usedAt == r.now());
    CHECK(r.personalSessions.find(laterPersonal)->session.usedAt == r.now());
    CHECK(r.server.central.care().verify().value().ok());
}

TEST_CASE("races: a stranger who asks for a letter undoes no change of password or address") {
    Race r;
    const auto account = r.open();
    r.run(
        [&](Tx& tx) {
            PersonalRow changed = PersonalTable(tx).lockAccount(account.id).value();
            changed.password = "another hash";
            changed.address = kOther;
            PersonalTable(tx).put(changed);
        },
        [&] { r.accounts.askLetter(kAddress, "uk"); });
    const auto left = r.server.store.read([&](Tx& tx) { return PersonalTable(tx).account(account.id); });
    CHECK(left->password == "another hash");
    CHECK(left->address == kOther);
    const auto letter = r.queue.take(); // the former address is free, so that a new account may begin there
    REQUIRE(letter);
    CHECK(letter->address == kAddress);
    CHECK(letter->login != account.id);
}

TEST_CASE("races: who undoes a link or closes the account while its address changes gets no more mails") {
    Race r;
    const auto account = r.open();
    r.server.store.write([&](Tx& tx) {
        PersonalLinkTable(tx).put({account.id, r.login, r.now(), r.now()});
        MailTable(tx).putContact({r.login, kAddress, "", "pl", true, false, "", ""});
    });
    const auto change = [&](Tx& tx) {
        PersonalRow changed = PersonalTable(tx).lockAccount(account.id).value();
        changed.address = kOther;
        PersonalTable(tx).put(changed);
        MailContact contact = MailTable(tx).lockContact(r.login).value();
        contact.address = kOther;
        MailTable(tx).putContact(contact);
    };
    SECTION("the link") {
        r.run(change, [&] { r.links.unlink(account.id, r.login); });
    }
    SECTION("the account") {
        r.run(change, [&] { r.accounts.close(account.id); });
    }
    CHECK(r.count("personal_link") == 0);
    CHECK(r.count("portal_mail") == 0);
}

TEST_CASE("races: a letter that is on its way while its account is closed leaves no address") {
    Race r;
    const auto account = r.open();
    r.accounts.askLetter(kAddress, "pl");
    const auto letter = r.queue.take();
    REQUIRE(letter);
    r.run(
        [&](Tx& tx) {
            PersonalTable(tx).lockAccount(account.id);
            MailTable(tx).dropOpen(account.id, r.now());
            MailTable(tx).dropAddresses(account.id);
            PersonalTable(tx).drop(account.id);
        },
        [&] { r.queue.end(*letter, MailEnd::later, "451"); });
    CHECK(r.count("mail_out WHERE address <> ''") == 0);
    CHECK(r.count("mail_out WHERE state IN ('queued', 'sending')") == 0);
}

TEST_CASE("races: an access of the authority that was just ended gets no life again") {
    Race r;
    AuthorityAccess access{r.server.store, r.server.clock, r.server.rng, &r.server.revokedIds};
    const auto issued = access.issue("Urząd Miasta");
    const AuthorityRow row = access.list().front();
    const auto end = [&](Tx& tx) {
        AuthorityTable table(tx);
        AuthorityRow ended = table.lockById(row.id).value();
        ended.password = ended.oneTime = {};
        ended.endedAt = r.now();
        table.put(ended);
        table.dropSessions(row.id);
    };
    SECTION("by a login") {
        r.run(end, [&] { CHECK_FALSE(access.byPassword(issued.number, issued.password)); });
    }
    SECTION("by a new password") {
        r.run(end, [&] { CHECK_THROWS(access.setPassword(row.id, "cztery koty na plocie")); });
    }
    SECTION("by a session that is used") {
        const std::string token = access.beginSession(row.id, "");
        r.server.clock.advance(Sessions::kNoteEvery + 1s);
        r.run(end, [&] { static_cast<void>(access.find(token)); });
        CHECK(r.count("authority_session") == 0);
    }
    CHECK_FALSE(access.list().front().endedAt.empty());
    CHECK_FALSE(access.byPassword(issued.number, issued.password));
}

TEST_CASE("races: what two processes make at their first start is the same for both") {
    Race r;
    std::string first, second;
    r.run([&](Tx& tx) { first = stateOnce(tx, "key", "one"); },
          [&] { second = r.server.store.write([](Tx& tx) { return stateOnce(tx, "key", "two"); }); });
    CHECK(first == "one");
    CHECK(second == "one");
    CHECK(r.server.central.care().verify().value().ok());
}
