#pragma once
#include "server/http/BodyBudget.h"
#include "server/http/Connection.h"
#include "server/http/HttpServer.h"
#include "server/http/Peers.h"
#include "server/http/Workers.h"

#include <Poco/Net/DatagramSocket.h>
#include <Poco/Net/PollSet.h>
#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <list>
#include <map>
#include <unordered_map>

namespace esek::server {

/// The thread that owns all connections. Workers and Heads speak to it through post().
class ServerLoop {
  public:
    ServerLoop(Api&, const HttpOptions&, const Poco::Net::ServerSocket&, bool tls);
    ~ServerLoop();
    std::string url() const;
    std::uint16_t port() const { return m_server.address().port(); }
    void start();
    void stop();

  private:
    using Task = std::function<void()>;
    using Connections = std::unordered_map<std::uint64_t, std::unique_ptr<Connection>>;

    void run();
    void turn();
    void pollHeads();
    void post(Task);                       ///< any thread
    void post(std::list<Task>&&) noexcept; ///< the same, and takes no memory
    void runPosted();
    bool hasPosted();
    void wake() noexcept;
    void emptyWakeSocket();

    void accept();
    void admit(const Poco::Net::StreamSocket&);
    void onReady(Connection&, int mode);
    void read(Connection&);
    void advance(Connection&);
    bool decide(Connection&);
    bool settle(Connection&, Router::Admitted&&);
    bool acceptBody(Connection&);
    bool keepWithinBudget(Connection&);
    void spool(Connection&);
    void dispatch(Connection&);
    void begun(Connection&, Begun&&, bool keepOpen);
    void park(Connection&, Waiting&&);
    void finish(Connection&);
    void work(Connection&, bool keepOpen, std::function<Begun()> ask);
    /// Has a worker ask and hands the connection the answer; `failed` when asking threw.
    template <class T>
    void onWorker(Connection&, T failed, std::function<T()> ask, std::function<void(Connection&, T&&)> then);
    void write(Connection&);
    bool readAhead(Connection&);
    void written(Connection&);
    void drain(Connection&);
    void lookAgain(Connection&);
    void answerNow(Connection&, Response&&);
    void refuse(Connection&, int status, const char* code);
    void answer(Connection&, Response&&, bool keepOpen);
    void watch(Connection&, int mode);
    void close(Connection&);
    void account(Connection&);
    void checkDeadlines();
    bool keepsPace(Connection&, Moment now) const;
    void admitAgain();
    Connection* find(std::uint64_t id);
    /// Nothing when it is gone; closes it when `body` throws.
    void guardedFor(std::uint64_t id, const std::function<void(Connection&)>& body);
    /// Browsers come by TLS, to us or to the proxy before us.
    bool overTls() const { return m_tls || m_peers.hasProxies(); }
    void allowTime(Connection&) const;

    Api& m_api;
    Router& m_router;
    HttpOptions m_options;
    Poco::Net::ServerSocket m_server;
    bool m_tls;
    Poco::Net::PollSet m_poll;
    Poco::Net::DatagramSocket m_wakeSocket; ///< connected to itself: a byte wakes the loop
    std::map<Poco::Net::Socket, std::uint64_t> m_bySocket;
    Connections m_connections;
    std::vector<std::unique_ptr<Connection>> m_closed; ///< until the end of the turn
    std::map<std::string, std::size_t> m_perAddress;
    std::uint64_t m_nextId = 1;
    Peers m_peers;
    BodyBudget m_bodies;
    std::vector<std::uint64_t> m_again; ///< who may have more for us than a turn's share
    std::uint64_t m_revocations = 0;    ///< of the router, when all were looked at last
    Moment m_nextCheck{};
    Moment m_acceptAgain{};
    Moment m_stopAt{};

    std::mutex m_postMutex;
    std::list<Task> m_posted;
    std::atomic<bool> m_wakePending{false};
    std::atomic<std::thread::id> m_loopThread{};
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
    std::thread m_poller;
    std::unique_ptr<Workers> m_workers;
};

} // namespace esek::server
