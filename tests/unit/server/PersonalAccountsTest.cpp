#include "server/accounts/PersonalAccounts.h"
#include "Fixture.h"
#include "base/LanguageScope.h"
#include "base/platform/Paths.h"
#include "server/accounts/PersonalLinks.h"
#include "server/accounts/PersonalSessions.h"
#include "server/accounts/SchoolLogins.h"
#include "server/mail/LetterText.h"
#include "server/mail/MailQueue.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::server;

namespace {

constexpr const char* kAddress = "Anna@example.pl";
constexpr const char* kPassword = "cztery koty na plocie";

struct Accounts {
    test::Server server;
    SchoolLogins logins{server.store, server.clock, server.rng, &server.revokedIds};
    PersonalAccounts accounts{server.store, server.clock, server.rng, &server.revokedIds};
    PersonalLinks links{server.store, server.clock, &server.revokedIds};
    PersonalSessions sessions{server.store, server.clock, server.rng};
    MailQueue queue{server.store, server.clock, server.rng, "test"};
    domain::SchoolId school = server.addSchool();
    test::Office office{server, school};

    Accounts() { server.api.openLogins(logins, "https://portal.example"); }
    /// Letters that wait, sent.
    std::vector<Letter> letters() {
        std::vector<Letter> out;
        while (auto letter = queue.take()) {
            queue.end(*letter, MailEnd::sent, "250");
            out.push_back(std::move(*letter));
        }
        return out;
    }
    PersonalRow open(const std::string& address = kAddress, const std::string& name = "Anna Nowak") {
        accounts.askLetter(address, "pl");
        return accounts.setPassword(letters().at(0).secret, kPassword, name).value();
    }
    domain::Student pupil(const std::string& number, const char* birth = nullptr) {
        domain::Student s = office.student(number);
        if (birth)
            s.birthDate = dateFromIso(birth);
        office.push(office.mutation(s.id.uuid, domain::PutStudent{s}));
        s.version = 1;
        return s;
    }
    Json slip(const domain::Student& s, const std::string& role) {
        const auto r =
            office.ask("POST", "/v1/logins", Json{{"students", {s.id.toString()}}, {"role", role}}.dump());
        return parseJson(r.body).value()["logins"][0];
    }
    LoginRow enter(const Json& slip) {
        return logins.byPassword(slip["login"], slip["password"].get<std::string>()).value();
    }
    std::int64_t rows(const std::string& table) {
        return server.store.read(
            [&](Tx& tx) { return tx.database().query("SELECT count(*) FROM " + table, 1).integer(0, 0); });
    }
};

} // namespace

TEST_CASE("accounts: a letter's link opens one, once, and the database knows no link that works") {
    Accounts a;
    a.accounts.askLetter(kAddress, "uk");
    CHECK_FALSE(a.accounts.byPassword(kAddress, ""));
    const auto letters = a.letters();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].address == kAddress);
    CHECK(letters[0].language == "uk");
    const std::string secret = letters[0].secret;
    CHECK(written(letters[0], "https://p.example").text.find("https://p.example/register/" + secret) !=
          std::string::npos);
    REQUIRE(a.accounts.look(secret));
    CHECK(a.accounts.look(secret)->needsName); // looking uses nothing up
    CHECK_FALSE(a.accounts.look("A" + secret.substr(1)));
    CHECK(a.accounts.setPassword(secret, kPassword, "Anna Nowak"));
    CHECK_FALSE(a.accounts.look(secret));
    CHECK_FALSE(a.accounts.setPassword(secret, "another password", "Eve"));
    CHECK(a.accounts.byPassword("anna@EXAMPLE.pl", kPassword)->name == "Anna Nowak");
    CHECK_FALSE(a.accounts.byPassword(kAddress, "cztery psy na plocie"));
    CHECK_FALSE(a.accounts.byPassword("other@example.pl", kPassword));
    CHECK(a.server.central.care().verify().value().ok());
}

