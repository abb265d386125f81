#include "base/Guard.h"
#include "server/http/Gzip.h"
#include "server/http/Loop.h"

#include <Poco/Exception.h>

// From the first byte of a request to the last of its answer.
namespace esek::server {

namespace net = Poco::Net;
using std::chrono::steady_clock;

namespace {

constexpr std::int64_t kSlowest = 4 * 1024; ///< bytes a second that a body must come or go at
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::size_t kDrainBytes = 16u << 20;
constexpr std::size_t kGzipFrom = 1024;
constexpr std::int64_t kPreload =
    1 << 20; ///< of a file, read by a worker: the loop should not wait for disks

Response refused(int status, const char* code) {
    return errorResponse(status, code,
                         status == 503 || status == 429 ? Headers{{"Retry-After", "5"}} : Headers{});
}

bool isJson(const Response& r) {
    return r.header("Content-Type") == "application/json";
}

/// On a worker: body as Api wants it, the answer as the peer wants it.
Api::Begun perform(Api& api, Request& request) {
    if (const auto encoding = findHeader(request.headers, "Content-Encoding");
        encoding && *encoding != "identity") {
        if (*encoding != "gzip" || request.method == "PATCH")
            return refused(415, "encoding");
        bool tooLarge = false;
        auto body = gunzip(request.body, static_cast<std::size_t>(sync::kMaxJsonBytes), tooLarge);
        if (!body)
            return refused(tooLarge ? 413 : 400, tooLarge ? "bodyTooLarge" : "malformed");
        request.body = std::move(*body);
    }
    Api::Begun begun = api.begin(request);
    auto* r = std::get_if<Response>(&begun);
    if (!r)
        return begun;
    const auto accepted = findHeader(request.headers, "Accept-Encoding");
    if (!r->source && r->body.size() >= kGzipFrom && isJson(*r) && accepted &&
        accepted->find("gzip") != std::string::npos) {
        r->body = gzip(r->body);
        r->headers.emplace_back("Content-Encoding", "gzip");
    }
    if (r->source && !r->headOnly && r->length <= kPreload) {
        try {
            std::string all = r->bytes();
            if (static_cast<std::int64_t>(all.size()) == r->length) {
                r->body = std::move(all);
                r->source.reset();
            }
        } catch (const std::exception&) {
            return refused(500, "internal");
        }
    }
    return begun;
}

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
    while (c.state == Connection::State::reading && m_connections.contains(c.id)) {
        switch (c.receive()) {
        case Connection::Io::closed:
            return close(c);
        case Connection::Io::wouldBlock:
            return watch(c, net::PollSet::POLL_READ);
        case Connection::Io::needsBytes: // sending only
        case Connection::Io::progress:
            advance(c);
        }
    }
}

void ServerLoop::advance(Connection& c) {
    if (c.in.empty() && !c.inRequest)
        return;
    if (!c.inRequest) {
        c.inRequest = true;
        c.deadline = std::min(c.deadline, steady_clock::now() + m_options.headTime);
    }
    const auto before = c.reader.state();
    const auto state = c.reader.feed(c.in);
    account(c);
    if (state == RequestReader::State::fault) {
        m_api.metrics().countBad(c.reader.faultCode());
        return answerNow(c, refused(c.reader.status(), c.reader.faultCode()));
    }
    if (before == RequestReader::State::head && state == RequestReader::State::body) {
        c.bodyBegan = steady_clock::now();
        if (c.reader.takeExpectation()) {
            static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
            try { // a few bytes on an empty way: they fit
                c.socket.sendBytes(kContinue.data(), static_cast<int>(kContinue.size()));
            } catch (const Poco::Exception&) {
                return close(c);
            }
        }
    }
    if (state == RequestReader::State::body)
        allowTime(c);
    if (state == RequestReader::State::body && m_buffered > m_options.bufferedBytes) {
        m_api.metrics().countBad("memory");
        return answerNow(c, refused(503, "serverBusy"));
    }
    if (state == RequestReader::State::done)
        dispatch(c);
}

void ServerLoop::dispatch(Connection& c) {
    c.state = Connection::State::busy;
    watch(c, 0);
    auto request = std::make_shared<Request>(std::move(c.reader.request()));
    request->peer = c.address;
    // Behind a reverse proxy on this machine the peer is who the proxy says.
    if (c.loopback)
        if (const auto forwarded = findHeader(request->headers, "X-Forwarded-For"))
            request->peer = forwarded->substr(forwarded->rfind(',') + 1).substr(0, 64);
    const bool keep = c.reader.keepAlive();
    c.keepOpen = keep;
    c.reader.request() = Request();
    account(c);
    work(c, keep, [this, request] { return perform(m_api, *request); });
}

/// Has a worker ask. Whatever that throws, the peer gets an answer and the thread goes on: the answer "500"
/// and the place in the loop's list are made beforehand, so that nothing is needed for them when memory is
/// short.
void ServerLoop::work(Connection& c, bool keepOpen, std::function<Api::Begun()> ask) {
    struct Outcome {
        Api::Begun begun;
        bool keepOpen;
    };
    const auto outcome = std::make_shared<Outcome>(Outcome{refused(500, "internal"), false});
    const auto report = std::make_shared<std::list<Task>>();
    report->push_back([this, id = c.id, outcome] {
        guardedFor(id,
                   [&](Connection& known) { begun(known, std::move(outcome->begun), outcome->keepOpen); });
    });
    const bool queued = m_workers->run([this, keepOpen, outcome, report, ask = std::move(ask)] {
        runGuarded("a request", [&] { *outcome = {ask(), keepOpen}; });
        post(std::move(*report));
    });
    if (!queued) {
        m_api.metrics().countBad("queue");
        answerNow(c, refused(503, "serverBusy"));
    }
}

void ServerLoop::begun(Connection& c, Api::Begun&& result, bool keepOpen) {
    if (auto* waiting = std::get_if<Api::Waiting>(&result))
        return park(c, std::move(*waiting));
    c.answer(std::get<Response>(std::move(result)), keepOpen && !m_stopping, date());
    c.bodyBegan = steady_clock::now();
    write(c);
}

void ServerLoop::park(Connection& c, Api::Waiting&& waiting) {
    c.state = Connection::State::waiting;
    c.wait = std::move(waiting);
    c.waitUntil = steady_clock::now() + c.wait.timeout;
    c.deadline = c.waitUntil + m_options.grace;
    watch(c, net::PollSet::POLL_READ);
    c.ticket = m_api.central().heads().listen(c.wait.school, c.wait.since, [this, id = c.id] {
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
    m_api.central().heads().forget(c.ticket);
    c.ticket = 0;
    c.state = Connection::State::busy;
    watch(c, 0);
    work(c, c.keepOpen, [this, waiting = c.wait] { return m_api.finish(waiting); });
}

void ServerLoop::answerNow(Connection& c, Response&& r) {
    c.answer(std::move(r), false, date());
    c.bodyBegan = steady_clock::now();
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
    const bool queued = m_workers->run([this, id = c.id, shared] {
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
        // Bytes may lie in the TLS layer already; the system would not tell of them.
        post([this, id = c.id] {
            guardedFor(id, [this](Connection& again) {
                if (again.state == Connection::State::reading)
                    read(again);
            });
        });
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
    for (;;) {
        c.in.clear();
        const auto io = c.receive();
        c.drained += c.in.size();
        if (io == Connection::Io::wouldBlock)
            return;
        if (io == Connection::Io::closed || c.drained > kDrainBytes)
            return close(c);
    }
}

/// What has moved so far buys time at the slowest rate that we put up with.
void ServerLoop::allowTime(Connection& c) const {
    c.deadline = c.bodyBegan + m_options.grace + std::chrono::seconds(c.moved() / kSlowest);
}

std::string ServerLoop::date() const {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Timestamp at = m_api.central().clock().now();
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const Date date(day);
    const std::string iso = toIso(at); // 2026-11-21T12:34:56.789Z
    return std::string(kDays[std::chrono::weekday(day).c_encoding()]) + ", " + iso.substr(8, 2) + " " +
           kMonths[static_cast<unsigned>(date.month()) - 1] + " " + iso.substr(0, 4) + " " +
           iso.substr(11, 8) + " GMT";
}

} // namespace esek::server
