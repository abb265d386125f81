#pragma once
#include "server/api/Api.h"
#include "server/blobs/FolderBlobs.h"
#include "server/central/Central.h"
#include "support/FixedClock.h"
#include "support/PhotoBuilder.h"
#include "support/TempDir.h"
#ifdef ESEK_ON_POSTGRES // the same suite once more: tests/server
#include "server/Postgres.h"
#endif

namespace esek::test {

inline server::DatabaseTarget emptyDatabase([[maybe_unused]] const TempDir& dir,
                                            [[maybe_unused]] const std::string& name = "server.sqlite") {
#ifdef ESEK_ON_POSTGRES
    return server::postgresTarget(Postgres::freshUrl());
#else
    return server::sqliteTarget(dir / name, false);
#endif
}

inline domain::School schoolNamed(const std::string& name) {
    domain::School s;
    s.name = name;
    s.address = {"ul. Długa 1", "00-001", "Warszawa"};
    s.headteacher = "Grażyna Brzęczyszczykiewicz";
    return s;
}

/// A server without sockets. The database is SQLite in a folder of its own, or PostgreSQL.
struct Server {
    TempDir dir;
    FixedClock clock;
    SystemRng rng;
    server::Store store;
    server::FolderBlobs blobs{dir / "schools"};
    server::RevokedIds revokedIds{dir / "revoked"};
    server::Central central{store, blobs, clock, rng, &revokedIds};
    server::Api api{central};

    Server() : store(emptyDatabase(dir)) {}

    server::Response ask(const std::string& method, const std::string& target, const std::string& token = {},
                         const std::string& body = {}, server::Headers headers = {}) {
        server::Request r{method, target, std::move(headers), body, "203.0.113.5"};
        r.headers.emplace_back("X-Esek-Protocol", "1");
        if (!token.empty())
            r.headers.emplace_back("Authorization", "Bearer " + token);
        return api.handle(r);
    }
    domain::SchoolId addSchool(const std::string& name = "SP 1") {
        return central.schools().add(schoolNamed(name)).value();
    }
    sync::Enrolled enrol(const domain::SchoolId& school, domain::Role role = domain::Role::clerk) {
        const std::string code = central.devices().invite(school, role, "Sekretariat").value();
        const auto r = ask("POST", "/v1/devices", {}, Json{{"code", code}, {"name", "PC-1"}}.dump());
        if (r.status != 201)
            throw std::runtime_error("not enrolled: " + r.body);
        return sync::enrolledFromJson(parseJson(r.body).value()).value();
    }
};

/// An office that speaks to the server by hand.
struct Office {
    Server& server;
    domain::SchoolId school;
    std::string token;
    std::string device;
    std::uint64_t next = 1;

    explicit Office(Server& s, const domain::SchoolId& id, domain::Role role = domain::Role::clerk)
        : server(s), school(id) {
        const auto e = s.enrol(id, role);
        token = e.token;
        device = e.meta.device;
    }

    server::Response ask(const std::string& method, const std::string& target, const std::string& body = {},
                         server::Headers headers = {}) {
        return server.ask(method, target, token, body, std::move(headers));
    }
    Json get(const std::string& target) {
        const auto r = ask("GET", target);
        if (r.status != 200)
            throw std::runtime_error(target + ": " + std::to_string(r.status) + " " + r.body);
        return parseJson(r.body).value();
    }
    Uuid newId() { return Uuid::v7(server.clock, server.rng); }

    domain::Mutation mutation(const Uuid& entity, domain::Change change,
                              domain::Role by = domain::Role::clerk) {
        domain::Mutation m;
        m.id = {newId()};
        m.at = server.clock.now();
        m.by = {by, "Anna Nowak", "SEKRETARIAT-1"};
        m.entityId = entity;
        m.change = std::move(change);
        return m;
    }
    sync::PushAnswer push(const std::vector<sync::PushItem>& items) {
        const auto r = ask("POST", "/v1/push", sync::toJson(sync::PushRequest{items}).dump());
        if (r.status != 200)
            throw std::runtime_error("push: " + std::to_string(r.status) + " " + r.body);
        return sync::pushAnswerFromJson(parseJson(r.body).value()).value();
    }
    sync::PushVerdict push(const domain::Mutation& m, const Json& before = Json()) {
        return push(std::vector<sync::PushItem>{{m, before}}).verdicts.at(0);
    }

    domain::Student student(const std::string& number, const std::string& surname = "Nowak") {
        domain::Student s;
        s.id = {newId()};
        s.registerNumber = number;
        s.surname = surname;
        s.givenNames = "Łucja";
        s.classUnit = "1A";
        return s;
    }
    domain::Student add(const std::string& number) {
        domain::Student s = student(number);
        push(mutation(s.id.uuid, domain::PutStudent{s}));
        s.version = 1;
        return s;
    }
    /// Sends the bytes; the photo that names them.
    domain::Photo photoOf(const std::string& bytes, std::uint64_t n = 7) {
        domain::Photo p = photo(n, domain::Role::clerk);
        p.id = {newId()};
        p.blob = {Sha256::of(bytes)};
        p.byteCount = static_cast<std::int64_t>(bytes.size());
        return p;
    }
    domain::BlobId upload(const std::string& bytes) {
        const domain::BlobId id{Sha256::of(bytes)};
        const auto start =
            ask("POST", "/v1/uploads", Json{{"id", id.toString()}, {"size", bytes.size()}}.dump());
        if (start.status == 200)
            return id;
        const auto j = parseJson(start.body).value();
        const auto r =
            ask("PATCH", "/v1/uploads/" + j["upload"].get<std::string>(), bytes, {{"Upload-Offset", "0"}});
        if (r.status != 204)
            throw std::runtime_error("upload: " + r.body);
        return id;
    }
    sync::PushVerdict submit(const domain::StudentId& student, const domain::Photo& p, bool accept,
                             const domain::PhotoState& before = domain::NoPhoto{}) {
        return push(mutation(student.uuid, domain::SubmitPhoto{p, accept}), domain::toJson(before));
    }
    domain::PhotoFileRow photoFile(const domain::StudentId& student) {
        domain::PhotoFileRow found;
        const Json page = get("/v1/snapshot");
        for (const Json& row : page["rows"])
            if (row["entity"] == "photo_file" && row["id"] == student.toString())
                found = domain::photoFileRowFromJson(row["row"]).value();
        return found;
    }
};

} // namespace esek::test