TEST_CASE("accounts: a forgotten password is replaced by a letter, and every browser is logged out") {
    Accounts a;
    const auto account = a.open();
    const std::string token = a.sessions.begin(account.id, "Firefox\r\n");
    REQUIRE(a.sessions.find(token));
    CHECK(a.sessions.find(token)->session.agent == "Firefox");
    a.accounts.askLetter("ANNA@example.pl", "pl");
    const auto letters = a.letters();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].address == kAddress); // as it was confirmed, not as somebody typed it
    CHECK_FALSE(a.accounts.look(letters[0].secret)->needsName);
    CHECK(a.accounts.setPassword(letters[0].secret, "nowe dobre haslo", ""));
    CHECK_FALSE(a.sessions.find(token));
    CHECK_FALSE(a.accounts.byPassword(kAddress, kPassword));
    CHECK(a.accounts.byPassword(kAddress, "nowe dobre haslo")->name == "Anna Nowak");
}

TEST_CASE("accounts: a link is over after an hour, and an account that nobody confirmed after a week") {
    Accounts a;
    a.accounts.askLetter(kAddress, "pl");
    const std::string secret = a.letters().at(0).secret;
    a.server.clock.advance(std::chrono::minutes(61));
    CHECK_FALSE(a.accounts.look(secret));
    CHECK_FALSE(a.accounts.setPassword(secret, kPassword, "Anna Nowak"));
    a.server.clock.advance(std::chrono::hours(7 * 24));
    a.server.store.write([&](Tx& tx) { MailQueue::sweep(tx, a.server.clock.now()); });
    CHECK(a.rows("personal_account") == 0);
    CHECK(a.rows("personal_mail_link") == 0);
}

TEST_CASE("accounts: five letters a day go to one address, and no answer tells") {
    Accounts a;
    for (int i = 0; i < 9; ++i)
        a.accounts.askLetter(i % 2 == 0 ? "anna@example.pl" : "ANNA@example.pl", "pl");
    CHECK(a.letters().size() == 5);
    a.accounts.askLetter("other@example.pl", "pl");
    CHECK(a.letters().size() == 1);
    a.server.clock.advance(std::chrono::hours(25));
    a.accounts.askLetter("anna@example.pl", "pl");
    CHECK(a.letters().size() == 1);
}

TEST_CASE("accounts: strangers use up no letters of a browser that was logged in before") {
    Accounts a;
    const auto account = a.open("anna@example.pl");
    for (int i = 0; i < 9; ++i)
        a.accounts.askLetter("anna@example.pl", "uk");
    CHECK(a.letters().size() == 4); // besides the one that opened the account
    a.accounts.askLetter("anna@example.pl", "en", true);
    const auto letters = a.letters();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].language == "pl"); // nor does a stranger choose the language
}

TEST_CASE("accounts: a change of address tells both, and only its new owner can make it") {
    Accounts a;
    const auto account = a.open();
    a.accounts.askChange(account.id, "nowa@example.pl");
    CHECK(a.accounts.byPassword(kAddress, kPassword)); // until the link was used
    const auto asked = a.letters();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].address == "nowa@example.pl");
    CHECK(a.accounts.look(asked[0].secret)->purpose == PersonalPurpose::changeAddress);
    CHECK_FALSE(a.accounts.setPassword(asked[0].secret, "password of a thief", "Eve"));
    CHECK(a.accounts.changeAddress(asked[0].secret));
    CHECK_FALSE(a.accounts.changeAddress(asked[0].secret));
    CHECK_FALSE(a.accounts.byPassword(kAddress, kPassword));
    CHECK(a.accounts.byPassword("nowa@example.pl", kPassword));
    std::set<std::string> told;
    for (const Letter& letter : a.letters())
        told.insert(letter.address);
    CHECK(told == std::set<std::string>{kAddress, "nowa@example.pl"});

    // An address that is another account's cannot be taken over.
    const auto other = a.open("inna@example.pl", "Inna Osoba");
    a.accounts.askChange(other.id, "nowa@example.pl");
    CHECK_FALSE(a.accounts.changeAddress(a.letters().at(0).secret));
    CHECK(a.accounts.byPassword("nowa@example.pl", kPassword)->id == account.id);
}

