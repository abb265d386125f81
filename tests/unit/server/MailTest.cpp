#include "Fixture.h"
#include "base/MailAddress.h"
#include "base/Text.h"
#include "base/platform/LocalTime.h"
#include "base/platform/Paths.h"
#include "server/accounts/Secrets.h"
#include "server/mail/LetterText.h"
#include "server/mail/MailSender.h"
#include "server/mail/Mime.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace esek;
using namespace esek::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* kAddress = "anna@example.pl";

std::string decoded(std::string_view text) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = kDigits.find(c);
        if (digit == std::string_view::npos)
            continue;
        bits = bits << 6 | static_cast<unsigned>(digit);
        if ((count += 6) >= 8)
            out += static_cast<char>(bits >> (count -= 8) & 0xff);
    }
    return out;
}

/// Each encoded word by itself, as a strict reader decodes it.
std::vector<std::string> words(const std::string& header) {
    std::vector<std::string> out;
    std::istringstream in(header);
    for (std::string word; in >> word;) {
        REQUIRE(word.size() <= 75);
        REQUIRE(word.starts_with("=?UTF-8?B?"));
        REQUIRE(word.ends_with("?="));
        out.push_back(decoded(std::string_view(word).substr(10, word.size() - 12)));
    }
    return out;
}

struct FakeRelay final : Relay {
    struct Mail {
        std::string to, content;
    };
    std::vector<Mail> mails;
    std::vector<Answer> answers; ///< the next ones; then everything is taken
    Answer send(const std::string&, const std::string& to, const std::string& content) override {
        mails.push_back({to, content});
        if (answers.empty())
            return {MailEnd::sent, "250"};
        const Answer next = answers.front();
        answers.erase(answers.begin());
        return next;
    }
    void rest() override {}
};

/// A school with two pupils, and a parent of each who wants mails.
struct Letters {
    test::Server server;
    SchoolLogins logins{server.store, server.clock, server.rng, &server.revokedIds};
    domain::SchoolId school = server.addSchool("Szkoła Podstawowa nr 1");
    test::Office office{server, school};
    domain::Student pupil = office.add("1");
    domain::Student other = office.add("2");
    std::string login = issue(pupil);
    std::string otherLogin = issue(other);
    MailQueue queue{server.store, server.clock, server.rng, "one"};
    bool accepts = false;

    Letters() {
        wants(login, kAddress);
        wants(otherLogin, "jan@example.pl");
    }
    std::string issue(const domain::Student& s) {
        const Caller clerk = server.central.devices().authenticate(office.token);
        return logins.issue(clerk, {s.id.toString()}, domain::Role::guardian).front().id;
    }
    void wants(const std::string& id, const std::string& address, bool quiet = false) {
        server.store.write([&](Tx& tx) {
            MailTable(tx).putContact({id, address, "", "pl", true, quiet, "", ""});
        });
    }
    MailContact contact(const std::string& id) {
        return server.store.read([&](Tx& tx) { return MailTable(tx).contact(id); }).value();
    }
    /// The status of the first pupil's photo changes; the mutation that has made one message.
    domain::Mutation change(const std::string& bytes = "a photo") {
        office.upload(bytes);
        accepts = !accepts;
        const auto m = office.mutation(pupil.id.uuid, domain::SubmitPhoto{office.photoOf(bytes), accepts});
        REQUIRE(office.push(m, domain::toJson(office.photoFile(pupil.id).file.state)).verdict ==
                domain::Verdict::applied);
        return m;
    }
    std::int64_t count(MailState state) {
        for (const MailCount& c : server.store.read([](Tx& tx) { return MailTable(tx).counts(); }))
            if (c.state == state)
                return c.count;
        return 0;
    }
};

} // namespace

