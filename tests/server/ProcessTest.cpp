#include "Process.h"
#include "Client.h"
#include "Fixture.h"
#include "base/platform/Files.h"
#include "base/platform/Stop.h"

#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/SSLException.h>
#include <catch2/catch.hpp>

#include <future>

using namespace esek;
using namespace std::chrono_literals;
using test::Client;
using test::output;
using test::Process;
using test::RawPeer;
using test::statusOf;

namespace {

constexpr const char* kSchool = R"({"name": "SP 1", "address": {"street": "ul. Długa 1", "postcode": "00-001",
    "city": "Warszawa"}, "headteacher": "Grażyna Nowak"})";

/// The program as an administrator runs it.
struct Installed {
    test::TempDir dir;
    std::string data = (dir / "data").string();
    std::vector<std::string> with(std::vector<std::string> args) const {
        args.insert(args.begin(), {ESEK_SERVER, "--lang", "en", "--data", data});
        return args;
    }
    std::string run(std::vector<std::string> args, int* exitCode = nullptr) const {
        return output(with(std::move(args)), exitCode);
    }
    std::string addSchool() const {
        platform::writeFileAtomically(dir / "school.json", std::string_view(kSchool)).value();
        return run({"school", "add", (dir / "school.json").string()});
    }
    std::string enrol(std::uint16_t port, const std::string& role = "clerk") const {
        const std::string code =
            run({"device", "invite", "--school", "SP 1", "--role", role, "--name", "PC"});
        return Client(port)
            .ask("POST", "/v1/devices", Json{{"code", code}, {"name", "PC"}}.dump())
            .json()["token"];
    }
};

struct Running {
    Process process;
    std::string url;
    std::uint16_t port;
    explicit Running(const std::vector<std::string>& args)
        : process(args), url(process.line()),
          port(url.empty() ? std::uint16_t{0}
                           : static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)))) {}
};

} // namespace

TEST_CASE("process: a name that is no text is refused in words, and the list stays JSON") {
    Installed at;
    at.addSchool();
    int code = 0;
    at.run({"device", "invite", "--school", "SP 1", "--name", "pc\xff"}, &code);
    CHECK(code == exitCode(ErrorCode::wrongUsage));
    at.run({"user", "add", "--school", "SP 1", "--role", "clerk", "--name", "pc\xff"}, &code);
    CHECK(code == exitCode(ErrorCode::wrongUsage));
    { // from a program that did not look
        server::Store store(server::sqliteTarget(at.dir / "data" / "server.sqlite"));
        store.write([&](server::Tx& tx) {
            tx.addDevice({"d", tx.schools().at(0).id, "", "clerk", "pc\xff", "hash", "2026-09-01", ""});
        });
    }
    const std::string list = at.run({"--json", "device", "list"}, &code);
    CHECK(code == 0);
    CHECK(parseJson(list).value()[0]["name"] == "pc\xef\xbf\xbd");
}

TEST_CASE("server process: administration and serving") {
    Installed i;
    CHECK(i.addSchool().size() == 36);
    CHECK(i.run({"school", "list"}).find("SP 1") != std::string::npos);
    int code = 0;
    i.run({"school", "add", (i.dir / "nothing.json").string()}, &code);
    CHECK(code == 3);
    i.run({"device", "invite", "--school", "No such school"}, &code);
    CHECK(code == 2);
    i.run({"--listen", "nonsense"}, &code);
    CHECK(code == 1);
    i.run({"no-such-verb"}, &code);
    CHECK(code == 2);
    const std::string user =
        i.run({"user", "add", "--school", "SP 1", "--role", "headteacher", "--name", "Ewa"});
    CHECK(user.size() == 36);
    CHECK(i.run({"device", "invite", "--school", "SP 1", "--user", "Ewa"}).size() == 14);

    Running s(i.with({"--listen", "127.0.0.1:0"}));
    CHECK(s.url.starts_with("listening on http://127.0.0.1:"));
    const std::string token = i.enrol(s.port);
    Client client(s.port, token);
    CHECK(client.ask("GET", "/v1/meta").json()["role"] == "clerk");
    i.run({"--listen", "127.0.0.1:0"}, &code); // a second one on the same folder
    CHECK(code == 3);
    CHECK(i.run({"verify"}, &code).empty());
    CHECK(code == 0);
    i.run({"backup", (i.dir / "backup").string()}, &code);
    CHECK(code == 0);

    // Revoked from the command line while it waits: told within a second.
    RawPeer waiting(s.port);
    waiting.send("GET /v1/wait?since=1&timeout=30 HTTP/1.1\r\nHost: localhost\r\nX-Esek-Protocol: "
                 "1\r\nConnection: close\r\n"
                 "Authorization: Bearer " +
                 token + "\r\n\r\n");
    std::this_thread::sleep_for(200ms);
    const Json devices = parseJson(i.run({"--json", "device", "list"})).value();
    const auto begin = std::chrono::steady_clock::now();
    i.run({"device", "revoke", devices[0]["device"]});
    CHECK(statusOf(waiting.receive()) == 401);
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
    CHECK(client.ask("GET", "/v1/meta").status == 401);

    s.process.signal(SIGTERM);
    CHECK(s.process.wait() == 0);
    Installed second;
    second.run({"restore", (i.dir / "backup").string()}, &code);
    CHECK(code == 0);
    CHECK(second.run({"school", "list"}).find("SP 1") != std::string::npos);
    second.run({"restore", (i.dir / "backup").string()}, &code);
    CHECK(code == 2);
}

