#include "Client.h"
#include "Fixture.h"
#include "Process.h"
#include "server/Postgres.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace esek;
using namespace std::chrono_literals;
using test::Client;
using test::output;
using test::Process;

namespace {

struct Running {
    Process process;
    std::string url;
    std::uint16_t port;
    explicit Running(const std::vector<std::string>& args)
        : process(args), url(process.line()),
          port(url.empty() ? std::uint16_t{0}
                           : static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)))) {}
};

/// Several server processes on one database and one folder of photos.
struct City {
    test::TempDir dir;
    std::string database;
    explicit City(std::string url) : database(std::move(url)) {}
    std::vector<std::string> with(std::vector<std::string> args) const {
        args.insert(args.begin(),
                    {ESEK_SERVER, "--lang", "en", "--database", database, "--blobs", (dir / "b").string()});
        return args;
    }
    std::string run(std::vector<std::string> args) const { return output(with(std::move(args))); }
    std::string addSchool(const std::string& name) const {
        platform::writeFileAtomically(dir / "school.json",
                                      std::string_view(domain::toJson(test::schoolNamed(name)).dump()))
            .value();
        return run({"school", "add", (dir / "school.json").string()});
    }
    std::string enrol(std::uint16_t port, const std::string& school) const {
        const std::string code = run({"device", "invite", "--school", school});
        return Client(port)
            .ask("POST", "/v1/devices", Json{{"code", code}, {"name", "PC"}}.dump())
            .json()["token"];
    }
};

std::string newStudent(const std::string& number) {
    static SystemClock clock;
    static SystemRng rng;
    domain::Student student;
    student.id = {Uuid::v7(clock, rng)};
    student.registerNumber = number;
    student.surname = "Nowak";
    student.givenNames = "Ewa";
    domain::Mutation m;
    m.id = {Uuid::v7(clock, rng)};
    m.at = clock.now();
    m.entityId = student.id.uuid;
    m.change = domain::PutStudent{student};
    return sync::toJson(sync::PushRequest{{{m, Json()}}}).dump();
}

} // namespace

TEST_CASE("server cluster: two processes on one PostgreSQL keep one order") {
    City city(test::Postgres::freshUrl());
    const std::string school = city.addSchool("SP 1");
    Running a(city.with({"--listen", "127.0.0.1:0"}));
    Running b(city.with({"--listen", "127.0.0.1:0"}));
    REQUIRE(a.port != 0);
    REQUIRE(b.port != 0);
    constexpr int kOffices = 4;
    constexpr int kEach = 25;
    std::vector<std::string> tokens;
    for (int i = 0; i < kOffices; ++i)
        tokens.push_back(city.enrol(i % 2 == 0 ? a.port : b.port, school));
    std::atomic<int> applied{0};
    std::atomic<int> conflicts{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kOffices; ++i)
        threads.emplace_back([&, i] {
            Client client(i % 2 == 0 ? a.port : b.port, tokens[static_cast<std::size_t>(i)]);
            for (int n = 0; n < kEach; ++n) { // every register number is wanted by two offices
                const Json answer =
                    client.ask("POST", "/v1/push", newStudent(std::to_string(i / 2 * kEach + n))).json();
                const std::string verdict = answer["verdicts"][0]["verdict"];
                ++(verdict == "applied" ? applied : conflicts);
            }
        });
    for (auto& t : threads)
        t.join();
    CHECK(applied == kOffices * kEach / 2);
    CHECK(conflicts == kOffices * kEach / 2);
    const Json page = Client(a.port, tokens[1]).ask("GET", "/v1/changes?since=0").json();
    REQUIRE(page["changes"].size() == 1 + kOffices * kEach);
    for (std::size_t i = 0; i < page["changes"].size(); ++i)
        CHECK(page["changes"][i]["seq"] == i + 1);

    // News that the other process brings ends a wait here.
    const std::int64_t head = page["until"];
    std::chrono::steady_clock::time_point heard;
    std::thread waiter([&] {
        const Json answer =
            Client(a.port, tokens[0]).ask("GET", "/v1/wait?timeout=30&since=" + std::to_string(head)).json();
        heard = std::chrono::steady_clock::now();
        CHECK(answer["head"] == head + 1);
    });
    std::this_thread::sleep_for(300ms);
    const auto sent = std::chrono::steady_clock::now();
    Client(b.port, tokens[1]).ask("POST", "/v1/push", newStudent("new"));
    waiter.join();
    CHECK(heard - sent < 1s);
    for (Running* s : {&a, &b}) {
        s->process.signal(SIGTERM);
        CHECK(s->process.wait() == 0);
    }
    int code = 0;
    output(city.with({"verify"}), &code);
    CHECK(code == 0);
}