TEST_CASE("mail: an address is one that every server can write to") {
    for (const char* good : {"a@b.pl", "jan.kowalski+szkola@poczta.example.com", "o'neil@x-y.pl"})
        CHECK(isMailAddress(good));
    for (const char* bad : {"", "a", "a@b", "@b.pl", "a@", "a@@b.pl", ".a@b.pl", "a.@b.pl", "a..b@c.pl",
                            "a@b..pl", "a@-b.pl", "a b@c.pl", "a@b.pl\r\nRCPT TO:<x@y.pl>", "<a@b.pl>",
                            "a@b.pl,c@d.pl", "łucja@b.pl", "a@b.pł", "\"a\"@b.pl", "a@[127.0.0.1]"})
        CHECK_FALSE(isMailAddress(bad));
    CHECK_FALSE(isMailAddress(std::string(65, 'a') + "@b.pl"));
    CHECK(normalMailAddress("  Anna.Nowak@Example.PL ") == "Anna.Nowak@example.pl");
    CHECK(normalMailAddress("no").empty());
}

TEST_CASE("mail: headers hold whole letters, and no header that a name brings") {
    CHECK(encodedText("Simple name-1.") == "Simple name-1.");
    std::string name;
    for (int i = 0; i < 40; ++i)
        name += i % 3 == 0 ? "Świętosława " : "Żółć…";
    std::string whole;
    for (const std::string& word : words(encodedText(name))) {
        CHECK(isValidUtf8(word));
        whole += word;
    }
    CHECK(whole == name);
    CHECK(words(encodedText("a@b.pl, \"x\"")).front() == "a@b.pl, \"x\"");

    const std::string school = "Szkoła Podstawowa nr 1 im. Marii Skłodowskiej-Curie w Warszawie";
    CHECK(words(encodedText(school)).front() == "Szkoła Podstawowa nr 1 im. Marii ");

    const MimeMail mail{"id@example.pl",
                        Timestamp{},
                        "Szkoła\r\nBcc: evil@example.pl",
                        "x@example.pl",
                        "y@example.pl",
                        "Temat\nX-Evil: 1\r\n\r\nbody",
                        "Zażółć\n.\ngęś",
                        "pl"};
    const std::string text = composed(mail);
    for (const char* line : {"MIME-Version: 1.0\r\n", "Message-ID: <id@example.pl>\r\n",
                             "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n", "To: <y@example.pl>\r\n"})
        CHECK(text.find(line) != std::string::npos);
    for (const char* evil : {"\nBcc", "\nX-Evil", "\n.\r"})
        CHECK(text.find(evil) == std::string::npos);
    const auto body = text.find("\r\n\r\n");
    CHECK(decoded(std::string_view(text).substr(body)) == "Zażółć\r\n.\r\ngęś");
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at)
        CHECK(text[at - 1] == '\r');
    MimeMail to = mail;
    to.to = "y@example.pl>\r\nRCPT TO:<z@example.pl";
    CHECK_THROWS(composed(to));
}

TEST_CASE("mail: each change of status makes one entry for each login that wants mails") {
    Letters l;
    const auto mutation = l.change();
    CHECK(l.count(MailState::queued) == 1);
    l.office.push(mutation, Json()); // sent again after a lost answer
    CHECK(l.count(MailState::queued) == 1);
    l.server.store.write([&](Tx& tx) { // and to a server that was restored
        const auto message = tx.messagesOf(l.school.toString(), l.pupil.id.toString()).front();
        MailQueue::addNews(tx, l.school.toString(), l.pupil.id.toString(), message.id,
                           toIso(l.server.clock.now()));
    });
    CHECK(l.count(MailState::queued) == 1);
    const auto letter = l.queue.take();
    REQUIRE(letter);
    CHECK(letter->address == kAddress);
    CHECK(letter->firstName == "Łucja");
    CHECK(letter->school == "Szkoła Podstawowa nr 1");
    REQUIRE(letter->news.size() == 1);
    CHECK(letter->news.front().to == domain::PhotoStatus::accepted);

    for (const MailContact& silent : {MailContact{l.login, kAddress, "", "pl", false, false, "", ""},
                                      MailContact{l.login, kAddress, "", "pl", true, false, "550", ""},
                                      MailContact{l.login, "", kAddress, "pl", true, false, "", ""}}) {
        l.server.store.write([&](Tx& tx) { MailTable(tx).putContact(silent); });
        l.change("another photo " + silent.fault + silent.pending);
        CHECK(l.count(MailState::queued) == 0);
    }
}

