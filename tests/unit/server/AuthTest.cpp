#include "Fixture.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Office;
using test::Server;

namespace {

struct Endpoint {
    std::string method, target, body;
    int good = 200;
    bool writes = false; ///< not for a headteacher
    server::Headers headers = {};
};

/// Two schools with a pupil and a photo each; every request asks for what is the first school's.
struct TwoSchools {
    Server server;
    domain::SchoolId schoolA = server.addSchool("SP 1");
    domain::SchoolId schoolB = server.addSchool("SP 2");
    Office a{server, schoolA};
    Office b{server, schoolB};
    domain::Student pupil = a.add("17");
    domain::BlobId photo = a.upload("photo of school A");
    std::string upload;

    TwoSchools() {
        a.submit(pupil.id, a.photoOf("photo of school A"), true);
        upload = start(a, "begun by A");
    }
    static std::string start(Office& office, const std::string& bytes) {
        const auto r = office.ask("POST", "/v1/uploads",
                                  Json{{"id", toHex(Sha256::of(bytes))}, {"size", bytes.size()}}.dump());
        return parseJson(r.body).value().value("upload", "");
    }
    std::vector<Endpoint> endpoints() {
        const auto student = a.student("99");
        const std::string push =
            sync::toJson(
                sync::PushRequest{{{a.mutation(student.id.uuid, domain::PutStudent{student}), Json()}}})
                .dump();
        const std::string ids = Json{{"ids", {photo.toString()}}}.dump();
        const std::string start = Json{{"id", std::string(64, 'a')}, {"size", 10}}.dump();
        return {
            {"GET", "/v1/meta", ""},
            {"POST", "/v1/push", push, 200, true},
            {"GET", "/v1/changes?since=0", ""},
            {"GET", "/v1/snapshot", ""},
            {"GET", "/v1/digest", ""},
            {"GET", "/v1/wait?since=0&timeout=0", ""},
            {"POST", "/v1/leases", R"({"count":5})", 200, true},
            {"POST", "/v1/blobs/missing", ids},
            {"POST", "/v1/blobs/fetch", ids},
            {"POST", "/v1/uploads", start, 201, true},
            {"HEAD", "/v1/uploads/" + upload, ""},
            {"PATCH", "/v1/uploads/" + upload, "begun", 204, true, {{"Upload-Offset", "0"}}},
            {"GET", "/v1/blobs/" + photo.toString(), ""},
        };
    }
    /// All that the first school has, as it is in the database.
    std::string state() {
        return a.ask("GET", "/v1/digest").body + a.ask("GET", "/v1/changes?since=0").body +
               a.ask("HEAD", "/v1/uploads/" + upload).header("Upload-Offset").value_or("gone");
    }
};

} // namespace

TEST_CASE("server: every request is refused without a right token, and changes nothing") {
    TwoSchools t;
    Office revoked(t.server, t.schoolA);
    t.server.central.devices().revoke(revoked.device).value();
    const std::string before = t.state();
    const std::vector<std::string> tokens{"",
                                          "x",
                                          std::string(64, '0'),
                                          std::string(64, 'z'),
                                          std::string(5000, 'a'),
                                          revoked.token,
                                          t.a.device,
                                          t.a.token.substr(1),
                                          "' OR 1=1 --"};
    for (const Endpoint& e : t.endpoints()) {
        for (const std::string& token : tokens) {
            CAPTURE(e.method, e.target, token);
            const auto r = t.server.ask(e.method, e.target, token, e.body, e.headers);
            CHECK(r.status == 401);
            CHECK(r.bytes().find(t.schoolA.toString()) == std::string::npos);
        }
    }
    CHECK(t.state() == before);
}

TEST_CASE("server: every request works with the right token") {
    TwoSchools t;
    for (const Endpoint& e : t.endpoints()) {
        CAPTURE(e.method, e.target);
        CHECK(t.a.ask(e.method, e.target, e.body, e.headers).status == e.good);
    }
}

TEST_CASE("server: another school's clerk reads and changes nothing of this one") {
    TwoSchools t;
    const std::string before = t.state();
    const std::string secretA = t.pupil.id.toString();
    for (const Endpoint& e : t.endpoints()) {
        CAPTURE(e.method, e.target);
        const auto r = t.b.ask(e.method, e.target, e.body, e.headers);
        const std::string body = r.bytes();
        CHECK(body.find(secretA) == std::string::npos);
        CHECK(body.find(t.schoolA.toString()) == std::string::npos);
        CHECK(body.find("photo of school A") == std::string::npos);
        if (e.target.find("/uploads/") != std::string::npos ||
            e.target.find("/blobs/" + t.photo.toString()) == 3)
            CHECK(r.status == 404);
    }
    CHECK(t.state() == before);
    // What the other school has tells nothing about this one: the bytes are "missing" though A has them.
    const auto missing =
        parseJson(t.b.ask("POST", "/v1/blobs/missing", Json{{"ids", {t.photo.toString()}}}.dump()).body)
            .value();
    CHECK(missing["missing"].size() == 1);
    const auto start = t.b.ask("POST", "/v1/uploads", Json{{"id", t.photo.toString()}, {"size", 17}}.dump());
    CHECK(start.status == 201);
}