TEST_CASE("accounts: nobody keeps an address from its owner by asking for an account with it") {
    Accounts a;
    const auto account = a.open();
    a.accounts.askLetter("Nowa@example.pl", "pl"); // by anybody, and never confirmed
    const std::string unused = a.letters().at(0).secret;
    a.accounts.askLetter("nowa@example.pl", "pl"); // one letter still waits
    a.accounts.askChange(account.id, "nowa@example.pl");
    std::string secret;
    for (const Letter& letter : a.letters())
        if (letter.kind == MailKind::personalChange)
            secret = letter.secret;
    CHECK(a.accounts.changeAddress(secret));
    CHECK(a.accounts.byPassword("nowa@example.pl", kPassword)->id == account.id);
    CHECK_FALSE(a.accounts.look(unused));
    CHECK(a.rows("personal_account") == 1);
    CHECK(a.server.central.care().verify().value().ok());
}

TEST_CASE("accounts: whoever has the login of the school sees and ends the accounts that act with it") {
    Accounts a;
    const auto account = a.open();
    const auto other = a.open("inna@example.pl", "Inna Osoba");
    const LoginRow login = a.enter(a.slip(a.pupil("1"), "parent"));
    a.logins.setPassword(login.id, "haslo ze szkoly", "Anna Nowak");
    const LoginRow own = a.logins.byPassword(login.number, "haslo ze szkoly").value();
    a.links.link(account.id, own, true);
    a.links.link(other.id, own, false);
    const auto holders = a.links.holders(own);
    REQUIRE(holders.size() == 2);
    CHECK(std::any_of(holders.begin(), holders.end(),
                      [](const auto& h) { return h.name == "Anna Nowak" && h.open; }));
    a.links.end(own, account.id);
    CHECK(a.links.children(account.id).empty());
    CHECK(a.links.children(other.id).size() == 1);
    CHECK_FALSE(a.server.store.read([&](Tx& tx) { return MailTable(tx).contact(own.id); }));
    CHECK(a.accounts.byPassword(kAddress, kPassword)); // the account itself stays
}

TEST_CASE("accounts: children of several schools are linked, unlinked and gone with the school's login") {
    Accounts a;
    const auto account = a.open();
    const auto first = a.pupil("1");
    const Json slip = a.slip(first, "parent");
    a.links.link(account.id, a.enter(slip), true);
    const domain::SchoolId otherSchool = a.server.addSchool();
    test::Office elsewhere{a.server, otherSchool};
    const auto second = elsewhere.add("7");
    const auto r = elsewhere.ask("POST", "/v1/logins",
                                 Json{{"students", {second.id.toString()}}, {"role", "parent"}}.dump());
    const LoginRow login = a.enter(parseJson(r.body).value()["logins"][0]);
    a.links.link(account.id, login, false);

    CHECK(a.links.children(account.id).size() == 2);
    REQUIRE(a.links.loginFor(account, first.id.toString()));
    CHECK(a.links.loginFor(account, first.id.toString())->name == "Anna Nowak");
    CHECK(a.links.loginFor(account, second.id.toString())->school == otherSchool.toString());
    // The one-time password of the slip was used up, and news go to the account's address.
    CHECK_FALSE(a.logins.byPassword(slip["login"], slip["password"].get<std::string>()));
    const std::string link = slip["link"];
    CHECK_FALSE(a.logins.linkIsGood(link.substr(link.rfind('/') + 1)));
    a.office.upload("x");
    a.office.submit(first.id, a.office.photoOf("x"), false);
    const auto news = a.letters();
    REQUIRE(news.size() == 1);
    CHECK(news[0].address == kAddress);

    a.links.unlink(account.id, login.id);
    CHECK_FALSE(a.links.loginFor(account, second.id.toString()));
    CHECK(a.links.children(account.id).size() == 1);
    // A new slip may be for somebody else: what hung on the old one is over.
    a.slip(first, "parent");
    CHECK(a.links.children(account.id).empty());
    CHECK(a.server.central.care().verify().value().ok());
}