TEST_CASE("server process: a folder that can only be read is listed, verified and saved, and not served") {
    const Installed installed;
    const std::string school = installed.addSchool();
    namespace fs = std::filesystem;
    const auto readable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    const auto listed = readable | fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(installed.dir.path(), listed | fs::perms::owner_write);
    fs::permissions(installed.dir / "school.json", readable);
    const fs::path out = installed.dir / "out";
    fs::create_directories(out);
    fs::permissions(out, fs::perms::all);
    for (const auto& e : fs::recursive_directory_iterator(installed.data))
        fs::permissions(e.path(), e.is_directory() ? listed : readable);
    fs::permissions(installed.data, listed);
    // Root may write everywhere: the program runs as somebody else then.
    const auto ask = [&](const std::string& verb, int& exitCode) {
        const std::string command =
            "'" + std::string(ESEK_SERVER) + "' --lang en --data '" + installed.data + "' " + verb + " 2>&1";
        return ::geteuid() == 0 ? output({"/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                                          "--clear-groups", "/bin/sh", "-c", command},
                                         &exitCode)
                                : output({"/bin/sh", "-c", command}, &exitCode);
    };
    int code = -1;
    CHECK(ask("school list", code).find("SP 1") != std::string::npos);
    CHECK(code == 0);
    CHECK(ask("device list", code).find("can only be read") != std::string::npos);
    CHECK(code == 0);
    CHECK(ask("verify", code).find("Everything is in order") != std::string::npos);
    CHECK(code == 0);
    ask("backup '" + (out / "copy").string() + "'", code);
    CHECK(code == 0);
    const std::string schoolAdd = "school add '" + (installed.dir / "school.json").string() + "'";
    for (const char* verb : {"", schoolAdd.c_str(), "user add --school 'SP 1' --role clerk --name A",
                             "device invite --school 'SP 1'"}) {
        CAPTURE(verb);
        const std::string said = ask(verb, code);
        CHECK(said.find("backup FILE") != std::string::npos);
        CHECK(said.find("Cannot write to the folder") != std::string::npos);
        CHECK(code == 3);
    }
    fs::permissions(installed.data, fs::perms::owner_all);
    for (const auto& e : fs::recursive_directory_iterator(installed.data))
        fs::permissions(e.path(), fs::perms::owner_all);
    const Installed second;
    second.run({"restore", (out / "copy").string()}, &code);
    CHECK(code == 0);
    CHECK(second.run({"school", "list"}).find("SP 1") != std::string::npos);
}

TEST_CASE("server process: SIGTERM finishes what runs") {
    Installed i;
    i.addSchool();
    Running s(i.with({"--listen", "127.0.0.1:0"}));
    const std::string token = i.enrol(s.port);
    auto waiting = std::async(std::launch::async, [&] {
        return Client(s.port, token).ask("GET", "/v1/wait?since=1&timeout=30").status;
    });
    std::this_thread::sleep_for(200ms);
    const auto begin = std::chrono::steady_clock::now();
    s.process.signal(SIGINT);
    CHECK(waiting.get() == 200);
    CHECK(s.process.wait() == 0);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
}

TEST_CASE("server process: killed in the middle, nothing acknowledged is lost") {
    Installed i;
    i.addSchool();
    std::string token;
    std::int64_t head = 1;
    for (int round = 0; round < 5; ++round) {
        Running s(i.with({"--listen", "127.0.0.1:0"}));
        if (token.empty())
            token = i.enrol(s.port);
        Client client(s.port, token);
        CHECK(client.ask("GET", "/v1/meta").json()["head"].get<std::int64_t>() >= head);
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(40 + 37 * round));
            s.process.signal(SIGKILL);
        });
        SystemClock clock;
        SystemRng rng;
        try {
            for (;;) {
                domain::Student student;
                student.id = {Uuid::v7(clock, rng)};
                student.surname = "Nowak";
                student.givenNames = "Ewa";
                domain::Mutation m;
                m.id = {Uuid::v7(clock, rng)};
                m.at = clock.now();
                m.entityId = student.id.uuid;
                m.change = domain::PutStudent{student};
                head = client.ask("POST", "/v1/push", sync::toJson(sync::PushRequest{{{m, Json()}}}).dump())
                           .json()["head"];
            }
        } catch (const std::exception&) { // killed
        }
        killer.join();
        s.process.wait();
    }
    int code = 0;
    i.run({"verify"}, &code);
    CHECK(code == 0);
    CHECK(head > 1);
}