TEST_CASE("server cluster: a database that goes and comes back") {
    test::TempDir dir;
    const std::string file = (dir / "url").string();
    const std::string script = ESEK_POSTGRES_SCRIPT;
    REQUIRE(std::system((script + " start " + file).c_str()) == 0);
    std::string url;
    std::ifstream(file) >> url;
    {
        City city(url);
        const std::string school = city.addSchool("SP 1");
        Running s(city.with({"--listen", "127.0.0.1:0"}));
        const std::string token = city.enrol(s.port, school);
        Client client(s.port, token);
        REQUIRE(client.ask("POST", "/v1/push", newStudent("1")).status == 200);
        REQUIRE(std::system((script + " crash " + file).c_str()) == 0);
        CHECK(client.ask("GET", "/healthz").status == 503);
        const auto refused = client.ask("POST", "/v1/push", newStudent("2"));
        CHECK(refused.status == 503);
        CHECK(refused.headers.contains("Retry-After"));
        CHECK(client.ask("GET", "/v1/wait?since=1&timeout=2").status == 503);
        CHECK(client.ask("GET", "/metrics").body.find("esek_database_up 0") != std::string::npos);
        REQUIRE(std::system((script + " again " + file).c_str()) == 0);
        CHECK(client.ask("POST", "/v1/push", newStudent("3")).status == 200);
        CHECK(client.ask("GET", "/healthz").status == 200);
        CHECK(client.ask("GET", "/v1/meta").json()["head"] == 3);
        s.process.signal(SIGTERM);
        CHECK(s.process.wait() == 0);
    }
    CHECK(std::system((script + " stop " + file).c_str()) == 0);
}

TEST_CASE("server cluster: a backup moves a server from PostgreSQL to SQLite") {
    City city(test::Postgres::freshUrl());
    const std::string school = city.addSchool("SP 1");
    {
        Running s(city.with({"--listen", "127.0.0.1:0"}));
        const std::string token = city.enrol(s.port, school);
        Client client(s.port, token);
        for (int i = 0; i < 5; ++i)
            client.ask("POST", "/v1/push", newStudent(std::to_string(i)));
        s.process.signal(SIGTERM);
        CHECK(s.process.wait() == 0);
    }
    int code = 1;
    output(city.with({"backup", (city.dir / "backup").string()}), &code);
    CHECK(code == 0);
    const std::vector<std::string> sqlite{ESEK_SERVER, "--lang", "en", "--data",
                                          (city.dir / "moved").string()};
    const auto run = [&](std::vector<std::string> args) {
        args.insert(args.begin(), sqlite.begin(), sqlite.end());
        return output(args, &code);
    };
    run({"restore", (city.dir / "backup").string()});
    CHECK(code == 0);
    const Json report = parseJson(run({"--json", "verify"})).value();
    CHECK(code == 0);
    CHECK(report["changes"] == 6);
}

