#include "sync/client/SyncLoop.h"

#include "base/Guard.h"

#include <algorithm>
#include <charconv>

namespace esek::sync {

using namespace std::chrono_literals;

namespace {

constexpr int kLongPollSeconds = 50;
constexpr int kLongestPauseSeconds = 3600; ///< that a server may ask for
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

void SyncLoop::wake(Consent consent) {
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_consent.removal |= consent.removal;
        m_consent.changes |= consent.changes;
        if (consent.sendAgain)
            m_consent.sendAgain = std::move(consent.sendAgain);
    }
    m_changed.notify_all();
}

void SyncLoop::sendAll(Consent consent) {
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

std::chrono::seconds SyncLoop::askedPause(const Error& error) {
    const std::string text = error.value("seconds");
    int seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc() || end != text.data() + text.size())
        return 0s;
    return std::chrono::seconds(std::clamp(seconds, 1, kLongestPauseSeconds));
}

bool SyncLoop::stopping() const {
    const std::lock_guard lock(m_mutex);
    return m_stopping;
}

void SyncLoop::hold(std::unique_ptr<Transport>& owner, std::unique_ptr<Transport> next) {
    const std::lock_guard lock(m_transportMutex);
    owner = std::move(next);
    m_workTransport = owner.get();
}

void SyncLoop::work() {
    int failures = 0;
    std::unique_ptr<Transport> transport;
    while (!stopping()) {
        if (runGuarded("sync", [&] { cycle(transport, failures); }))
            continue;
        // A fault of ours. What waits here is safe; it is tried again when a person asks for it.
        runGuarded("sync", [&] {
            tell([](LoopStatus& s) {
                s.state = LoopStatus::State::attention;
                s.error = Error{ErrorCode::internal, "the sync ended with an exception", {}};
            });
        });
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_stopping || m_woken; });
    }
    hold(transport, nullptr);
}

void SyncLoop::cycle(std::unique_ptr<Transport>& transport, int& failures) {
    EngineOptions options = m_options;
    {
        const std::lock_guard lock(m_mutex);
        m_woken = false;
        options.consent = std::exchange(m_consent, {});
        if (std::exchange(m_sendAll, false))
            options.keepBack = std::chrono::seconds(0);
    }
    Result<CycleReport> done = Error{ErrorCode::internal, "not run", {}};
    if (!transport) {
        auto made = m_makeTransport();
        if (made)
            hold(transport, std::move(made).value());
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
    if (stopping())
        return;
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
        hold(transport, nullptr);
        sleep(std::max<std::chrono::milliseconds>(backoff(failures, m_rng), askedPause(done.error())));
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

void SyncLoop::listen() {
    while (!stopping()) {
        if (runGuarded("waiting for news", [&] { hear(); }))
            continue;
        const std::lock_guard lock(m_mutex);
        m_listening = false; // until the next cycle that goes well
    }
}

void SyncLoop::hear() {
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_stopping || (m_listening && !m_woken); });
        if (m_stopping)
            return;
    }
    auto made = m_makeTransport();
    if (!made) {
        sleep(kLookForOwn);
        return;
    }
    // Nobody stops a transport that is gone, whatever ends this.
    struct Held {
        Held(SyncLoop& l, std::unique_ptr<Transport> t) : loop(l), transport(std::move(t)) {
            set(transport.get());
        }
        ~Held() { set(nullptr); }
        void set(Transport* t) const {
            const std::lock_guard lock(loop.m_transportMutex);
            loop.m_listenTransport = t;
        }
        SyncLoop& loop;
        std::unique_ptr<Transport> transport;
    } const held(*this, std::move(made).value());
    Engine engine(m_replica, *held.transport, m_tokens, m_clock, m_options);
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping || !m_listening)
                return;
        }
        const auto news = engine.waitForNews(kLongPollSeconds);
        if (!news) {
            {
                const std::lock_guard lock(m_mutex);
                m_listening = false;
            }
            wake(); // the cycle finds out what is wrong
            return;
        }
        if (*news) {
            std::unique_lock lock(m_mutex);
            m_woken = true;
            m_listening = false; // until the cycle has pulled what is new
            m_changed.notify_all();
            m_changed.wait(lock, [&] { return m_stopping || m_listening; });
        }
    }
}

} // namespace esek::sync