TEST_CASE("accounts: a pupil under 16 waits for a parent, and the 16th birthday needs nobody's word") {
    CHECK_FALSE(decidesAlone(dateFromIso("2010-09-02"), *dateFromIso("2026-09-01")));
    CHECK(decidesAlone(dateFromIso("2010-09-01"), *dateFromIso("2026-09-01")));
    CHECK_FALSE(decidesAlone(std::nullopt, *dateFromIso("2026-09-01")));
    CHECK_FALSE(decidesAlone(dateFromIso("2012-02-29"), *dateFromIso("2028-02-28")));
    CHECK(decidesAlone(dateFromIso("2012-02-29"), *dateFromIso("2028-02-29")));

    Accounts a;
    const auto child = a.pupil("1", "2015-03-01");
    const auto account = a.open("dziecko@example.pl", "Zofia Nowak");
    a.links.link(account.id, a.enter(a.slip(child, "student")), true);
    CHECK_FALSE(a.links.loginFor(account, child.id.toString()));
    const auto waiting = a.links.waitingFor(a.school.toString(), child.id.toString());
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].name == "Zofia Nowak");

    const LoginRow parent = a.enter(a.slip(child, "parent"));
    const LoginRow stranger = a.enter(a.slip(a.pupil("2"), "parent"));
    a.links.decide(stranger, account.id, true);
    CHECK_FALSE(a.links.loginFor(account, child.id.toString()));
    LoginRow self = parent;
    self.role = "student";
    CHECK_THROWS(a.links.decide(self, account.id, true));
    a.letters();
    a.office.upload("x");
    a.office.submit(child.id, a.office.photoOf("x"), false);
    CHECK(a.letters().empty()); // nor do news go to the pupil's address before that
    const auto news = [&] {
        a.server.clock.advance(std::chrono::hours(1));
        a.office.upload("y");
        a.office.push(a.office.mutation(child.id.uuid, domain::SubmitPhoto{a.office.photoOf("y"), true}),
                      domain::toJson(a.office.photoFile(child.id).file.state));
        const auto letters = a.letters();
        return letters.size() == 1 && letters[0].address == account.address;
    };
    SECTION("the parent agrees") {
        a.links.decide(parent, account.id, true);
        CHECK(a.links.loginFor(account, child.id.toString()));
        CHECK(a.links.waitingFor(a.school.toString(), child.id.toString()).empty());
        CHECK(news());
    }
    SECTION("the parent refuses") {
        a.links.decide(parent, account.id, false);
        CHECK(a.links.children(account.id).empty());
        CHECK_FALSE(news());
    }
    SECTION("the birthday comes") {
        domain::Student older = child;
        older.birthDate = dateFromIso("2010-01-01");
        a.office.push(a.office.mutation(older.id.uuid, domain::PutStudent{older}), domain::toJson(child));
        CHECK(a.links.loginFor(account, child.id.toString()));
    }
    CHECK(a.server.central.care().verify().value().ok());
}

TEST_CASE("accounts: closing one leaves nothing of it, and the school's login works on") {
    Accounts a;
    const auto account = a.open();
    const auto pupil = a.pupil("1");
    const Json slip = a.slip(pupil, "parent");
    const LoginRow login = a.enter(slip);
    a.logins.setPassword(login.id, "haslo ze szkoly", "Anna Nowak");
    const LoginRow own = a.logins.byPassword(slip["login"], "haslo ze szkoly").value();
    a.links.link(account.id, own, true);
    const std::string token = a.sessions.begin(account.id, "");
    a.accounts.askChange(account.id, "nowa@example.pl");
    a.accounts.close(account.id);
    CHECK_FALSE(a.sessions.find(token));
    CHECK_FALSE(a.accounts.byPassword(kAddress, kPassword));
    CHECK(a.letters().empty());
    CHECK(a.logins.byPassword(slip["login"], "haslo ze szkoly"));
    for (const char* table : {"personal_account", "personal_link", "personal_session", "personal_mail_link"})
        CHECK(a.rows(table) == 0);
    const auto left = a.server.store.read([&](Tx& tx) {
        return tx.database().query("SELECT count(*) FROM mail_out WHERE address <> ''", 1).integer(0, 0);
    });
    CHECK(left == 0);
}