TEST_CASE("mail: the first message goes out at once, the next ones together half an hour later") {
    Letters l;
    l.change("1");
    auto letter = l.queue.take();
    REQUIRE(letter);
    l.queue.end(*letter, MailEnd::sent, "250");
    CHECK_FALSE(l.queue.take());
    l.server.clock.advance(5min);
    l.change("2");
    CHECK_FALSE(l.queue.take());
    l.server.clock.advance(10min);
    l.change("3");
    l.server.clock.advance(14min);
    CHECK_FALSE(l.queue.take());
    l.server.clock.advance(2min);
    letter = l.queue.take();
    REQUIRE(letter);
    CHECK(letter->news.size() == 2);
    CHECK(letter->news[0].at < letter->news[1].at);
    l.queue.end(*letter, MailEnd::sent, "250");
    CHECK(l.count(MailState::sent) == 3);
    CHECK_FALSE(l.queue.take());
}

TEST_CASE("mail: who wants a quiet night gets nothing between 22 and 7 o'clock") {
    Letters l;
    l.wants(l.login, kAddress, true);
    while (platform::toLocal(l.server.clock.now()).hour != 22)
        l.server.clock.advance(10min);
    l.change();
    CHECK_FALSE(l.queue.take());
    l.server.clock.advance(8h);
    CHECK_FALSE(l.queue.take());
    for (int i = 0; i < 7 && platform::toLocal(l.server.clock.now()).hour != 7; ++i)
        l.server.clock.advance(10min);
    CHECK(l.queue.take());
}

TEST_CASE("mail: a letter whose sender died is sent again under the same id, and never by two at once") {
    Letters l;
    MailQueue second(l.server.store, l.server.clock, l.server.rng, "two");
    l.change("1");
    const auto first = l.queue.take();
    REQUIRE(first);
    CHECK_FALSE(second.take());
    l.server.clock.advance(MailQueue::kLease - 1min);
    CHECK_FALSE(second.take());
    l.change("2"); // does not get into the letter that may have been sent
    l.server.clock.advance(2min);
    const auto again = second.take();
    REQUIRE(again);
    CHECK(again->id == first->id);
    CHECK(again->news.size() == 1);
    l.queue.end(*first, MailEnd::addressRefused, "550"); // the first one is not dead, only slow
    second.end(*again, MailEnd::sent, "250");
    CHECK(l.count(MailState::sent) == 1);
    CHECK(l.count(MailState::failed) == 0);
}

TEST_CASE("mail: what a server wants later is tried for three days, and not at the same pace") {
    Letters l;
    l.change();
    int tries = 0;
    for (const auto end = l.server.clock.now() + 5 * 24h; l.server.clock.now() < end;
         l.server.clock.advance(1min))
        if (const auto letter = l.queue.take()) {
            ++tries;
            l.queue.end(*letter, MailEnd::later, "451");
        }
    CHECK(tries > 7);
    CHECK(tries < 14);
    CHECK(l.count(MailState::failed) == 1);
    CHECK(l.server.store.read([&](Tx& tx) { return MailTable(tx).lastFailed(l.login); })->reason == "451");
}

TEST_CASE("mail: a relay that was down for hours costs no attempt") {
    Letters l;
    l.change();
    for (int i = 0; i < 40; ++i) {
        const auto letter = l.queue.take();
        REQUIRE(letter);
        l.queue.end(*letter, MailEnd::notTried, "connect");
        l.server.clock.advance(2min);
    }
    const auto letter = l.queue.take();
    REQUIRE(letter);
    l.queue.end(*letter, MailEnd::later, "451");
    l.server.clock.advance(2min); // as after a first attempt
    CHECK(l.queue.take());
}