TEST_CASE("server cluster: spaces and quotes in the address of the database reach PostgreSQL as they are") {
    const std::string odd = R"(a 'b' \c %)";
    const std::string url = test::Postgres::url();
    server::openDatabase(server::postgresTarget(url))->run("CREATE DATABASE \"" + odd + "\"");
    const std::string path = "/esek?";
    REQUIRE(url.find(path) != std::string::npos);
    std::string there = url;
    there.replace(url.find(path), path.size(), "/a%20'b'%20%5Cc%20%25?");
    const auto db = server::openDatabase(server::postgresTarget(there));
    CHECK(db->query("SELECT current_database()", 1).text(0, 0) == odd);
}

TEST_CASE("server cluster: the database's address comes by file, standard input or environment") {
    const City city(test::Postgres::url());
    const std::string school = city.addSchool("SP 77");
    const auto file = city.dir / "address";
    platform::writeFileAtomically(file, std::string_view(city.database + "\n")).value();
    const auto listed = [&](const std::string& before, const std::string& options) {
        return output({"/bin/sh", "-c",
                       before + " '" + ESEK_SERVER + "' --lang en " + options + " --blobs '" +
                           (city.dir / "b").string() + "' school list 2>&1"});
    };
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::group_read);
    CHECK(listed("", "--database-file '" + file.string() + "'").find("0600") != std::string::npos);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    CHECK(listed("", "--database-file '" + file.string() + "'").find("SP 77") != std::string::npos);
    CHECK(listed("cat '" + file.string() + "' |", "--database-file -").find("SP 77") != std::string::npos);
    CHECK(listed("ESEK_DATABASE='" + city.database + "'", "").find("SP 77") != std::string::npos);
    const std::string secret = listed("", "--database 'postgresql://esek:tajne@127.0.0.1/esek'");
    CHECK(secret.find("--database-file") != std::string::npos);
    CHECK(secret.find("tajne") == std::string::npos);
}

TEST_CASE("server cluster: a school whose row somebody holds does not stop the others") {
    City city(test::Postgres::freshUrl());
    const std::string stuck = city.addSchool("SP 1");
    const std::string other = city.addSchool("SP 2");
    Running s(city.with({"--listen", "127.0.0.1:0"}));
    REQUIRE(s.port != 0);
    const std::string stuckToken = city.enrol(s.port, stuck);
    const std::string otherToken = city.enrol(s.port, other);
    const auto holder = server::openDatabase(server::postgresTarget(city.database));
    holder->run("SET idle_in_transaction_session_timeout = 0"); // it holds for as long as the test takes
    holder->run("BEGIN");
    holder->query("SELECT id FROM school WHERE id = $1 FOR UPDATE", 1, {stuck});

    std::vector<std::thread> askers;
    std::atomic<int> refused{0};
    for (int i = 0; i < 10; ++i) // more than there are threads, each with its own connection
        askers.emplace_back([&, i] {
            const auto answer =
                Client(s.port, stuckToken).ask("POST", "/v1/push", newStudent(std::to_string(i)));
            refused += answer.status == 503 && answer.headers.count("Retry-After") == 1 ? 1 : 0;
        });
    std::this_thread::sleep_for(500ms);
    Client client(s.port, otherToken);
    std::chrono::steady_clock::duration worst{};
    for (int i = 0; i < 20; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        CHECK(client.ask("POST", "/v1/push", newStudent("other " + std::to_string(i))).status == 200);
        CHECK(client.ask("GET", "/v1/meta").status == 200);
        CHECK(Client(s.port).ask("GET", "/healthz").status == 200);
        worst = std::max(worst, std::chrono::steady_clock::now() - begin);
        std::this_thread::sleep_for(50ms);
    }
    CHECK(worst < 2s); // it was for as long as the row was held
    for (auto& t : askers)
        t.join(); // the database breaks them off after 5 seconds, three at a time
    CHECK(refused == 10);
    holder->run("ROLLBACK");
    CHECK(Client(s.port, stuckToken).ask("POST", "/v1/push", newStudent("free again")).status == 200);
}
