#include "Fixture.h"

#include <catch2/catch.hpp>

#include <thread>

using namespace esek;
using test::Office;
using test::Server;

TEST_CASE("server: changes come in pages up to a fixed checkpoint") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    for (int i = 1; i <= 7; ++i)
        office.add(std::to_string(i));
    std::int64_t since = 0;
    std::vector<std::int64_t> seen;
    bool more = true;
    while (more) {
        const auto page = sync::changesPageFromJson(
                              office.get("/v1/changes?limit=3&until=6&since=" + std::to_string(since)))
                              .value();
        for (const auto& c : page.changes)
            seen.push_back(c.seq);
        since = seen.back();
        more = page.more;
        CHECK(page.until == 6);
    }
    CHECK(seen == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6});
    const auto none = sync::changesPageFromJson(office.get("/v1/changes?since=8")).value();
    CHECK(none.changes.empty());
    CHECK_FALSE(none.more);
    CHECK(office.ask("GET", "/v1/changes?since=9").status == 410);
    CHECK(office.ask("GET", "/v1/changes?since=-1").status == 400);
    CHECK(office.ask("GET", "/v1/changes?since=1x").status == 400);
}

TEST_CASE("server: a snapshot is every record once, in the order of entities and ids") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    std::vector<std::string> students;
    for (int i = 1; i <= 9; ++i) {
        const auto s = office.add(std::to_string(i));
        students.push_back(s.id.toString());
        office.upload("p" + std::to_string(i));
        office.submit(s.id, office.photoOf("p" + std::to_string(i)), false);
    }
    std::sort(students.begin(), students.end());
    const auto whole = sync::snapshotPageFromJson(office.get("/v1/snapshot")).value();
    CHECK(whole.next.empty());
    CHECK(whole.seq == 19);
    CHECK(whole.rows.size() == 1 + 9 + 9 + 9);
    std::vector<std::string> ids;
    std::string after;
    std::size_t rows = 0;
    do {
        const auto page =
            sync::snapshotPageFromJson(office.get("/v1/snapshot?limit=4&after=" + after)).value();
        CHECK(page.rows.size() <= 4);
        rows += page.rows.size();
        for (const auto& r : page.rows)
            if (r.entity == "student")
                ids.push_back(r.id.toString());
        after = page.next;
    } while (!after.empty());
    CHECK(rows == whole.rows.size());
    CHECK(ids == students);
    for (const char* bad : {"x", "99:", "1", "1:zz", "-1:"})
        CHECK(office.ask("GET", std::string("/v1/snapshot?after=") + bad).status == 400);

    const Json digest = office.get("/v1/digest");
    CHECK(digest["seq"] == 19);
    CHECK(digest["digests"]["student"]["count"] == 9);
    Sha256 sha;
    for (const auto& r : whole.rows)
        if (r.entity == "student")
            sha.update(r.id.toString() + " " + toHex(Sha256::of(r.row.dump())) + "\n");
    CHECK(digest["digests"]["student"]["sha256"] == toHex(sha.finish()));
}

