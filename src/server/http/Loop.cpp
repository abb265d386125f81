#include "server/http/Loop.h"

#include "base/Guard.h"

#include "server/http/AnswerHeaders.h"
#include "server/router/Errors.h"

#include <Poco/Exception.h>

namespace esek::server {

namespace net = Poco::Net;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds kTick{250};
constexpr std::chrono::milliseconds kHeadsPeriod{200};
constexpr int kAcceptsPerTurn = 256;
constexpr int kAcceptFailures = 16;
constexpr std::chrono::seconds kComeBack{30};

net::DatagramSocket socketToItself() {
    net::DatagramSocket s(net::SocketAddress("127.0.0.1", 0), false);
    s.connect(s.address());
    s.setBlocking(false);
    return s;
}

} // namespace

ServerLoop::ServerLoop(Api& api, const HttpOptions& options, const net::ServerSocket& server, bool tls)
    : m_api(api), m_router(api.router()), m_options(options), m_server(server), m_tls(tls),
      m_wakeSocket(socketToItself()), m_peers(options.proxies), m_bodies(options.bodies) {
    m_server.setBlocking(false);
}

ServerLoop::~ServerLoop() {
    stop();
}

std::string ServerLoop::url() const {
    return (m_tls ? "https://" : "http://") + m_server.address().toString();
}

void ServerLoop::start() {
    m_poll.add(m_server, net::PollSet::POLL_READ);
    m_poll.add(m_wakeSocket, net::PollSet::POLL_READ);
    m_workers = std::make_unique<Workers>(m_options.workers);
    m_thread = std::thread([this] { run(); });
    m_poller = std::thread([this] { pollHeads(); });
}

void ServerLoop::stop() {
    if (!m_thread.joinable())
        return;
    m_stopping = true;
    m_api.central().heads().wakeAll();
    wake();
    m_thread.join();
    m_poller.join();
    m_workers.reset();
}

void ServerLoop::pollHeads() {
    while (!m_stopping) {
        std::this_thread::sleep_for(kHeadsPeriod);
        try {
            m_api.central().poll();
        } catch (...) { // the store has counted and logged it; it may be back next time
        }
    }
}

void ServerLoop::post(Task task) {
    std::list<Task> one;
    one.push_back(std::move(task));
    post(std::move(one));
}

void ServerLoop::post(std::list<Task>&& tasks) noexcept {
    {
        const std::lock_guard lock(m_postMutex);
        m_posted.splice(m_posted.end(), tasks);
    }
    // The loop looks for tasks before it waits again; one byte on the way to it is enough for all.
    if (std::this_thread::get_id() != m_loopThread && !m_wakePending.exchange(true))
        wake();
}

void ServerLoop::wake() noexcept {
    try {
        const char byte = 1;
        m_wakeSocket.sendBytes(&byte, 1);
    } catch (const Poco::Exception&) { // full: then there is a byte on the way already
    }
}

void ServerLoop::emptyWakeSocket() {
    char bytes[64];
    try {
        while (m_wakeSocket.receiveBytes(bytes, sizeof bytes) > 0) {
        }
    } catch (const Poco::Exception&) { // nothing left
    }
}

/// Those that are there now: what they post in turn comes after the other peers.
void ServerLoop::runPosted() {
    std::list<Task> tasks;
    {
        const std::lock_guard lock(m_postMutex);
        tasks.swap(m_posted);
    }
    for (const Task& task : tasks)
        runGuarded("a connection", task);
}

bool ServerLoop::hasPosted() {
    const std::lock_guard lock(m_postMutex);
    return !m_posted.empty();
}

void ServerLoop::run() {
    m_loopThread = std::this_thread::get_id();
    bool closing = false;
    for (;;) {
        runGuarded("connections", [this] { turn(); });
        m_closed.clear();
        if (!m_stopping)
            continue;
        if (!closing) {
            closing = true;
            m_stopAt = steady_clock::now() + m_options.stopTime;
            m_poll.remove(m_server);
            m_server.close();
            m_api.central().heads().wakeAll();
        }
        std::vector<Connection*> idle;
        for (const auto& [id, c] : m_connections)
            if (c->state == Connection::State::reading || steady_clock::now() > m_stopAt)
                idle.push_back(c.get());
        for (Connection* c : idle)
            close(*c);
        m_closed.clear();
        if (m_connections.empty())
            return;
    }
}

void ServerLoop::turn() {
    const auto again = std::exchange(m_again, {});
    const auto ready = m_poll.poll(Poco::Timespan(again.empty() && !hasPosted() ? kTick.count() * 1000 : 0));
    for (const auto& [socket, mode] : ready) {
        if (socket == m_server) {
            accept();
        } else if (socket == m_wakeSocket) {
            emptyWakeSocket();
            m_wakePending = false; // what is posted from now on wakes again; what was before is run below
        } else if (const auto it = m_bySocket.find(socket); it != m_bySocket.end()) {
            guardedFor(it->second, [&](Connection& c) {
                if (!c.again) // it has its share below
                    onReady(c, mode);
            });
        }
    }
    for (const std::uint64_t id : again) // after all others
        guardedFor(id, [this](Connection& c) {
            c.again = false;
            onReady(c, net::PollSet::POLL_READ);
        });
    runPosted();
    if (m_router.revocations() != m_revocations)
        admitAgain();
    if (steady_clock::now() >= m_nextCheck) {
        m_nextCheck = steady_clock::now() + kTick;
        checkDeadlines();
    }
}

