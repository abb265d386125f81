// Mutations a second on PostgreSQL through the whole server, beside pgbench with the same statements bare.
#include "bench/Registry.h"

#include "base/Format.h"
#include "bench/ServerPeers.h"
#include "support/TempDir.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

using namespace esek;
using Steady = std::chrono::steady_clock;

constexpr int kOffices = 8; ///< each of a school of its own, each on one connection
constexpr std::chrono::seconds kSeconds{2};

/// The statements of one push of new pupils, with texts of the same length, and nothing around them.
std::string script(int perPush, const std::vector<std::string>& schools) {
    const std::string body(300, 'b');
    const std::string mutation(520, 'm');
    const std::string hash(64, 'h');
    std::string school = "(ARRAY['"; // each client has a school of its own
    for (std::size_t i = 0; i < schools.size(); ++i)
        school += (i > 0 ? "', '" : "") + schools[i];
    school += "'])[:client_id + 1]";
    std::string out;
    // What the server looks up before it writes.
    out += "SELECT id, school, account, role, name, token_hash, created_at, revoked_at FROM device WHERE "
           "token_hash = '" +
           hash + "';\n";
    out += "BEGIN;\nSELECT id, name, head, epoch_start, next_number, chain FROM school WHERE id = " + school +
           " FOR UPDATE \\gset\n";
    out +=
        "SELECT id, school, account, role, name, token_hash, created_at, revoked_at FROM device WHERE id = "
        "'x';\n";
    for (int i = 1; i <= perPush; ++i) {
        out += "\\set pupil random(1, 1000000000000000)\n";
        out += format("\\set seq :head + {}\n", i);
        const std::string id = "('018f3a2b-7c1d-7e2f-8a3b-' || :pupil)";
        out += "SELECT digest, answer FROM applied_mutation WHERE school = " + school + " AND id = " + id +
               ";\n";
        out +=
            "SELECT body, rev FROM record WHERE school = " + school + " AND kind = 1 AND id = " + id + ";\n";
        out += "SELECT entity_id FROM record_key WHERE school = " + school +
               " AND kind = 'register' AND value = " + id + ";\n";
        out += "INSERT INTO record_key (school, kind, value, entity_id) VALUES (" + school +
               ", 'register', " + id + ", " + id +
               ") ON CONFLICT (school, kind, value) DO UPDATE SET entity_id = excluded.entity_id;\n";
        out += "INSERT INTO record (school, kind, id, body, rev) VALUES (" + school + ", 1, " + id + ", '" +
               body +
               "', :seq) ON CONFLICT (school, kind, id) DO UPDATE SET body = excluded.body, rev = "
               "excluded.rev;\n";
        out +=
            "INSERT INTO change (school, seq, kind, id, body, mutation, before_body, messages, device, at, "
            "chain) VALUES (" +
            school + ", :seq, 1, " + id + ", '" + body + "', '" + mutation + "', 'null', '[]', " + id +
            ", '2026-11-21T12:00:00.000Z', '" + hash + "');\n";
        out += "INSERT INTO applied_mutation (school, id, digest, answer) VALUES (" + school + ", " + id +
               ", '" + hash + "', '" + std::string(110, 'a') + "');\n";
    }
    out +=
        format("UPDATE school SET name = :name, head = :head + {}, epoch_start = 0, next_number = 1, chain = "
               "'{}' WHERE id = {};\nCOMMIT;\n",
               perPush, hash, school);
    return out;
}

struct City {
    bench::Cluster cluster;
    test::TempDir dir;
    std::vector<std::string> where;
    std::vector<std::string> schools;
    City() {
        where = {"--database", cluster.url(), "--blobs", (dir / "blobs").string()};
        for (int i = 0; i < kOffices; ++i)
            schools.push_back(bench::addSchool(where, "SP " + std::to_string(i)));
    }
};

/// Server processes with an office for each school, spread over them.
class Servers {
  public:
    Servers(const City& city, int processes) {
        for (int i = 0; i < processes; ++i)
            m_servers.push_back(std::make_unique<bench::ServerProcess>(city.where));
        for (std::size_t i = 0; i < kOffices; ++i) {
            const auto port = m_servers[i % m_servers.size()]->port();
            m_offices.emplace_back(port, bench::enrol(city.where, port, city.schools[i]));
        }
    }
    /// Mutations a second. The pushes are made before: the machine is for the server.
    double run(int perPush) {
        std::vector<std::vector<std::string>> pushes(kOffices);
        for (auto& of : pushes)
            for (int n = 0; n < std::max(20, 1500 / perPush); ++n)
                of.push_back(bench::pushOfStudents(perPush));
        std::atomic<long> done{0};
        const auto begin = Steady::now();
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < kOffices; ++i)
            threads.emplace_back([&, i] {
                for (const std::string& push : pushes[i]) {
                    if (Steady::now() - begin > kSeconds)
                        break;
                    m_offices[i].ask("POST", "/v1/push", push);
                    done += perPush;
                }
            });
        for (auto& t : threads)
            t.join();
        return static_cast<double>(done) / std::chrono::duration<double>(Steady::now() - begin).count();
    }

  private:
    std::vector<std::unique_ptr<bench::ServerProcess>> m_servers;
    std::vector<bench::OfficeClient> m_offices;
};

double bare(const City& city, int perPush) {
    const auto file = city.dir / "script.sql";
    std::ofstream(file) << script(perPush, city.schools);
    const std::string command =
        format("pgbench -h {} -U esek -n -M prepared -c {} -j 2 -T {} -f {} esek 2>&1", city.cluster.host(),
               kOffices, kSeconds.count(), file.string());
    std::FILE* out = popen(command.c_str(), "r");
    std::string text;
    char line[512];
    while (std::fgets(line, sizeof line, out))
        text += line;
    pclose(out);
    const auto at = text.find("tps = ");
    if (at == std::string::npos || text.find("number of failed transactions: 0 ") == std::string::npos)
        throw std::runtime_error("pgbench: " + text);
    return std::stod(text.substr(at + 6)) * perPush;
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

int serverPush(const std::vector<std::string>& args) {
    const int rounds = args.empty() ? 7 : std::stoi(args[0]);
    City city;
    if (!city.cluster.ok())
        return 1;
    Servers one(city, 1), two(city, 2), four(city, 4);
    std::cout << "| mutations in a push | pgbench, bare | 1 process | 2 processes | 4 processes |\n"
                 "|---|---|---|---|---|\n";
    for (const int perPush : {1, 50}) {
        std::vector<double> peer, a, b, c;
        for (int round = 0; round <= rounds; ++round) { // in turn: what disturbs one disturbs all
            const double p = bare(city, perPush);
            const double r1 = one.run(perPush);
            const double r2 = two.run(perPush);
            const double r4 = four.run(perPush);
            std::cerr << format("  {}: {:.0f} {:.0f} {:.0f} {:.0f}\n", perPush, p, r1, r2, r4);
            if (round == 0)
                continue; // warms up
            peer.push_back(p);
            a.push_back(r1);
            b.push_back(r2);
            c.push_back(r4);
        }
        const double p = median(peer);
        std::cout << format("| {} | {:.0f}/s |", perPush, p);
        for (const auto& rates : {a, b, c})
            std::cout << format(" {:.0f}/s ({:.2f}) |", median(rates), median(rates) / p);
        std::cout << '\n' << std::flush;
    }
    return 0;
}

} // namespace

ESEK_BENCH("server-push", "mutations a second on PostgreSQL beside bare pgbench; 1, 2, 4 server processes",
           serverPush);
