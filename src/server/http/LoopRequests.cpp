#include "base/Guard.h"
#include "server/http/Exchange.h"
#include "server/http/Loop.h"
#include "server/router/Errors.h"

#include <Poco/Exception.h>

// From the first byte of a request to what its answer shall be.
namespace esek::server {

namespace net = Poco::Net;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kSpoolFrom = 64 * 1024; ///< bytes of a body

} // namespace

void ServerLoop::onReady(Connection& c, int mode) {
    if ((mode & net::PollSet::POLL_ERROR) != 0)
        return close(c);
    switch (c.state) {
    case Connection::State::reading:
        return read(c);
    case Connection::State::waiting:
        if (c.receive() == Connection::Io::closed)
            return close(c);
        if (c.in.size() > RequestReader::kHeadBytes) // it may send its next request, not more
            watch(c, 0);
        return;
    case Connection::State::writing:
        return write(c);
    case Connection::State::draining:
        return drain(c);
    case Connection::State::busy:
        return;
    }
}

void ServerLoop::read(Connection& c) {
    advance(c); // what came with the former request
    for (int pieces = 0; c.state == Connection::State::reading && m_connections.contains(c.id); ++pieces) {
        if (pieces == Connection::kPiecesPerTurn) { // who sends fast must not keep the loop from the others
            lookAgain(c);
            return watch(c, net::PollSet::POLL_READ);
        }
        if (c.in.size() > RequestReader::kHeadBytes) { // whole requests lie here: they come before more bytes
            advance(c);
            continue;
        }
        switch (c.receive()) {
        case Connection::Io::closed:
            return close(c);
        case Connection::Io::wouldBlock:
            return watch(c, net::PollSet::POLL_READ);
        case Connection::Io::needsBytes: // sending only
        case Connection::Io::progress:
            c.lastByte = steady_clock::now();
            advance(c);
        }
    }
}

/// Served again in the next turn, after the others. Bytes may lie with us or in the TLS layer, and the system
/// would not tell of them.
void ServerLoop::lookAgain(Connection& c) {
    if (!c.again)
        m_again.push_back(c.id);
    c.again = true;
}

void ServerLoop::advance(Connection& c) {
    if (c.in.empty() && !c.inRequest)
        return;
    if (!c.inRequest) {
        c.inRequest = true;
        c.deadline = std::min(c.deadline, steady_clock::now() + m_options.headTime);
    }
    auto state = c.reader.feed(c.in);
    if ((state == RequestReader::State::decision || state == RequestReader::State::done) && !c.admission) {
        if (!decide(c))
            return;
        state = c.reader.feed(c.in);
    }
    if (state == RequestReader::State::fault) {
        m_api.metrics().countBad(c.reader.faultCode());
        return refuse(c, c.reader.status(), c.reader.faultCode());
    }
    if (c.reader.bodyBytes() > 0) {
        account(c);
        if (!keepWithinBudget(c))
            return;
        if (m_bodies.inMemory() > m_options.bodyMemory && c.reader.request().body.size() > kSpoolFrom)
            return spool(c);
    }
    if (state == RequestReader::State::done)
        dispatch(c);
}

/// The head is complete. False: a worker looks up who asks, or the answer is on its way.
bool ServerLoop::decide(Connection& c) {
    Request& head = c.reader.request();
    head.peer = m_peers.askedBy(c.address, head);
    head.local = c.loopback && !m_peers.isProxy(c.address);
    c.errors = Router::styleOf(head);
    c.revocations = m_router.revocations();
    if (auto admitted = m_router.admitQuickly(head))
        return settle(c, std::move(*admitted));
    const auto copy = std::make_shared<Request>(head);
    onWorker<Router::Admitted>(
        c, errorResponse(500, "internal", {}, c.errors), [this, copy] { return m_router.admit(*copy); },
        [this](Connection& known, Router::Admitted&& admitted) {
            known.state = Connection::State::reading;
            if (settle(known, std::move(admitted)))
                read(known);
        });
    return false;
}

