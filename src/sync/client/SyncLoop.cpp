#include "sync/client/SyncLoop.h"

#include "base/Log.h"

#include <algorithm>

namespace esek::sync {

using namespace std::chrono_literals;

namespace {

constexpr int kLongPollSeconds = 50;
/// How soon a decision that was made here is noticed; it leaves after EngineOptions::keepBack.
constexpr auto kLookForOwn = 1s;

bool asksAPerson(ErrorCode code) {
    switch (code) {
    case ErrorCode::serverUnreachable:
    case ErrorCode::serverBusy:
    case ErrorCode::databaseBusy:
        return false;
    default:
        return true;
    }
}

} // namespace

std::chrono::milliseconds SyncLoop::backoff(int failures, Rng& rng) {
    const std::int64_t most =
        std::min<std::int64_t>(300'000, std::int64_t{1000} << std::min(failures - 1, 9));
    std::array<std::uint8_t, 4> random{};
    rng.fill(random);
    std::int64_t value = 0;
    for (const auto byte : random)
        value = value * 256 + byte;
    return std::chrono::milliseconds(value % (most + 1));
}

SyncLoop::SyncLoop(storage::Replica& replica, TransportFactory makeTransport, TokenStore& tokens,
                   const Clock& clock, Rng& rng, EngineOptions options, Observer observer)
    : m_replica(replica), m_makeTransport(std::move(makeTransport)), m_tokens(tokens), m_clock(clock),
      m_rng(rng), m_options(options), m_observer(std::move(observer)) {
    m_worker = std::thread([this] { work(); });
    m_listener = std::thread([this] { listen(); });
}

SyncLoop::~SyncLoop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_progress.cancel();
    m_changed.notify_all();
    {
        const std::lock_guard lock(m_transportMutex);
        for (Transport* t : {m_listenTransport, m_workTransport})
            if (t)
                t->stop();
    }
    m_worker.join();
    m_listener.join();
}

void SyncLoop::wake(bool consent) {
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_consent = m_consent || consent;
    }
    m_changed.notify_all();
}

void SyncLoop::sendAll(bool consent) {
    {
        const std::lock_guard lock(m_mutex);
        m_sendAll = true;
    }
    wake(consent);
}

LoopStatus SyncLoop::status() const {
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void SyncLoop::tell(const std::function<void(LoopStatus&)>& change) {
    LoopStatus copy;
    {
        const std::lock_guard lock(m_mutex);
        change(m_status);
        copy = m_status;
    }
    if (m_observer)
        m_observer(copy);
}

bool SyncLoop::sleep(std::chrono::milliseconds time) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, time, [&] { return m_stopping || m_woken; });
    return !m_stopping;
}

std::int64_t SyncLoop::waiting() {
    const auto summary = storage::SyncStore(m_replica).summary();
    return summary ? summary->waiting : 0;
}

void SyncLoop::work() {
    int failures = 0;
    std::unique_ptr<Transport> transport;
    const auto hold = [&](std::unique_ptr<Transport> next) {
        const std::lock_guard lock(m_transportMutex);
        transport = std::move(next);
        m_workTransport = transport.get();
    };
    for (;;) {
        EngineOptions options = m_options;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping)
                break;
            m_woken = false;
            options.consentToRemoval = std::exchange(m_consent, false);
            if (std::exchange(m_sendAll, false))
                options.keepBack = std::chrono::seconds(0);
        }
        Result<CycleReport> done = Error{ErrorCode::internal, "not run", {}};
        if (!transport) {
            auto made = m_makeTransport();
            if (made)
                hold(std::move(made).value());
            else
                done = made.error();
        }
        if (transport) {
            tell([](LoopStatus& s) { s.state = LoopStatus::State::working; });
            Engine engine(m_replica, *transport, m_tokens, m_clock, options);
            done = engine.cycle(&m_progress, [&](Phase phase, std::size_t part, std::size_t total) {
                tell([&](LoopStatus& s) { s.phase = phase, s.done = part, s.total = total; });
            });
        }
        if (!done && done.error().code == ErrorCode::cancelled)
            break;
        const auto summary = storage::SyncStore(m_replica).summary();
        const auto state = storage::SyncStore(m_replica).state();
        using State = LoopStatus::State;
        const bool person = !done && asksAPerson(done.error().code);
        tell([&](LoopStatus& s) {
            s.state = done ? State::online
                           : (done.error().code == ErrorCode::notEnrolled ? State::off
                              : person                                    ? State::attention
                                                                          : State::offline);
            s.error = done ? std::optional<Error>() : done.error();
            if (done)
                s.report = *done;
            if (summary)
                s.summary = *summary;
            if (state && *state)
                s.lastContact = (*state)->lastContact;
        });
        failures = done ? 0 : failures + 1;
        {
            const std::lock_guard lock(m_mutex);
            m_listening = done.ok();
        }
        m_changed.notify_all();
        if (person) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stopping || m_woken; });
        } else if (!done) {
            hold(nullptr);
            auto pause = backoff(failures, m_rng);
            if (const std::string seconds = done.error().value("seconds"); !seconds.empty())
                pause = std::max<std::chrono::milliseconds>(pause, std::chrono::seconds(std::stoi(seconds)));
            if (!sleep(pause))
                break;
        } else {
            // News from the server wake us; decisions that were made here are looked for. Those that may
            // still be taken back wait for the next round.
            const auto idle = [&] {
                const std::lock_guard lock(m_mutex);
                return !m_stopping && !m_woken;
            };
            auto rounds = std::max<std::int64_t>(1, m_options.keepBack.count());
            do {
                if (!sleep(kLookForOwn))
                    break;
            } while (idle() && (waiting() == 0 || (done->pushed == 0 && --rounds > 0)));
        }
    }
    hold(nullptr);
}

void SyncLoop::listen() {
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stopping || (m_listening && !m_woken); });
            if (m_stopping)
                return;
        }
        auto made = m_makeTransport();
        if (!made) {
            sleep(kLookForOwn);
            continue;
        }
        const std::unique_ptr<Transport> transport = std::move(made).value();
        {
            const std::lock_guard lock(m_transportMutex);
            m_listenTransport = transport.get();
        }
        Engine engine(m_replica, *transport, m_tokens, m_clock, m_options);
        for (;;) {
            {
                const std::lock_guard lock(m_mutex);
                if (m_stopping || !m_listening)
                    break;
            }
            const auto news = engine.waitForNews(kLongPollSeconds);
            if (!news) {
                wake(); // the cycle finds out what is wrong
                const std::lock_guard lock(m_mutex);
                m_listening = false;
                break;
            }
            if (*news) {
                std::unique_lock lock(m_mutex);
                m_woken = true;
                m_listening = false; // until the cycle has pulled what is new
                m_changed.notify_all();
                m_changed.wait(lock, [&] { return m_stopping || m_listening; });
            }
        }
        const std::lock_guard lock(m_transportMutex);
        m_listenTransport = nullptr;
    }
}

} // namespace esek::sync
