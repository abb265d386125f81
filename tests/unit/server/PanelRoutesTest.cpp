#include "Fixture.h"
#include "base/platform/Paths.h"
#include "server/panel/Panel.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;

namespace {

/// Nobody; somebody whom only a slip has let in; a parent; a pupil; a parent at another pupil's address; a
/// parent whose login the office ended; a personal account that is linked to the pupil, and one that is not.
struct Visitor {
    const char* name;
    std::optional<LoginRow> login;
    std::string pupil;
    bool personal = false;
};

LoginRow login(const std::string& role, const std::string& password, const std::string& ended = {}) {
    LoginRow l;
    l.id = "login";
    l.student = "mine";
    l.role = role;
    l.password = password;
    l.endedAt = ended;
    return l;
}

const std::vector<Visitor>& callers() {
    static const std::vector<Visitor> all{{"nobody", std::nullopt, "mine"},
                                          {"by a slip", login("parent", ""), "mine"},
                                          {"parent", login("parent", "hash"), "mine"},
                                          {"pupil", login("student", "hash"), "mine"},
                                          {"parent of another", login("parent", "hash"), "other"},
                                          {"ended", login("parent", "hash", "2026-09-01"), "mine"},
                                          {"account", login("parent", ""), "mine", true},
                                          {"account of another", LoginRow{}, "mine", true}};
    return all;
}

char letter(Entry entry) {
    switch (entry) {
    case Entry::in:
        return 'i';
    case Entry::logIn:
        return 'l';
    case Entry::setPassword:
        return 'p';
    case Entry::children:
        return 'c';
    case Entry::home:
        return 'o';
    case Entry::figures:
        return 'f';
    case Entry::setAuthorityPassword:
        return 'a';
    case Entry::hidden:
        return 'h';
    }
    return '?';
}

/// i: comes in, l: logs in first, p: sets a password first, h: hidden, c and o: is shown the first page of an
/// account or of a login. One letter for each of callers().
const std::map<std::string, std::string>& table() {
    static const std::map<std::string, std::string> all{
        {"GET /login", "iiiiiiii"},
        {"POST /login", "iiiiiiii"},
        {"GET /q/{secret}", "iiiiiiii"},
        {"GET /Q/{secret}", "iiiiiiii"},
        {"POST /q", "iiiiiiii"},
        {"GET /privacy", "iiiiiiii"},
        {"GET /accessibility", "iiiiiiii"},
        {"GET /password", "liiiilcc"},
        {"POST /password", "liiiilcc"},
        {"POST /logout", "liiiilii"},
        {"GET /", "lpiiilii"},
        {"GET /messages", "lpiiilcc"},
        {"POST /messages/read", "lpiiilcc"},
        {"GET /account", "lpiiilcc"},
        {"POST /account/end", "lpiiilcc"},
        {"POST /account/unlink", "lpiiilcc"},
        {"POST /account/end-all", "lpiiilcc"},
        {"GET /notifications", "lpiiilcc"},
        {"POST /notifications", "lpiiilcc"},
        {"POST /notifications/address", "lpiiilcc"},
        {"POST /notifications/remove", "lpiiilcc"},
        {"GET /mail/{secret}", "iiiiiiii"},
        {"POST /mail", "iiiiiiii"},
        {"GET /data", "lpiiilcc"},
        {"GET /data.json", "lpiiilcc"},
        {"GET /pupils/{pupil}/photo", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/guidelines", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/guidelines", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/cancel", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/examples", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/file", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/file", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/crop", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/crop", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/send", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/send", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/draft/{draft}", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/picture/{photo}", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/look/{photo}", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/withdraw", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/withdraw", "lpiihlih"},
        {"GET /pupils/{pupil}/photo/deletion", "lpiihlih"},
        {"POST /pupils/{pupil}/photo/deletion", "lpiihlih"},
        {"GET /pupils/{pupil}/messages", "lpiihlih"},
        {"POST /pupils/{pupil}/messages/read", "lpiihlih"},
        {"POST /pupils/{pupil}/account", "lpiihlih"},
        {"GET /register", "iiiiiiii"},
        {"POST /register", "iiiiiiii"},
        {"GET /register/{secret}", "iiiiiiii"},
        {"POST /register/address", "iiiiiiii"},
        {"POST /register/password", "iiiiiiii"},
        {"GET /personal", "lpooolii"},
        {"GET /personal/data.json", "lpooolii"},
        {"POST /personal/password", "lpooolii"},
        {"POST /personal/address", "lpooolii"},
        {"POST /personal/close", "lpooolii"},
        {"POST /personal/end", "lpooolii"},
        {"POST /personal/end-all", "lpooolii"},
        {"GET /children", "lpooolii"},
        {"GET /children/link", "lpooolii"},
        {"POST /children/link", "lpooolii"},
        {"POST /children/unlink", "lpooolii"},
        {"GET /authority", "lhhhhlhh"},
        {"GET /authority.csv", "lhhhhlhh"},
        {"GET /authority/password", "lhhhhlhh"},
        {"POST /authority/password", "lhhhhlhh"},
    };
    return all;
}

struct PanelServer {
    test::Server server;
    SchoolLogins logins{server.store, server.clock, server.rng};
    Panel panel{server.api.router(), server.central,          logins,
                server.rng,          platform::resourceDir(), platform::localeDir()};
};

} // namespace

TEST_CASE("panel: every route is open to whom it is meant for (ASVS 8.2.1, 8.2.2)") {
    const PanelServer fixture;
    std::set<std::string> seen;
    for (const PanelRoute& route : fixture.panel.routes()) {
        const std::string name = route.method + " " + route.pattern;
        CAPTURE(name);
        seen.insert(name);
        REQUIRE(table().contains(name)); // a new route is written down here
        const bool ofPupil = route.pattern.find("{pupil}") != std::string::npos;
        for (std::size_t i = 0; i < callers().size(); ++i) {
            const Visitor& visitor = callers()[i];
            CAPTURE(visitor.name);
            const auto entry =
                mayActAs(route, visitor.login ? &*visitor.login : nullptr,
                         ofPupil ? std::optional(visitor.pupil) : std::nullopt, visitor.personal);
            CHECK(letter(entry) == table().at(name)[i]);
        }
    }
    CHECK(seen.size() == table().size());
}

TEST_CASE("panel: the running authority comes to its figures and to no pupil (ASVS 8.2.2)") {
    const PanelServer fixture;
    for (const PanelRoute& route : fixture.panel.routes()) {
        CAPTURE(route.pattern);
        const bool ofPupil = route.pattern.find("{pupil}") != std::string::npos;
        const Entry entry = authorityMay(route, true, ofPupil);
        const bool own = route.pattern.starts_with("/authority") || route.pattern == "/logout";
        if (route.who == Audience::anybody || own)
            CHECK(entry == Entry::in);
        else
            CHECK(entry == (ofPupil ? Entry::hidden : Entry::figures));
        const Entry first = authorityMay(route, false, ofPupil);
        if (route.pattern == "/authority" || route.pattern == "/authority.csv")
            CHECK(first == Entry::setAuthorityPassword);
        CHECK((first != Entry::in || route.who == Audience::anybody || route.pattern == "/logout" ||
               route.pattern == "/authority/password"));
    }
}

TEST_CASE("panel: a host that is not the panel's gets no page (ASVS 4.2, Host header)") {
    PanelServer fixture;
    const auto statusFor = [&](const char* host) {
        return fixture.server.ask("GET", "/login", {}, {}, {{"Host", host}}).status;
    };
    CHECK(statusFor("anything.example") == 200); // before it is known where the panel stands
    fixture.panel.answerOnlyAs({"portal.miasto.pl", "127.0.0.1:8080"});
    CHECK(statusFor("portal.miasto.pl") == 200);
    CHECK(statusFor("Portal.Miasto.PL") == 200);
    CHECK(statusFor("127.0.0.1:8080") == 200);
    for (const char* host : {"", "evil.example", "portal.miasto.pl.evil.example", "portal.miasto.pl:8443"})
        CHECK(statusFor(host) == 421);
}