bool ServerLoop::settle(Connection& c, Router::Admitted&& admitted) {
    if (auto* refusal = std::get_if<Response>(&admitted)) {
        // Nobody reads a body that is refused, so the connection cannot go on behind one.
        const bool whole = c.reader.state() == RequestReader::State::done;
        answer(c, std::move(*refusal), whole && c.reader.keepAlive());
        return false;
    }
    c.admission = std::make_shared<Router::Admission>(std::get<Router::Admission>(std::move(admitted)));
    c.errors = c.admission->route->errors;
    return c.reader.state() != RequestReader::State::decision || acceptBody(c);
}

bool ServerLoop::acceptBody(Connection& c) {
    if (c.reader.acceptBody(c.admission->route->bodyLimit) == RequestReader::State::fault) {
        m_api.metrics().countBad(c.reader.faultCode());
        refuse(c, c.reader.status(), c.reader.faultCode());
        return false;
    }
    c.lastByte = steady_clock::now();
    c.deadline = c.lastByte + m_options.paceTime;
    c.paceFrom = c.received();
    if (!c.reader.takeExpectation() || !c.in.empty())
        return true;
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    try { // a few bytes on an empty way: they fit
        c.socket.sendBytes(kContinue.data(), static_cast<int>(kContinue.size()));
        return true;
    } catch (const Poco::Exception&) {
        close(c);
        return false;
    }
}

/// A body that comes more slowly than Connection::kSlowest would hold its memory for hours.
bool ServerLoop::keepsPace(Connection& c, Moment now) const {
    if (c.state != Connection::State::reading || c.reader.state() != RequestReader::State::body ||
        c.received() - c.paceFrom < Connection::kSlowest * m_options.paceTime.count())
        return false;
    c.paceFrom = c.received();
    c.deadline = now + m_options.paceTime;
    return true;
}

void ServerLoop::account(Connection& c) {
    const std::size_t inMemory = c.reader.request().body.size();
    BodyBudget::Holder holder;
    holder.device = c.admission->caller.device;
    holder.address = c.reader.request().peer;
    holder.inMemory = inMemory;
    holder.bytes = inMemory + (c.spool ? c.spool->size() : 0);
    holder.lastByte = c.lastByte;
    holder.complete = c.reader.state() == RequestReader::State::done;
    m_bodies.set(c.id, std::move(holder));
}

/// False: this connection had to give way itself.
bool ServerLoop::keepWithinBudget(Connection& c) {
    while (const auto id = m_bodies.whoHasToGo(c.id, steady_clock::now())) {
        m_api.metrics().countBad("memory");
        Connection* const victim = find(*id);
        m_bodies.remove(*id);
        if (victim)
            refuse(*victim, 503, "serverBusy");
        if (*id == c.id)
            return false;
    }
    return true;
}

/// Moves what has come of the body to the disk and goes on reading afterwards.
void ServerLoop::spool(Connection& c) {
    if (!c.spool)
        c.spool = std::make_shared<Spool>();
    const auto bytes = std::make_shared<std::string>(std::exchange(c.reader.request().body, {}));
    onWorker<bool>(
        c, false,
        [spool = c.spool, bytes] {
            spool->append(*bytes);
            return true;
        },
        [this](Connection& known, bool&& good) {
            known.state = Connection::State::reading;
            if (!good)
                return refuse(known, 503, "serverBusy");
            known.deadline = steady_clock::now() + m_options.paceTime;
            known.paceFrom = known.received();
            account(known);
            read(known);
        });
}

void ServerLoop::dispatch(Connection& c) {
    const auto request = std::make_shared<Request>(std::move(c.reader.request()));
    const auto perform = [this, request, admission = c.admission, spool = std::exchange(c.spool, nullptr)] {
        if (spool)
            request->body.insert(0, spool->read());
        return exchange(m_router, *request, *admission);
    };
    const bool keepOpen = c.reader.keepAlive();
    if (c.admission->route->onLoop)
        return begun(c, perform(), keepOpen);
    work(c, keepOpen, perform);
}