TEST_CASE("mail: a record that cannot be read holds up nobody's letters") {
    Letters l;
    const auto spoil = [&](Kind kind, const std::string& id) {
        l.server.store.write([&](Tx& tx) {
            auto row = tx.record(l.school.toString(), kind, id).value();
            row.body = "{}";
            tx.putRecord(l.school.toString(), kind, row);
        });
    };
    const auto m = l.change("1");
    const auto letter = l.queue.take(); // while it can be read
    REQUIRE(letter);
    l.queue.end(*letter, MailEnd::later, "451");
    spoil(Kind::message, letter->news.at(0).id.toString());
    l.server.store.write([&](Tx& tx) {
        MailQueue::addConfirm(tx, l.otherLogin, "jan@example.pl", "a change", toIso(l.server.clock.now()));
        auto contact = MailTable(tx).lockContact(l.otherLogin).value();
        contact.pending = "jan@example.pl";
        MailTable(tx).putContact(contact);
    });
    spoil(Kind::student, l.other.id.toString());
    l.server.clock.advance(1h);
    const auto next = l.queue.take();
    REQUIRE(next);
    CHECK(next->login == l.otherLogin);
    CHECK(next->firstName == "…");
    CHECK_FALSE(l.queue.take());
    CHECK(l.count(MailState::dropped) == 1); // news of which nothing can be read
}

TEST_CASE("mail: an address that was refused for good gets nothing more until there is another one") {
    Letters l;
    l.change("1");
    const auto letter = l.queue.take();
    REQUIRE(letter);
    l.change("2");
    l.queue.end(*letter, MailEnd::addressRefused, "550");
    CHECK(l.contact(l.login).fault == "550");
    CHECK(l.count(MailState::failed) == 1);
    l.server.clock.advance(1h);
    CHECK_FALSE(l.queue.take());
    CHECK(l.count(MailState::dropped) == 1);
    l.change("3");
    CHECK(l.count(MailState::queued) == 0);
}

TEST_CASE("mail: one that may have arrived is sent once more under the same id, after a while") {
    Letters l;
    l.change();
    const auto letter = l.queue.take();
    REQUIRE(letter);
    l.queue.end(*letter, MailEnd::unclear, MailQueue::kUnclear);
    l.server.clock.advance(14min);
    CHECK_FALSE(l.queue.take());
    l.server.clock.advance(2min);
    const auto again = l.queue.take();
    REQUIRE(again);
    CHECK(again->id == letter->id);
    l.queue.end(*again, MailEnd::unclear, MailQueue::kUnclear);
    l.server.clock.advance(48h);
    CHECK_FALSE(l.queue.take());
}

TEST_CASE("mail: a login that was ended gets no more mails, and its address is gone") {
    for (const bool revoked : {true, false}) {
        Letters l;
        l.change();
        if (revoked)
            REQUIRE(l.logins.revoke(l.server.central.devices().authenticate(l.office.token), l.login));
        else
            l.issue(l.pupil); // a new slip
        CHECK_FALSE(l.queue.take());
        CHECK(l.count(MailState::dropped) == 1);
        CHECK_FALSE(l.server.store.read([&](Tx& tx) { return MailTable(tx).contact(l.login); }));
        CHECK(l.contact(l.otherLogin).address == "jan@example.pl");
    }
}

TEST_CASE("mail: the link that confirms an address is known to the mail only") {
    Letters l;
    l.server.store.write([&](Tx& tx) {
        MailContact c = *MailTable(tx).contact(l.login);
        c.pending = "new@example.pl";
        MailTable(tx).putContact(c);
        MailQueue::addConfirm(tx, l.login, "typed.before@example.pl", "1", toIso(l.server.clock.now()));
        MailQueue::addConfirm(tx, l.login, "new@example.pl", "2", toIso(l.server.clock.now()));
    });
    const auto letter = l.queue.take();
    REQUIRE(letter);
    CHECK(letter->kind == MailKind::confirm);
    CHECK(letter->address == "new@example.pl");
    CHECK(letter->secret.size() == 26);
    const auto link =
        l.server.store.read([&](Tx& tx) { return MailTable(tx).link(secretHash(letter->secret)); });
    REQUIRE(link);
    CHECK(link->login == l.login);
    CHECK_FALSE(l.queue.take());
    CHECK(l.count(MailState::dropped) == 1);
    l.server.clock.advance(25h);
    l.server.central.care().sweep();
    CHECK_FALSE(l.server.store.read([&](Tx& tx) { return MailTable(tx).link(secretHash(letter->secret)); }));
}

