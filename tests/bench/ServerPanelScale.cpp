// What a family costs as the city grows: 1, 10 and 100 schools of 600 pupils and 1,200 guardians, on SQLite
// and on PostgreSQL with several processes.
#include "bench/Registry.h"

#include "base/Format.h"
#include "bench/ServerFamily.h"
#include "bench/ServerPeers.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

namespace {

using namespace esek;
using bench::Family;
using Steady = std::chrono::steady_clock;

constexpr int kPupils = 600;
constexpr int kGuardians = 2; ///< of each pupil
constexpr std::size_t kFamilies = 20;
constexpr int kSamples = 5;           ///< of each family
constexpr std::size_t kPerPush = 100; ///< pupils; their guardians fill a push of 200

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v.empty() ? 0 : v[v.size() / 2];
}

std::string pushOfGuardians(const std::vector<std::string>& pupils) {
    Json items = Json::array();
    for (const std::string& pupil : pupils)
        for (int i = 0; i < kGuardians; ++i) {
            domain::Guardian g;
            g.id = {bench::newId()};
            g.student = domain::StudentId{Uuid::parse(pupil).value()};
            g.name = "Anna Brzęczyszczykiewicz";
            g.relation = i == 0 ? domain::GuardianRelation::mother : domain::GuardianRelation::father;
            items.push_back(
                {{"mutation", domain::toJson(bench::mutationOf(g.id.uuid, domain::PutGuardian{g}))},
                 {"before", nullptr}});
        }
    return Json{{"items", std::move(items)}}.dump();
}

/// The photo's state since the head of the school was this.
Json stateOf(bench::OfficeClient& office, std::int64_t since, const std::string& pupil) {
    const Json page = parseJson(office.ask("GET", "/v1/changes?since=" + std::to_string(since))).value();
    Json state;
    for (const Json& change : page["changes"])
        if (change["entity"] == "photo_file" && change["id"] == pupil)
            state = change["row"]["state"];
    return state;
}

struct Place {
    bench::OfficeClient office;
    std::vector<std::string> pupils;
};

void measure(const char* name, const std::vector<std::string>& where, int schools, int processes,
             const std::string& photo) {
    std::vector<std::string> listening = where;
    listening.insert(listening.end(), {"--proxy", "127.0.0.1"});
    std::vector<std::unique_ptr<bench::ServerProcess>> servers;
    for (int i = 0; i < processes; ++i)
        servers.push_back(std::make_unique<bench::ServerProcess>(listening));
    std::vector<Place> places;
    for (int i = 0; i < schools; ++i) {
        const std::string school = bench::addSchool(where, "SP " + bench::newId().toString());
        const std::uint16_t port = servers[static_cast<std::size_t>(i) % servers.size()]->port();
        places.push_back({bench::OfficeClient(port, bench::enrol(where, port, school)), {}});
        Place& place = places.back();
        while (place.pupils.size() < kPupils) {
            std::vector<std::string> some;
            place.office.ask("POST", "/v1/push", bench::pushOfStudents(kPerPush, &some));
            place.office.ask("POST", "/v1/push", pushOfGuardians(some));
            place.pupils.insert(place.pupils.end(), some.begin(), some.end());
        }
    }
    std::vector<double> logins;
    std::vector<double> pages;
    std::vector<double> uploads;
    std::vector<double> messages;
    for (std::size_t i = 0; i < kFamilies; ++i) {
        Place& place = places[i % places.size()];
        const std::string& pupil = place.pupils[i / places.size()];
        const Json slip = parseJson(place.office.ask("POST", "/v1/logins",
                                                     Json{{"role", "parent"}, {"students", {pupil}}}.dump()))
                              .value()["logins"][0];
        Family family(servers[i % servers.size()]->port(), static_cast<int>(i));
        family.enter(slip);
        for (int k = 0; k < kSamples; ++k) {
            family.takeTimes();
            family.login();
            const auto times = family.takeTimes(); // the form, the password, the first page
            logins.push_back(times.at(1));
            pages.push_back(family.open("/pupils/" + pupil + "/photo"));
        }
        const std::int64_t head =
            parseJson(place.office.ask("GET", "/v1/snapshot?limit=1")).value()["seq"].get<std::int64_t>();
        uploads.push_back(bench::sendPhoto(family, pupil, photo, "IMG_1.JPG", [] {}));
        pages.push_back(family.open("/messages"));
        const std::string push =
            bench::pushOf(bench::mutationOf(Uuid::parse(pupil).value(),
                                            domain::Change(domain::PhotoChange(domain::AcceptPhoto{}))),
                          stateOf(place.office, head, pupil));
        const auto begin = Steady::now();
        place.office.ask("POST", "/v1/push", push);
        messages.push_back(std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
        pages.push_back(family.open("/messages"));
        if (family.page().find("class=\"messages\"") == std::string::npos)
            throw std::runtime_error("the family got no message");
    }
    // The password's form leads to the page, which counts every school for the first time.
    const std::string access = bench::serverOutput(where, {"authority", "add", "--name", "Miasto"});
    Family authority(servers.front()->port(), static_cast<int>(kFamilies));
    authority.enterAuthority(access.substr(0, access.find(' ')), access.substr(access.rfind(' ') + 1));
    const double counted = authority.takeTimes().back();
    std::vector<double> known;
    for (int i = 0; i < kSamples; ++i)
        known.push_back(authority.open("/authority"));
    std::size_t memory = 0;
    for (const auto& server : servers)
        memory += server->memory();
    std::cout << format("| {} | {} | {} | {:.1f} ms | {:.1f} ms | {:.0f} ms | {:.1f} ms | {:.0f} ms | {:.0f} "
                        "ms | {:.0f} MB |\n",
                        name, processes, schools, median(logins), median(pages), median(uploads),
                        median(messages), counted, median(known), static_cast<double>(memory) / 1e6)
              << std::flush;
}

int panelScale(const std::vector<std::string>&) {
    const std::string photo = bench::phonePhotos(1).front();
    std::cout << "| server | processes | schools | a login | a page | an upload | a decision with its "
                 "message | the authority's page, first | later | memory |\n"
                 "|---|---|---|---|---|---|---|---|---|---|\n";
    const test::TempDir dir;
    const bench::Cluster cluster;
    const std::vector<std::string> postgres{"--database", cluster.url(), "--blobs", (dir / "blobs").string()};
    for (const int schools : {1, 10, 100}) {
        measure("SQLite", {"--data", (dir / std::to_string(schools)).string()}, schools, 1, photo);
        if (cluster.ok())
            measure("PostgreSQL", postgres, schools, 1, photo);
    }
    for (const int processes : {2, 4})
        if (cluster.ok())
            measure("PostgreSQL", postgres, 1, processes, photo);
    return 0;
}

} // namespace

ESEK_BENCH("panel-scale", "the families' panel with 1, 10 and 100 schools, and with several processes",
           panelScale);