TEST_CASE("server: mutations that name another school's records do not reach them") {
    TwoSchools t;
    const std::string before = t.state();
    auto school = test::schoolNamed("Przejęta");
    school.id = t.schoolA;
    t.b.push(t.b.mutation(t.schoolA.uuid, domain::PutSchool{school}));
    auto stolen = t.pupil;
    stolen.surname = "Inna";
    CHECK(t.b.push(t.b.mutation(t.pupil.id.uuid, domain::PutStudent{stolen}), domain::toJson(t.pupil))
              .verdict == domain::Verdict::rejected);
    CHECK(t.b.submit(t.pupil.id, t.b.photoOf("photo of school A"), true).verdict ==
          domain::Verdict::rejected);
    CHECK(t.state() == before);
    // put_school always means one's own school.
    const Json page = t.b.get("/v1/snapshot");
    CHECK(page["rows"][0]["id"] == t.schoolB.toString());
}

TEST_CASE("server: a headteacher reads and does not write") {
    TwoSchools t;
    Office head(t.server, t.schoolA, domain::Role::headteacher);
    const std::string before = t.state();
    for (const Endpoint& e : t.endpoints()) {
        CAPTURE(e.method, e.target);
        CHECK(head.ask(e.method, e.target, e.body, e.headers).status == (e.writes ? 403 : e.good));
    }
    CHECK(t.state() == before);
}

TEST_CASE("server: a clerk's computer does not act for an administrator or a headteacher") {
    TwoSchools t;
    const auto s = t.a.student("5");
    for (const auto role : {domain::Role::administrator, domain::Role::headteacher}) {
        const auto m = t.a.mutation(s.id.uuid, domain::PutStudent{s}, role);
        const auto v = t.a.push(m);
        CHECK(v.verdict == domain::Verdict::rejected);
        CHECK(v.error->code == ErrorCode::roleNotAllowed);
    }
    auto school = test::schoolNamed("SP 1");
    school.headteacher = "Nowa Dyrektorka";
    const Json now = t.a.get("/v1/snapshot")["rows"][0]["row"];
    CHECK(t.a.push(t.a.mutation(t.schoolA.uuid, domain::PutSchool{school}, domain::Role::administrator), now)
              .verdict == domain::Verdict::applied);
}

TEST_CASE("server: the protocol's version is asked for") {
    TwoSchools t;
    const server::Request r{"GET", "/v1/meta", {{"Authorization", "Bearer " + t.a.token}}, "", "x"};
    CHECK(t.server.api.handle(r).status == 426);
    const auto speaking = [&](int version) {
        server::Request in = r;
        in.headers.emplace_back("X-Esek-Protocol", std::to_string(version));
        return t.server.api.handle(in);
    };
    for (int known = sync::kProtocols.lowest; known <= sync::kProtocols.highest; ++known)
        CHECK(speaking(known).status == 200);
    const auto answer = speaking(sync::kProtocols.highest + 1);
    CHECK(answer.status == 426);
    const Json said = parseJson(answer.body).value();
    CHECK(said["error"] == "serverProtocol");
    CHECK(said["context"]["highest"] == std::to_string(sync::kProtocols.highest));
}

TEST_CASE("server: a code works once, for a week, and not by guessing") {
    Server server;
    const auto school = server.addSchool();
    const std::string code = server.central.devices().invite(school, domain::Role::clerk, "PC").value();
    CHECK(code.size() == 14);
    CHECK(code.find_first_of("01OI") == std::string::npos);
    const auto enrol = [&](const std::string& c, const std::string& peer = "203.0.113.5") {
        server::Request r{"POST",
                          "/v1/devices",
                          {{"X-Esek-Protocol", "1"}},
                          Json{{"code", c}, {"name", "PC-1"}}.dump(),
                          peer};
        return server.api.handle(r).status;
    };
    SECTION("once, as a person types it") {
        std::string typed = code;
        for (char& c : typed)
            c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
        CHECK(enrol(typed) == 201);
        CHECK(enrol(code) == 403);
    }
    SECTION("a week") {
        server.clock.advance(std::chrono::hours(7 * 24 + 1));
        CHECK(enrol(code) == 403);
    }
    SECTION("guessing is slowed down, for one address") {
        for (int i = 0; i < 10; ++i)
            CHECK(enrol("AAAA-AAAA-AAAA") == 403);
        CHECK(enrol(code) == 429);
        CHECK(enrol(code, "198.51.100.7") == 201);
        server.clock.advance(std::chrono::minutes(2));
        CHECK(enrol("AAAA-AAAA-AAAA") == 403);
    }
}

TEST_CASE("server: only hashes of tokens and codes are kept") {
    Server server;
    const auto school = server.addSchool();
    const std::string code = server.central.devices().invite(school, domain::Role::clerk, "PC").value();
    const Office office(server, school);
    server.store.write([&](server::Tx& tx) {
        for (const auto& d : tx.devices())
            CHECK(d.tokenHash == toHex(Sha256::of(office.token)));
        CHECK_FALSE(tx.invite(code));
    });
}

TEST_CASE("server: a wait ends when the device is revoked") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    int status = 0;
    std::thread waiter([&] { status = office.ask("GET", "/v1/wait?since=1&timeout=20").status; });
    while (server.central.heads().waiting() == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    server.central.devices().revoke(office.device).value();
    waiter.join();
    CHECK(status == 401);
}