TEST_CASE("accounts: they and their links are in a backup, their sessions are not") {
    Accounts a;
    const auto account = a.open();
    a.links.link(account.id, a.enter(a.slip(a.pupil("1"), "parent")), false);
    a.sessions.begin(account.id, "");
    a.server.central.care().backup(a.server.dir / "backup").value();
    Store store(test::emptyDatabase(a.server.dir, "restored.sqlite"));
    FolderBlobs blobs(a.server.dir / "restored");
    restore(a.server.dir / "backup", store, blobs, a.server.clock, a.server.rng, nullptr).value();
    PersonalAccounts restored(store, a.server.clock, a.server.rng);
    PersonalLinks restoredLinks(store, a.server.clock);
    CHECK(restored.byPassword(kAddress, kPassword));
    CHECK(restoredLinks.children(account.id).size() == 1);
    CHECK(PersonalSessions(store, a.server.clock, a.server.rng).list(account.id).empty());
}

TEST_CASE("accounts: what ended after a backup stays so when the backup is restored") {
    Accounts a;
    const auto closed = a.open("zamknieta@example.pl");
    const auto moved = a.open("dawna@example.pl");
    const auto changed = a.open("haslo@example.pl");
    const auto unlinked = a.open("cofnieta@example.pl");
    const auto kept = a.open();
    const auto pupil = a.pupil("1");
    const LoginRow login = a.enter(a.slip(pupil, "parent"));
    a.logins.setPassword(login.id, "haslo ze szkoly", "Anna Nowak");
    const LoginRow own = a.logins.byPassword(login.number, "haslo ze szkoly").value();
    for (const auto* account : {&closed, &unlinked, &kept})
        a.links.link(account->id, own, false);
    a.server.central.care().backup(a.server.dir / "backup").value();

    a.accounts.close(closed.id);
    a.accounts.askChange(moved.id, "nowa@example.pl");
    CHECK(a.accounts.changeAddress(a.letters().at(0).secret));
    a.accounts.changePassword(changed.id, "nowe dobre haslo");
    a.links.unlink(unlinked.id, own.id);

    Store store(test::emptyDatabase(a.server.dir, "restored.sqlite"));
    FolderBlobs blobs(a.server.dir / "restored");
    restore(a.server.dir / "backup", store, blobs, a.server.clock, a.server.rng, &a.server.revokedIds)
        .value();
    PersonalAccounts restored(store, a.server.clock, a.server.rng);
    PersonalLinks restoredLinks(store, a.server.clock);
    CHECK_FALSE(restored.byPassword("zamknieta@example.pl", kPassword));
    CHECK_FALSE(restored.byPassword("dawna@example.pl", kPassword)); // its former owner may be a stranger
    CHECK_FALSE(restored.byPassword("haslo@example.pl", kPassword));
    CHECK(restored.byPassword("cofnieta@example.pl", kPassword));
    CHECK(restoredLinks.children(unlinked.id).empty());
    CHECK(restored.byPassword(kAddress, kPassword));
    CHECK(restoredLinks.children(kept.id).size() == 1);
}

TEST_CASE("accounts: an address that was given up and taken again is kept by a restore") {
    Accounts a;
    const auto account = a.open();
    const auto change = [&](const std::string& address) {
        a.server.clock.advance(std::chrono::hours(25));
        a.accounts.askChange(account.id, address);
        for (const Letter& letter : a.letters())
            if (letter.kind == MailKind::personalChange)
                CHECK(a.accounts.changeAddress(letter.secret));
    };
    a.server.central.care().backup(a.server.dir / "backup").value();
    const auto works = [&](const std::string& file) {
        Store store(test::emptyDatabase(a.server.dir, file + ".sqlite"));
        FolderBlobs blobs(a.server.dir / file);
        restore(a.server.dir / "backup", store, blobs, a.server.clock, a.server.rng, &a.server.revokedIds)
            .value();
        return PersonalAccounts(store, a.server.clock, a.server.rng)
            .byPassword(kAddress, kPassword)
            .has_value();
    };
    change("nowa@example.pl");
    CHECK_FALSE(works("given-up"));
    change(kAddress);
    CHECK(works("taken-again"));
    change("nowa@example.pl");
    CHECK_FALSE(works("given-up-again"));
    change(kAddress);
    a.server.clock.advance(std::chrono::hours(1));
    a.accounts.close(account.id);
    CHECK_FALSE(works("closed"));
}