TEST_CASE("server: a wait ends with the next change of this school, not of another") {
    Server server;
    const auto school = server.addSchool("SP 1");
    Office a(server, school);
    Office b(server, school);
    Office other(server, server.addSchool("SP 2"));
    CHECK(a.get("/v1/wait?since=0&timeout=30")["head"] == 1);
    Json answer;
    std::thread waiter([&] { answer = a.get("/v1/wait?since=1&timeout=30"); });
    while (server.central.heads().waiting() == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    other.add("1");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(server.central.heads().waiting() == 1);
    b.add("1");
    waiter.join();
    CHECK(answer["head"] == 2);
    CHECK(a.get("/v1/wait?since=2&timeout=1")["head"] == 2);
}

TEST_CASE("server: what another process committed is found by looking") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    server::Central second(server.store, server.blobs, server.clock, server.rng);
    server::Api api(second);
    int status = 0;
    std::thread waiter([&] { status = a.ask("GET", "/v1/wait?since=1&timeout=30").status; });
    while (server.central.heads().waiting() == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const auto s = a.student("1");
    server::Request push{
        "POST",
        "/v1/push",
        {{"Authorization", "Bearer " + a.token}, {"X-Esek-Protocol", "1"}},
        sync::toJson(sync::PushRequest{{{a.mutation(s.id.uuid, domain::PutStudent{s}), Json()}}}).dump(),
        "x"};
    CHECK(api.handle(push).status == 200);
    CHECK(server.central.heads().waiting() == 1);
    server.central.poll();
    waiter.join();
    CHECK(status == 200);
}

TEST_CASE("server: requests that are no requests get a clear status") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    CHECK(a.ask("GET", "/v1/nothing").status == 404);
    CHECK(a.ask("GET", "/").status == 404);
    CHECK(a.ask("DELETE", "/v1/push").status == 405);
    CHECK(a.ask("GET", "v1/meta").status == 400);
    CHECK(a.ask("GET", "/" + std::string(3000, 'a')).status == 400);
    for (const std::string body : {"", "x", "[]", "{}", "{\"items\":1}", "{\"items\":[1]}",
                                   "{\"items\":[{}]}", "{\"items\":[{\"mutation\":{\"id\":1}}]}"})
        CHECK(a.ask("POST", "/v1/push", body).status == 400);
    CHECK(a.ask("POST", "/v1/push", "{\"items\":" + std::string(100'000, '[')).status == 400);
    CHECK(a.ask("POST", "/v1/push", "{\"items\":[" + std::string(90, '[') + std::string(90, ']') + "]}")
              .status == 400);
    Json many = Json::array();
    for (int i = 0; i < 251; ++i) {
        const auto s = a.student(std::to_string(i));
        many.push_back({{"mutation", domain::toJson(a.mutation(s.id.uuid, domain::PutStudent{s}))}});
    }
    CHECK(a.ask("POST", "/v1/push", Json{{"items", many}}.dump()).status == 400);
    CHECK(a.ask("POST", "/v1/leases", R"({"count":0})").status == 400);
    CHECK(a.ask("POST", "/v1/leases", R"({"count":1000000})").status == 400);
    CHECK(a.ask("POST", "/v1/blobs/missing", R"({"ids":["x"]})").status == 400);
    CHECK(a.get("/v1/meta")["head"] == 1);
    CHECK(server.ask("GET", "/healthz").status == 200);
    CHECK(server.ask("GET", "/metrics").status == 401); // from another machine
    server::Request here{"GET", "/metrics", {}, "", "127.0.0.1", true};
    CHECK(server.api.handle(here).body.find("esek_requests_total") != std::string::npos);
    here.headers = {{"X-Forwarded-For", "203.0.113.5"}}; // a proxy speaks for somebody else
    CHECK(server.api.handle(here).status == 401);
    server::Api api(server.central, sync::kProtocols, "a token for measurements");
    CHECK(api.handle({"GET", "/metrics", {{"Authorization", "Bearer a token for measurements"}}, "", "x"})
              .status == 200);
    CHECK(api.handle({"GET", "/metrics", {{"Authorization", "Bearer another"}}, "", "x"}).status == 401);
}

TEST_CASE("server: numbers are without gaps when offices push at once") {
    Server server;
    const auto school = server.addSchool();
    constexpr int kOffices = 4;
    constexpr int kEach = 20;
    std::vector<std::unique_ptr<Office>> offices;
    for (int i = 0; i < kOffices; ++i)
        offices.push_back(std::make_unique<Office>(server, school));
    std::vector<std::thread> threads;
    for (int i = 0; i < kOffices; ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < kEach; ++n)
                offices[static_cast<std::size_t>(i)]->add(std::to_string(i * kEach + n));
        });
    for (auto& t : threads)
        t.join();
    const auto page = sync::changesPageFromJson(offices[0]->get("/v1/changes?since=0")).value();
    REQUIRE(page.changes.size() == 1 + kOffices * kEach);
    for (std::size_t i = 0; i < page.changes.size(); ++i)
        CHECK(page.changes[i].seq == static_cast<std::int64_t>(i + 1));
    CHECK(server.central.care().verify().value().ok());
}