TEST_CASE("mail: a letter is in the reader's language and names no surname") {
    Letters l;
    const Languages languages(platform::localeDir());
    FakeRelay relay;
    MailSender sender(l.queue, relay, languages, l.server.clock,
                      {"panel@szkola.example", "https://portal.example"});
    std::string texts;
    for (const char* language : {"pl", "en", "uk"}) {
        l.server.store.write([&](Tx& tx) {
            MailTable(tx).putContact({l.login, kAddress, "", language, true, false, "", ""});
        });
        l.change(language);
        REQUIRE(sender.step());
        const std::string& mail = relay.mails.back().content;
        CHECK(relay.mails.back().to == kAddress);
        CHECK(mail.find(std::string("Content-Language: ") + language) != std::string::npos);
        CHECK(mail.find("@szkola.example>\r\n") != std::string::npos);
        const std::string body = decoded(std::string_view(mail).substr(mail.find("\r\n\r\n")));
        CHECK(body.find("Łucja") != std::string::npos);
        CHECK(body.find("Nowak") == std::string::npos);
        CHECK(body.find("https://portal.example/messages") != std::string::npos);
        CHECK(texts.find(body.substr(0, 10)) == std::string::npos); // another language
        texts += body;
    }
}

TEST_CASE("mail: an address that a rule of the relay forbids is tried again, and holds up nobody else") {
    Letters l;
    const Languages languages(platform::localeDir());
    FakeRelay relay;
    MailSender sender(l.queue, relay, languages, l.server.clock,
                      {"panel@szkola.example", "https://portal.example"});
    relay.answers = {{MailEnd::notAllowed, "550"}};
    l.change();
    l.server.store.write([&](Tx& tx) {
        MailQueue::addOtherMail(tx, l.otherLogin, "jan@example.pl", "a change", toIso(l.server.clock.now()));
    });
    CHECK(sender.step());
    CHECK_FALSE(sender.isPaused());
    CHECK(sender.step());
    CHECK(l.count(MailState::sent) == 1);
    l.server.clock.advance(2min);
    CHECK(sender.step());
    CHECK(l.count(MailState::sent) == 2);

    // A relay that takes nothing from this server is left alone for a while.
    relay.answers.assign(100, {MailEnd::notAllowed, "554"});
    l.change("later");
    const auto before = relay.mails.size();
    for (int i = 0; i < 3 * 24 * 60; ++i) {
        sender.step();
        if (sender.isPaused())
            break;
        l.server.clock.advance(1min);
    }
    CHECK(sender.isPaused());
    CHECK(relay.mails.size() - before == 5);
}

TEST_CASE("mail: while the relay is not ready for anything nothing is tried, then carefully") {
    Letters l;
    const Languages languages(platform::localeDir());
    FakeRelay relay;
    MailSender sender(l.queue, relay, languages, l.server.clock,
                      {"panel@szkola.example", "https://portal.example"});
    l.change();
    relay.answers.assign(100, {MailEnd::notTried, "connect"});
    for (int i = 0; i < 60 * 60; ++i) {
        sender.step();
        l.server.clock.advance(1s);
    }
    CHECK(relay.mails.size() < 10);
    CHECK(relay.mails.size() > 3);
    relay.answers.clear();
    l.server.clock.advance(16min);
    CHECK(sender.step());
    CHECK(l.count(MailState::sent) == 1);
    CHECK_FALSE(sender.isPaused());
}
