#include "Fixture.h"
#include "server/central/BackupFormat.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using test::Office;
using test::Server;

namespace {

struct Restored {
    server::Store store;
    server::FolderBlobs blobs;
    Restored(Server& s, const std::string& name)
        : store(test::emptyDatabase(s.dir, name + ".sqlite")), blobs(s.dir / name) {}
};

/// Makes of a backup what the program of the first version would have written: no seals, and no tables that
/// came later.
void makeFirstFormat(const std::filesystem::path& file) {
    const auto db = server::openDatabase({server::Dialect::sqlite, platform::toUtf8(file), true, true});
    for (const server::TableShape& table : server::backup::tables("1")) {
        const std::string name = table.name;
        if (!server::backup::isOfFirstVersion(table)) {
            db->run("DROP TABLE " + name);
            continue;
        }
        db->run("ALTER TABLE " + name + " RENAME TO later");
        db->run(server::backup::createTable(table));
        db->run("INSERT INTO " + name + " SELECT " + server::columnList(table) + " FROM later");
        db->run("DROP TABLE later");
    }
    db->run("UPDATE backup_info SET value = '1' WHERE name = 'format'");
}

} // namespace

TEST_CASE("server: a backup of the first format restores, and its rows are sealed then") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.add("1");
    a.upload("photo");
    a.submit(s.id, a.photoOf("photo"), true);
    const auto file = server.dir / "backup";
    server.central.care().backup(file).value();
    makeFirstFormat(file);

    Restored r(server, "second");
    server::restore(file, r.store, r.blobs, server.clock, server.rng).value();
    server::Central central(r.store, r.blobs, server.clock, server.rng);
    const auto report = central.care().verify().value();
    CHECK(report.ok());
    CHECK(report.changes == 3);
    CHECK(report.blobs == 1);
    server::Api api(central);
    const auto blob = api.handle({"GET",
                                  "/v1/blobs/" + toHex(Sha256::of("photo")),
                                  {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + a.token}},
                                  "",
                                  ""});
    CHECK(blob.bytes() == "photo");
    r.store.write([](server::Tx& tx) { tx.database().run("UPDATE device SET name = name || 'x'"); });
    CHECK_FALSE(central.care().verify().value().ok());
}

TEST_CASE("server: a backup restores to another server in a new epoch") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.add("1");
    a.upload("photo");
    a.submit(s.id, a.photoOf("photo"), true);
    const Json metaBefore = a.get("/v1/meta");
    server.central.care().backup(server.dir / "backup").value();
    a.add("lost");
    const Json leased = parseJson(a.ask("POST", "/v1/leases", R"({"count":200})").body).value();

    Restored r(server, "second");
    server::restore(server.dir / "backup", r.store, r.blobs, server.clock, server.rng).value();
    server::Central central(r.store, r.blobs, server.clock, server.rng);
    server::Api api(central);
    const auto ask = [&](const std::string& target) {
        return api.handle(
            {"GET", target, {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + a.token}}, "", ""});
    };
    const Json meta = parseJson(ask("/v1/meta").body).value();
    CHECK(meta["epoch"] != metaBefore["epoch"]);
    CHECK(meta["epochStart"] == 3);
    CHECK(meta["head"] == 3);
    CHECK(ask("/v1/blobs/" + toHex(Sha256::of("photo"))).bytes() == "photo");
    CHECK(ask("/v1/changes?since=4").status == 410);
    CHECK(central.care().verify().value().ok());
    const auto lease = api.handle({"POST",
                                   "/v1/leases",
                                   {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + a.token}},
                                   R"({"count":200})",
                                   ""});
    CHECK(parseJson(lease.body).value()["first"] > leased["last"]);
    CHECK(server::restore(server.dir / "backup", r.store, r.blobs, server.clock, server.rng).error().code ==
          ErrorCode::replicaExists);
    // A backup of the restored server is as good.
    central.care().backup(server.dir / "backup2").value();
    Restored third(server, "third");
    server::restore(server.dir / "backup2", third.store, third.blobs, server.clock, server.rng).value();
    CHECK(
        server::Central(third.store, third.blobs, server.clock, server.rng).care().verify().value().changes ==
        3);
}

TEST_CASE("server: a backup of many pages has every row") {
    Server server;
    std::vector<std::unique_ptr<Office>> offices;
    for (int i = 0; i < 2; ++i) {
        offices.push_back(std::make_unique<Office>(server, server.addSchool("SP " + std::to_string(i))));
        for (int push = 0; push < 5; ++push) {
            std::vector<sync::PushItem> items;
            for (int n = 0; n < 130; ++n) {
                const auto s = offices.back()->student(std::to_string(push * 130 + n));
                items.push_back({offices.back()->mutation(s.id.uuid, domain::PutStudent{s}), Json()});
            }
            offices.back()->push(items);
        }
    }
    server.central.care().backup(server.dir / "backup").value();
    Restored r(server, "second");
    server::restore(server.dir / "backup", r.store, r.blobs, server.clock, server.rng).value();
    server::Central central(r.store, r.blobs, server.clock, server.rng);
    const auto report = central.care().verify().value();
    CHECK(report.ok());
    CHECK(report.changes == 2 * (1 + 5 * 130));
    server::Api api(central);
    for (const auto& office : offices) {
        const auto digest =
            api.handle({"GET",
                        "/v1/digest",
                        {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + office->token}},
                        "",
                        ""});
        CHECK(digest.body == office->ask("GET", "/v1/digest").body);
    }
}