template <class T>
void ServerLoop::onWorker(Connection& c, T failed, std::function<T()> ask,
                          std::function<void(Connection&, T&&)> then) {
    c.state = Connection::State::busy;
    watch(c, 0);
    // What is needed to tell the loop is made before: it must be told also when there is no memory left.
    const auto result = std::make_shared<T>(std::move(failed));
    const auto report = std::make_shared<std::list<Task>>();
    report->push_back([this, id = c.id, result, then = std::move(then)] {
        guardedFor(id, [&](Connection& known) {
            if (known.state == Connection::State::busy) // it may have had to give way meanwhile
                then(known, std::move(*result));
        });
    });
    std::string lane;
    if (c.admission)
        lane = c.admission->route->lane.empty() ? c.admission->caller.school : c.admission->route->lane;
    const bool queued = m_workers->run(lane, [this, result, report, ask = std::move(ask)] {
        runGuarded("a request", [&] { *result = ask(); });
        post(std::move(*report));
    });
    if (!queued) {
        m_api.metrics().countBad("queue");
        refuse(c, 503, "serverBusy");
    }
}

/// Whatever `ask` throws, the peer gets an answer.
void ServerLoop::work(Connection& c, bool keepOpen, std::function<Begun()> ask) {
    using Outcome = std::pair<Begun, bool>; // and whether the connection stays open
    onWorker<Outcome>(
        c, Outcome(errorResponse(500, "internal", {}, c.errors), false),
        [keepOpen, ask = std::move(ask)] { return Outcome(ask(), keepOpen); },
        [this](Connection& known, Outcome&& outcome) {
            begun(known, std::move(outcome.first), outcome.second);
        });
}

void ServerLoop::begun(Connection& c, Begun&& result, bool keepOpen) {
    m_bodies.remove(c.id);
    if (auto* waiting = std::get_if<Waiting>(&result)) {
        c.keepOpen = keepOpen;
        return park(c, std::move(*waiting));
    }
    answer(c, std::get<Response>(std::move(result)), keepOpen);
}

void ServerLoop::park(Connection& c, Waiting&& waiting) {
    c.state = Connection::State::waiting;
    c.wait = std::move(waiting);
    c.waitUntil = steady_clock::now() + c.wait.timeout;
    watch(c, net::PollSet::POLL_READ);
    c.ticket = c.wait.listen([this, id = c.id] {
        post([this, id] {
            guardedFor(id, [this](Connection& woken) {
                if (woken.state == Connection::State::waiting)
                    finish(woken);
            });
        });
    });
    if (m_stopping)
        finish(c);
}

void ServerLoop::finish(Connection& c) {
    c.wait.forget(c.ticket);
    c.ticket = 0;
    work(c, c.keepOpen, [wait = c.wait] { return Begun(wait.finish()); });
}

/// Tokens were revoked: bodies are no longer taken from who was admitted by one of them.
void ServerLoop::admitAgain() {
    m_revocations = m_router.revocations();
    std::vector<std::uint64_t> admitted;
    for (const auto& [id, c] : m_connections)
        if (c->state == Connection::State::reading && c->admission &&
            c->admission->route->who == Who::device && c->revocations != m_revocations)
            admitted.push_back(id);
    for (const std::uint64_t id : admitted)
        guardedFor(id, [this](Connection& c) {
            Request& head = c.reader.request();
            const auto copy = std::make_shared<Request>(
                Request{head.method, head.target, head.headers, {}, head.peer, head.local});
            c.revocations = m_revocations;
            onWorker<Router::Admitted>(
                c, errorResponse(500, "internal", {}, c.errors),
                [this, copy] { return m_router.admit(*copy); },
                [this](Connection& known, Router::Admitted&& again) {
                    known.state = Connection::State::reading;
                    if (auto* refusal = std::get_if<Response>(&again))
                        return answerNow(known, std::move(*refusal));
                    read(known);
                });
        });
}

} // namespace esek::server