void ServerLoop::guardedFor(std::uint64_t id, const std::function<void(Connection&)>& body) {
    Connection* c = find(id);
    if (!c || runGuarded("a connection", [&] { body(*c); }))
        return;
    if (Connection* still = find(id)) // one peer's trouble is not the others'
        close(*still);
}

Connection* ServerLoop::find(std::uint64_t id) {
    const auto it = m_connections.find(id);
    return it == m_connections.end() ? nullptr : it->second.get();
}

void ServerLoop::accept() {
    int failures = 0;
    for (int i = 0; i < kAcceptsPerTurn; ++i) {
        try {
            if (!m_server.poll(Poco::Timespan(0), net::Socket::SELECT_READ))
                return;
            const net::StreamSocket socket = m_server.acceptConnection();
            try {
                admit(socket);
            } catch (const Poco::Exception&) { // it went while we looked at it
                m_api.metrics().countBad("gone");
            }
        } catch (const Poco::Exception&) {
            m_api.metrics().countBad("accept");
            if (++failures < kAcceptFailures) // a peer that went at once
                continue;
            // No more files: not in a circle, the socket stays readable.
            m_poll.remove(m_server);
            m_acceptAgain = steady_clock::now() + kTick;
            return;
        }
    }
}

void ServerLoop::admit(const net::StreamSocket& accepted) {
    net::StreamSocket socket = accepted;
    const net::IPAddress host = socket.peerAddress().host();
    const std::string address = Peers::customerOf(host.toString());
    const bool full = m_connections.size() >= m_options.connections;
    const auto known = m_perAddress.find(address);
    const std::size_t open = known == m_perAddress.end() ? 0 : known->second;
    auto connection = std::make_unique<Connection>(socket, m_nextId++, address, host.isLoopback());
    if (full ||
        (!host.isLoopback() && !m_peers.isProxy(address) && open >= m_options.connectionsPerAddress)) {
        m_api.metrics().countBad(full ? "full" : "per_address");
        if (!m_tls) {
            socket.setBlocking(false);
            connection->answer(busyResponse(503, kComeBack), false,
                               headersOfEveryAnswer(m_api.central().clock().now(), overTls()));
            connection->send();
        }
        socket.close();
        return;
    }
    socket.setBlocking(false);
    socket.setNoDelay(true);
    Connection& c = *connection;
    ++m_perAddress[address];
    m_bySocket[socket] = c.id;
    m_connections[c.id] = std::move(connection);
    c.deadline = steady_clock::now() + m_options.headTime;
    watch(c, net::PollSet::POLL_READ);
    read(c);
}

void ServerLoop::watch(Connection& c, int mode) {
    if (c.polled && c.polledFor == mode)
        return;
    if (mode == 0) {
        if (c.polled)
            m_poll.remove(c.socket);
        c.polled = false;
    } else if (c.polled) {
        m_poll.update(c.socket, mode);
    } else {
        m_poll.add(c.socket, mode);
        c.polled = true;
    }
    c.polledFor = mode;
}

void ServerLoop::close(Connection& c) {
    if (c.ticket != 0)
        c.wait.forget(c.ticket);
    watch(c, 0);
    m_bySocket.erase(c.socket);
    m_bodies.remove(c.id);
    if (const auto it = m_perAddress.find(c.address); it != m_perAddress.end() && --it->second == 0)
        m_perAddress.erase(it);
    try {
        if (m_tls && c.state != Connection::State::reading)
            c.socket.shutdown();
        c.socket.close();
    } catch (const Poco::Exception&) { // it is gone already
    }
    const auto it = m_connections.find(c.id);
    m_closed.push_back(std::move(it->second)); // the caller may still look at it
    m_connections.erase(it);
}

void ServerLoop::checkDeadlines() {
    const Moment now = steady_clock::now();
    if (m_acceptAgain != Moment{} && now >= m_acceptAgain && !m_stopping) {
        m_acceptAgain = {};
        m_poll.add(m_server, net::PollSet::POLL_READ);
    }
    std::vector<std::uint64_t> late;
    for (const auto& [id, c] : m_connections) {
        const Moment limit = c->state == Connection::State::waiting ? c->waitUntil : c->deadline;
        if (c->state != Connection::State::busy && now >= limit && !keepsPace(*c, now))
            late.push_back(id);
    }
    for (const std::uint64_t id : late) {
        Connection* c = find(id);
        if (!c)
            continue;
        if (c->state == Connection::State::waiting) {
            finish(*c);
        } else if (c->state == Connection::State::reading && c->inRequest) {
            m_api.metrics().countBad("slow");
            refuse(*c, 408, "tooSlow");
        } else {
            close(*c);
        }
    }
}

} // namespace esek::server