TEST_CASE("server process: TLS from version 1.2, plain HTTP on loopback only") {
    Installed i;
    const std::string cert = (i.dir / "cert.pem").string();
    const std::string key = (i.dir / "key.pem").string();
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout " + key + " -out " +
        cert + " 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
    int code = 0;
    i.run({"--listen", "0.0.0.0:0"}, &code);
    CHECK(code == 1);
    i.run({"--listen", "127.0.0.1:0", "--tls-cert", cert}, &code);
    CHECK(code == 1);
    i.run({"--listen", "127.0.0.1:0", "--tls-cert", key, "--tls-key", cert}, &code);
    CHECK(code == 1);

    i.addSchool();
    Running s(i.with({"--listen", "0.0.0.0:0", "--tls-cert", cert, "--tls-key", key}));
    CHECK(s.url.starts_with("listening on https://0.0.0.0:"));
    Poco::Net::initializeSSL();
    Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "", cert,
                                                             Poco::Net::Context::VERIFY_RELAXED);
    context->enableExtendedCertificateVerification(false);
    Poco::Net::HTTPSClientSession session("127.0.0.1", s.port, context);
    for (int n = 0; n < 3; ++n) { // keep-alive
        Poco::Net::HTTPRequest request("GET", "/healthz", Poco::Net::HTTPMessage::HTTP_1_1);
        session.sendRequest(request);
        Poco::Net::HTTPResponse response;
        std::string body;
        Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
        CHECK(response.getStatus() == 200);
        CHECK(body == "{\"status\":\"ok\"}");
    }
    const std::string old = "openssl s_client -connect 127.0.0.1:" + std::to_string(s.port) +
                            " -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null >/dev/null 2>&1";
    CHECK(std::system(old.c_str()) != 0);
    const std::string now = "openssl s_client -connect 127.0.0.1:" + std::to_string(s.port) +
                            " -tls1_2 </dev/null >/dev/null 2>&1";
    CHECK(std::system(now.c_str()) == 0);
    RawPeer plain(s.port); // a handshake that never ends, and one that is none
    plain.send("GET /healthz HTTP/1.1\r\n\r\n");
    plain.timeout(Poco::Timespan(2, 0));
    CHECK(statusOf(plain.receive()) == 0);
    s.process.signal(SIGTERM);
    CHECK(s.process.wait() == 0);
}

TEST_CASE("server process: close to ten thousand connections, and an office still gets through") {
    Installed i;
    i.addSchool();
    const std::size_t files = platform::raiseOpenFileLimit(12'000);
    const std::size_t most = std::min<std::size_t>(9'900, files - 200);
    Running s(i.with({"--listen", "127.0.0.1:0"}));
    const std::string token = i.enrol(s.port);
    Client office(s.port, token);
    CHECK(office.ask("GET", "/v1/meta").status == 200);
    const std::size_t before = s.process.memory();
    std::vector<std::unique_ptr<RawPeer>> peers;
    std::size_t highest = 0;
    int alive = 0;
    try {
        for (std::size_t n = 0; n < most; ++n) {
            peers.push_back(std::make_unique<RawPeer>(s.port));
            if (n % 2 == 0)
                peers.back()->send("GET /healthz HT"); // half a head
            if (n % 1000 == 999) {
                highest = std::max(highest, s.process.memory());
                alive += office.ask("GET", "/v1/meta").status == 200 ? 1 : 0;
            }
        }
    } catch (const Poco::Exception& e) {
        FAIL("a connection was not even taken: " << e.displayText());
    }
    CHECK(alive == static_cast<int>(most / 1000));
    INFO("connections " << peers.size() << ", memory before " << before / 1024 << " kB, at most "
                        << highest / 1024 << " kB");
    CHECK(highest < before + 100'000'000);
    WARN("connections " << peers.size() << ": " << (highest - before) / 1024 << " kB more memory");
    peers.clear();
    CHECK(office.ask("GET", "/v1/meta").status == 200);
    s.process.signal(SIGTERM);
    CHECK(s.process.wait() == 0);
}
