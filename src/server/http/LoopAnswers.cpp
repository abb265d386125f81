#include "server/http/AnswerHeaders.h"
#include "server/http/Loop.h"
#include "server/router/Errors.h"

#include <Poco/Exception.h>

// From an answer to its last byte.
namespace esek::server {

namespace net = Poco::Net;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds kTryAgain{5};
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::size_t kDrainBytes = 16u << 20;

} // namespace

void ServerLoop::refuse(Connection& c, int status, const char* code) {
    answerNow(c, status == 503 ? busyResponse(503, kTryAgain, c.errors)
                               : errorResponse(status, code, {}, c.errors));
}

void ServerLoop::answerNow(Connection& c, Response&& r) {
    answer(c, std::move(r), false);
}

void ServerLoop::answer(Connection& c, Response&& r, bool keepOpen) {
    m_bodies.remove(c.id);
    c.answer(std::move(r), keepOpen && !m_stopping,
             headersOfEveryAnswer(m_api.central().clock().now(), overTls()));
    c.answerBegan = steady_clock::now();
    c.deadline = c.answerBegan + m_options.grace;
    write(c);
}

void ServerLoop::write(Connection& c) {
    for (;;) {
        if (!readAhead(c))
            return close(c);
        switch (c.send()) {
        case Connection::Io::closed:
            return close(c);
        case Connection::Io::wouldBlock:
            allowTime(c);
            return watch(c, net::PollSet::POLL_WRITE);
        case Connection::Io::progress:
            return written(c);
        case Connection::Io::needsBytes:
            allowTime(c);
            if (c.readingAhead())
                return watch(c, 0); // what the worker posts goes on
        }
    }
}

/// The loop should not wait for disks. False: the promised length cannot be kept.
bool ServerLoop::readAhead(Connection& c) {
    auto piece = c.nextPiece();
    if (!piece)
        return true;
    const auto shared = std::make_shared<Connection::Piece>(std::move(*piece));
    const std::string lane = c.admission ? c.admission->caller.school : std::string();
    const bool queued = m_workers->run(lane, [this, id = c.id, shared] {
        shared->buffer = shared->read();
        post([this, id, shared] {
            guardedFor(id, [&](Connection& known) {
                if (!known.takePiece(std::move(shared->buffer)))
                    return close(known);
                write(known);
            });
        });
    });
    return queued || c.takePiece(shared->read()); // workers have too much to do: here, then
}

void ServerLoop::written(Connection& c) {
    if (c.keepOpen) {
        c.nextRequest();
        c.deadline = steady_clock::now() + m_options.idleTime;
        watch(c, net::PollSet::POLL_READ);
        lookAgain(c);
        return;
    }
    // Closing while the peer still sends would take our answer away from it (RFC 9112, 9.6).
    c.state = Connection::State::draining;
    c.deadline = steady_clock::now() + kDrainTime;
    try {
        c.socket.shutdownSend();
    } catch (const Poco::Exception&) {
        return close(c);
    }
    watch(c, net::PollSet::POLL_READ);
    drain(c);
}

void ServerLoop::drain(Connection& c) {
    for (int pieces = 0; pieces < Connection::kPiecesPerTurn; ++pieces) {
        c.in.clear();
        const auto io = c.receive();
        c.drained += c.in.size();
        if (io == Connection::Io::wouldBlock)
            return;
        if (io == Connection::Io::closed || c.drained > kDrainBytes)
            return close(c);
    }
    lookAgain(c);
}

/// What has gone out so far buys time at the slowest rate that we put up with.
void ServerLoop::allowTime(Connection& c) const {
    c.deadline = c.answerBegan + m_options.grace + std::chrono::seconds(c.sent() / Connection::kSlowest);
}

} // namespace esek::server
