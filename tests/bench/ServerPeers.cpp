#include "bench/ServerPeers.h"

#include "base/Hex.h"
#include "base/platform/Files.h"
#include "server/Client.h"
#include "server/Process.h"
#include "support/TempDir.h"

#include <atomic>
#include <fstream>

namespace esek::bench {

namespace {

const std::string kScript = std::string(ESEK_SOURCE_DIR) + "/tests/server/postgres.sh";

std::vector<std::string> command(const std::vector<std::string>& where,
                                 const std::vector<std::string>& verb) {
    std::vector<std::string> args{ESEK_SERVER, "--lang", "en"};
    args.insert(args.end(), where.begin(), where.end());
    args.insert(args.end(), verb.begin(), verb.end());
    return args;
}

} // namespace

Cluster::Cluster() {
    m_file = (std::filesystem::temp_directory_path() / ("esek-bench-" + newId().toString())).string();
    if (std::system((kScript + " start " + m_file).c_str()) == 0)
        std::ifstream(m_file) >> m_url;
}
Cluster::~Cluster() {
    if (std::system((kScript + " stop " + m_file).c_str()) != 0)
        std::perror("PostgreSQL did not stop");
}
std::string Cluster::host() const {
    return m_url.substr(m_url.find("host=") + 5);
}

struct ServerProcess::Impl {
    test::Process process;
    std::uint16_t port = 0;
};
ServerProcess::ServerProcess(std::vector<std::string> where)
    : m_impl(new Impl{test::Process(command(where, {"--listen", "127.0.0.1:0"}))}) {
    const std::string line = m_impl->process.line();
    if (line.empty())
        throw std::runtime_error("the server did not start");
    m_impl->port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}
ServerProcess::~ServerProcess() {
    m_impl->process.signal(SIGTERM);
    m_impl->process.wait();
}
std::uint16_t ServerProcess::port() const {
    return m_impl->port;
}
pid_t ServerProcess::pid() const {
    return m_impl->process.pid();
}
std::size_t ServerProcess::memory() const {
    return m_impl->process.memory();
}

std::string serverOutput(const std::vector<std::string>& where, const std::vector<std::string>& verb) {
    return test::output(command(where, verb));
}

struct OfficeClient::Impl {
    test::Client client;
};
OfficeClient::OfficeClient(std::uint16_t port, std::string token)
    : m_impl(new Impl{test::Client(port, std::move(token))}) {}
OfficeClient::~OfficeClient() = default;
OfficeClient::OfficeClient(OfficeClient&&) noexcept = default;
std::string OfficeClient::ask(const std::string& method, const std::string& target, const std::string& body,
                              const std::string& header, const std::string& value) {
    std::map<std::string, std::string> headers;
    if (!header.empty())
        headers[header] = value;
    auto answer = m_impl->client.ask(method, target, body, headers);
    if (answer.status >= 400)
        throw std::runtime_error(target + ": " + std::to_string(answer.status) + " " + answer.body);
    return std::move(answer.body);
}

std::string addSchool(const std::vector<std::string>& where, const std::string& name) {
    test::TempDir dir;
    const std::string json = R"({"name": ")" + name +
                             R"(", "address": {"street": "ul. Długa 1", "postcode": "00-001", "city":
        "Warszawa"}, "headteacher": "Grażyna Nowak"})";
    platform::writeFileAtomically(dir / "school.json", std::string_view(json)).value();
    return serverOutput(where, {"school", "add", (dir / "school.json").string()});
}

std::string enrol(const std::vector<std::string>& where, std::uint16_t port, const std::string& school) {
    const std::string code = serverOutput(where, {"device", "invite", "--school", school});
    return test::Client(port)
        .ask("POST", "/v1/devices", Json{{"code", code}, {"name", "PC"}}.dump())
        .json()["token"];
}

Uuid newId() {
    static SystemClock clock;
    static SystemRng rng;
    return Uuid::v7(clock, rng);
}

domain::Mutation mutationOf(const Uuid& entity, domain::Change change) {
    static SystemClock clock;
    domain::Mutation m;
    m.id = {newId()};
    m.at = clock.now();
    m.by = {domain::Role::clerk, "Anna Nowak", "SEKRETARIAT-1"};
    m.entityId = entity;
    m.change = std::move(change);
    return m;
}

std::string pushOf(const domain::Mutation& m, const Json& before) {
    return Json{{"items", {{{"mutation", domain::toJson(m)}, {"before", before}}}}}.dump();
}

std::string pushOfStudents(int count, std::vector<std::string>* ids) {
    Json items = Json::array();
    for (int i = 0; i < count; ++i) {
        domain::Student s;
        s.id = {newId()};
        s.registerNumber = s.id.toString();
        s.surname = "Brzęczyszczykiewicz";
        s.givenNames = "Łucja Maria";
        s.birthDate = *dateFromIso("2015-03-04");
        s.classUnit = "1A";
        if (ids)
            ids->push_back(s.id.toString());
        items.push_back({{"mutation", domain::toJson(mutationOf(s.id.uuid, domain::PutStudent{s}))},
                         {"before", nullptr}});
    }
    return Json{{"items", std::move(items)}}.dump();
}

} // namespace esek::bench