TEST_CASE("server: a backup made after a deletion does not hold the bytes") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.add("1");
    const std::string bytes = "bytes that must be nowhere";
    a.upload(bytes);
    a.submit(s.id, a.photoOf(bytes), true);
    const auto holds = [&](const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        const std::string all((std::istreambuf_iterator<char>(in)), {});
        return all.find(bytes) != std::string::npos;
    };
    server.central.care().backup(server.dir / "before").value();
    CHECK(holds(server.dir / "before"));
    auto state = a.photoFile(s.id).file.state;
    a.push(a.mutation(s.id.uuid, domain::RequestDeletion{}, domain::Role::guardian), domain::toJson(state));
    state = a.photoFile(s.id).file.state;
    a.push(a.mutation(s.id.uuid, domain::ApproveDeletion{}), domain::toJson(state));
    server.central.care().backup(server.dir / "after").value();
    std::filesystem::remove(server.dir / "before");
    for (const auto& e : std::filesystem::recursive_directory_iterator(server.dir.path()))
        if (e.is_regular_file()) {
            CAPTURE(e.path().string());
            CHECK_FALSE(holds(e.path()));
        }
}

TEST_CASE("server: what is no backup, or a damaged one, is refused and nothing changes") {
    Server server;
    Office a(server, server.addSchool());
    a.upload("photo");
    Restored r(server, "second");
    std::ofstream(server.dir / "text") << "this is no backup";
    const auto code = [&](const char* file) {
        return server::restore(server.dir / file, r.store, r.blobs, server.clock, server.rng).error().code;
    };
    CHECK(code("nothing") == ErrorCode::fileNotFound);
    CHECK(code("text") == ErrorCode::fileCorrupt);
    server.central.care().backup(server.dir / "backup").value();
    std::string bytes;
    {
        std::ifstream in(server.dir / "backup", std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto at = bytes.find("photo", bytes.find("schools/"));
    REQUIRE(at != std::string::npos);
    bytes[at] = 'P';
    std::ofstream(server.dir / "damaged", std::ios::binary) << bytes;
    CHECK(code("damaged") == ErrorCode::fileCorrupt);
    r.store.read([](server::Tx& tx) { CHECK(tx.schools().empty()); });
}

TEST_CASE("server: verify finds what was changed behind its back") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.add("1");
    a.upload("photo");
    a.submit(s.id, a.photoOf("photo"), true);
    REQUIRE(server.central.care().verify().value().ok());
    const auto sql = [&](const std::string& text) {
        server.store.write([&](server::Tx& tx) { tx.database().run(text); });
    };
    const auto areas = [&] {
        std::string all;
        for (const auto& p : server.central.care().verify().value().problems)
            all += p.area + " ";
        return all;
    };
    SECTION("a change") {
        sql("UPDATE change SET mutation = '{}' WHERE seq = 2");
        CHECK(areas().find("chain") != std::string::npos);
    }
    SECTION("a change that is gone") {
        sql("DELETE FROM change WHERE seq = 2");
        CHECK(areas().find("change") != std::string::npos);
    }
    SECTION("the last change is gone") {
        sql("DELETE FROM change WHERE seq = 3");
        CHECK(areas().find("chain") != std::string::npos);
    }
    SECTION("a record") {
        sql("UPDATE record SET body = '{}' WHERE kind = 1");
        CHECK(areas().find("record") != std::string::npos);
    }
    SECTION("bytes") {
        server.blobs.erase(school.toString(), {Sha256::of("photo")});
        CHECK(areas().find("blob_missing") != std::string::npos);
    }
    SECTION("audit") {
        sql("UPDATE audit SET subject = 'x' WHERE seq = 1");
        CHECK(areas().find("audit") != std::string::npos);
    }
}

TEST_CASE("server: administration") {
    Server server;
    domain::School school = test::schoolNamed("SP 1");
    school.id = {*Uuid::parse("01a1ff80-7459-7737-b911-8b2b36b85590")};
    CHECK(server.central.schools().add(school).value() == school.id);
    CHECK(server.central.schools().add(school).error().code == ErrorCode::schoolExists);
    const domain::SchoolId unknown{*Uuid::parse("01a1ff80-7459-7737-b911-000000000000")};
    CHECK(server.central.devices().invite(unknown, domain::Role::clerk, "").error().code ==
          ErrorCode::unknownSchool);
    CHECK(server.central.devices().invite(school.id, domain::Role::guardian, "").error().code ==
          ErrorCode::valueInvalid);
    CHECK(server.central.devices().revoke("nobody").error().code == ErrorCode::unknownDevice);
    const auto user =
        server.central.schools().addUser(school.id, domain::Role::headteacher, "Ewa Dyrektor").value();
    const auto code = server.central.devices().inviteOf(school.id, user, "Gabinet").value();
    const auto r = server.ask("POST", "/v1/devices", {}, Json{{"code", code}, {"name", ""}}.dump());
    CHECK(parseJson(r.body).value()["role"] == "headteacher");
    const auto devices = server.central.devices().list().value();
    REQUIRE(devices.size() == 1);
    CHECK(devices[0].name == "Gabinet");
    CHECK(devices[0].account == user);
    server.central.devices().revoke(devices[0].id).value();
    CHECK_FALSE(server.central.devices().list().value()[0].revokedAt.empty());
    CHECK(server.central.care().verify().value().ok());
}
