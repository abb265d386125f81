#include "base/Log.h"
#include "base/Secret.h"
#include "base/Translate.h"
#include "base/platform/Paths.h"
#include "base/platform/Stop.h"
#include "server/cli/Address.h"
#include "server/cli/Mail.h"
#include "server/http/HttpServer.h"
#include "server/panel/Panel.h"

#include <algorithm>
#include <iostream>
#include <set>
#include <thread>

namespace esek::server::cli {

namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::minutes kSweepEvery{60};

struct Options {
    std::string listen = "127.0.0.1:8080";
    std::string certificate, key;
    std::string logFile;
    std::vector<std::string> proxies;
    std::size_t threads = 8;
    bool verbose = false;
    bool noPanel = false;
    std::string publicUrl;
    MailOptions mail;
};

/// "https://portal.miasto.pl": what links on slips begin with.
std::string publicAddress(std::string url) {
    while (url.ends_with('/'))
        url.pop_back();
    const bool good = (url.starts_with("https://") || url.starts_with("http://")) &&
                      url.find_first_of(" \t\"<>?#") == std::string::npos &&
                      url.find('/', url.find("://") + 3) == std::string::npos;
    if (!good)
        throw Exception(Error{ErrorCode::valueInvalid,
                              "public address",
                              {{"field", "--public-url"},
                               {"reason", tr("it must look like https://name or https://name:port")}}});
    return url;
}

/// "name:port" of an address; without the port that its scheme has anyway.
std::string hostOf(const std::string& url) {
    std::string host = url.substr(url.find("://") + 3);
    const std::string usual = url.starts_with("https:") ? ":443" : ":80";
    if (host.ends_with(usual))
        host.erase(host.size() - usual.size());
    return host;
}

/// At which hosts browsers find the panel: its public address, and this machine by its own names, as a proxy
/// or a keeper asks. Nothing when neither is known: then every host is believed.
std::set<std::string> panelHosts(const std::string& publicUrl, const HttpOptions& http,
                                 const std::string& url) {
    std::set<std::string> hosts;
    if (publicUrl.empty() && !isLoopback(http.host))
        return hosts;
    if (!publicUrl.empty())
        hosts.insert(hostOf(publicAddress(publicUrl)));
    hosts.insert(hostOf(url));
    const std::string port = url.substr(url.rfind(':'));
    for (const std::string name : {"localhost", "127.0.0.1", "[::1]"})
        hosts.insert({name, name + port});
    return hosts;
}

/// Sweeps at the start, finishing what a crash left, and every hour.
class Sweeper {
  public:
    explicit Sweeper(Central& central) : m_thread([this, &central] { run(central); }) {}
    ~Sweeper() {
        m_stop = true;
        m_thread.join();
    }

  private:
    void run(Central& central) {
        auto next = std::chrono::steady_clock::now();
        while (!m_stop) {
            if (std::chrono::steady_clock::now() >= next) {
                next += kSweepEvery;
                if (const auto done = guarded([&] { central.care().sweep(); }); !done)
                    log::error("sweep: " + done.error().message);
            }
            std::this_thread::sleep_for(kLook);
        }
    }
    std::atomic<bool> m_stop{false};
    std::thread m_thread; // last: uses the flag
};

void run(Context& context, const Options& o) {
    platform::catchStopRequests();
    if (!o.logFile.empty())
        log::toFile(platform::pathFromUtf8(o.logFile));
    if (o.verbose)
        log::setLevel(log::Level::info);
    HttpOptions http;
    const auto [host, port] = hostAndPort(o.listen, "--listen");
    http.host = host;
    http.port = port;
    http.certificate = platform::pathFromUtf8(o.certificate);
    http.key = platform::pathFromUtf8(o.key);
    http.proxies = o.proxies;
    http.workers.threads = o.threads;
    http.workers.threadsPerLane = std::clamp<std::size_t>(o.threads - 1, 1, http.workers.threadsPerLane);
    static constexpr std::size_t kOtherFiles = 256;
    const std::size_t files = platform::raiseOpenFileLimit(http.connections + kOtherFiles);
    http.connections = std::min(http.connections, files > 2 * kOtherFiles ? files - kOtherFiles : files / 2);
    context.connections = o.threads + 2;
    context.lockFolder();
    Api api(context.central(), sync::kProtocols, secretFromEnvironment("ESEK_METRICS_TOKEN"));
    SchoolLogins logins(context.central().store(), context.clock(), context.rng(), &context.revokedIds());
    std::unique_ptr<Panel> panel;
    if (!o.noPanel)
        panel = std::make_unique<Panel>(api.router(), context.central(), logins, context.rng(),
                                        platform::resourceDir(), platform::localeDir());
    HttpServer server(api, http);
    const std::string url = publicAddress(o.publicUrl.empty() ? server.url() : o.publicUrl);
    if (panel) {
        panel->answerOnlyAs(panelHosts(o.publicUrl, http, server.url()));
        api.openLogins(logins, url);
    }
    std::unique_ptr<MailService> mail;
    if (o.mail.isOn()) {
        if (!panel || o.publicUrl.empty())
            throw Exception(
                Error{ErrorCode::wrongUsage,
                      "usage",
                      {{"reason", tr("mails need the panel and its address: give --public-url")}}});
        panel->openMail();
        mail = std::make_unique<MailService>(context, o.mail, panel->languages(), url);
    }
    server.start();
    context.line("listening on " + server.url());
    std::cout.flush();
    {
        const Sweeper sweeper(context.central());
        while (!platform::stopRequested())
            std::this_thread::sleep_for(kLook);
    }
    server.stop();
    log::info("stopped");
}

} // namespace

void addRun(CLI::App& app, Context& context) {
    auto o = std::make_shared<Options>();
    const auto options = [o](CLI::App& to) {
        to.add_option("--listen", o->listen, tr("address and port, e.g. 0.0.0.0:8443; port 0: a free one"));
        to.add_option("--tls-cert", o->certificate, tr("certificate chain (PEM)"));
        to.add_option("--tls-key", o->key, tr("private key (PEM)"));
        to.add_option("--proxy", o->proxies,
                      tr("address of a reverse proxy whose X-Forwarded-For is believed; may be repeated"));
        to.add_option("--log", o->logFile, tr("log file; without it warnings go to standard error"));
        to.add_option("--threads", o->threads, tr("threads that work on requests"))
            ->check(CLI::Range(1, 256));
        to.add_flag("--no-panel", o->noPanel, tr("serve offices only, without the panel of the families"));
        to.add_option("--public-url", o->publicUrl,
                      tr("address at which families find the panel, e.g. https://portal.miasto.pl"));
        addMailOptions(to, o->mail);
        to.add_flag("--verbose", o->verbose, tr("log more"));
    };
    options(app);
    CLI::App* verb = app.add_subcommand("run", tr("serve (also without a verb)"));
    verb->fallthrough();
    app.callback([&app, &context, o, verb] {
        if (app.get_subcommands().empty() || *verb)
            run(context, *o);
    });
}

} // namespace esek::server::cli
