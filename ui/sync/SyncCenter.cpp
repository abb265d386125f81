#include "ui/sync/SyncCenter.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <thread>
#include <wx/app.h>

namespace esek::ui {

using State = sync::LoopStatus::State;

namespace {

/// While a first sync fetches its photos, the views follow in steps of so many.
constexpr std::size_t kPhotosAtOnce = 50;

bool settled(State s) {
    return s == State::online || s == State::offline || s == State::attention;
}

} // namespace

/// Between the sync's threads and the interface: the newest status, one event under way at a time.
struct SyncCenter::Mailbox {
    std::mutex mutex;
    sync::LoopStatus latest;
    bool posted = false;
    /// A state that ended a cycle is not lost when the next cycle begins before it was read.
    std::vector<sync::LoopStatus> ended;
    SyncCenter* center = nullptr; // interface thread

    static void put(const std::shared_ptr<Mailbox>& self, const sync::LoopStatus& s) {
        const std::lock_guard lock(self->mutex);
        self->latest = s;
        if (settled(s.state))
            self->ended.push_back(s);
        if (std::exchange(self->posted, true))
            return;
        wxTheApp->CallAfter([self] { self->deliver(); });
    }
    void deliver() {
        std::vector<sync::LoopStatus> all;
        {
            const std::lock_guard lock(mutex);
            all = std::exchange(ended, {});
            if (all.empty() || !settled(latest.state))
                all.push_back(latest);
            posted = false;
        }
        for (const sync::LoopStatus& s : all)
            if (center)
                center->take(s);
    }
};

SyncCenter::SyncCenter(app::Office& office, app::TaskRunner& tasks, std::shared_ptr<model::Keychain> keychain)
    : m_office(office), m_tasks(tasks), m_keychain(std::move(keychain)) {}

SyncCenter::~SyncCenter() {
    if (m_mailbox)
        m_mailbox->center = nullptr;
}

bool SyncCenter::stop(std::chrono::milliseconds time) {
    if (m_mailbox)
        m_mailbox->center = nullptr;
    if (!m_loop)
        return true;
    std::promise<void> gone;
    auto ended = gone.get_future();
    std::thread([loop = std::move(m_loop), gone = std::move(gone)]() mutable {
        loop.reset();
        gone.set_value();
    }).detach();
    return ended.wait_for(time) == std::future_status::ready;
}

void SyncCenter::start() {
    read();
}

void SyncCenter::read() {
    struct Read {
        std::optional<storage::SyncState> state;
        storage::SyncSummary summary;
    };
    m_tasks.run(
        m_scope,
        [&office = m_office] {
            return guarded([&] {
                storage::SyncStore store(office.replica());
                return Read{store.state().value(), store.summary().value()};
            });
        },
        [this](Result<Read> read) {
            m_known = true;
            if (read) {
                m_server = read->state;
                m_status.summary = read->summary;
                if (m_server)
                    m_status.lastContact = m_server->lastContact;
            }
            if (m_server)
                begin();
            tell();
        });
}

void SyncCenter::begin() {
    m_checkpoint = m_server->checkpoint;
    m_tokens = std::make_unique<model::KeychainTokenStore>(m_office.dir(), m_keychain, m_server->device);
    m_mailbox = std::make_shared<Mailbox>();
    m_mailbox->center = this;
    const bool sendAll = std::exchange(m_justJoined, false);
    m_loop = app::SyncService::start(m_office, *m_tokens,
                                     [box = m_mailbox](const sync::LoopStatus& s) { Mailbox::put(box, s); });
    if (sendAll)
        m_loop->sendAll(); // what was there before joining is no decision of just now
}

void SyncCenter::take(const sync::LoopStatus& s) {
    const auto counted = m_status.summary;
    m_status = s;
    if (s.state == State::working) {
        m_status.summary = counted; // the loop counts at the end of a cycle only
        if (s.phase == sync::Phase::meeting)
            m_photosShown = 0;
        // Names are of use before all the photos are there; a photo or two come with the end of the cycle.
        if (s.phase == sync::Phase::photos && s.total >= kPhotosAtOnce &&
            (s.done == 0 || s.done >= m_photosShown + kPhotosAtOnce)) {
            m_photosShown = s.done;
            lookForNews(false);
        }
    } else if (settled(s.state)) {
        ++m_cyclesEnded;
        m_offlineBefore = s.state == State::offline;
        const bool brought =
            s.state == State::online && (s.report.pulled > s.report.pushed || s.report.photosDown > 0 ||
                                         s.report.snapshot || s.report.conflicts > 0);
        if (brought && onArrived)
            onArrived();
        lookForNews(true);
        count(); // decisions may have been made while the cycle ran
    }
    tell();
}

void SyncCenter::lookForNews(bool ended) {
    m_tasks.run(
        m_scope, [&office = m_office] { return storage::SyncStore(office.replica()).state(); },
        [this, ended](Result<std::optional<storage::SyncState>> state) {
            if (!state || !*state)
                return;
            m_server = *state;
            const bool moved = m_server->checkpoint != m_checkpoint;
            m_checkpoint = m_server->checkpoint;
            // A cycle that went well was judged by its report: what left and came back is no news.
            const bool toldByReport = ended && m_status.state == State::online;
            if ((moved || (!ended && m_photosShown > 0)) && !toldByReport && onArrived)
                onArrived();
        },
        app::TaskRunner::Priority::soon);
}

void SyncCenter::count() {
    if (!joined())
        return;
    m_tasks.run(
        m_scope, [&office = m_office] { return storage::SyncStore(office.replica()).summary(); },
        [this](Result<storage::SyncSummary> summary) {
            if (!summary)
                return;
            m_status.summary = *summary;
            tell();
        },
        app::TaskRunner::Priority::soon);
}

void SyncCenter::syncNow(app::SyncService::Consent consent) {
    if (m_loop)
        m_loop->sendAll(consent);
    else
        m_justJoined = true; // as soon as it is read that the office is joined
}

void SyncCenter::join(const app::SyncService::JoinRequest& request, Done done) {
    if (m_mailbox)
        m_mailbox->center = nullptr;
    m_tasks.run(
        m_scope,
        [&office = m_office, request, keychain = m_keychain, again = joined(),
         tokens = std::shared_ptr<model::KeychainTokenStore>(std::move(m_tokens)),
         loop = std::shared_ptr<sync::SyncLoop>(std::move(m_loop))]() mutable {
            loop.reset(); // knows the token and the address of before
            return guarded([&] {
                sync::FileTokenStore file(office.dir());
                (again ? app::SyncService::rejoin(office, request, file)
                       : app::SyncService::join(office, request, file))
                    .value();
                const auto state = storage::SyncStore(office.replica()).state().value();
                if (state)
                    model::KeychainTokenStore(office.dir(), keychain, state->device).adopt();
            });
        },
        [this, done = std::move(done)](Result<void> joined_) {
            if (joined_) {
                m_status = {};
                m_offlineBefore = false;
                m_justJoined = true;
            }
            read(); // also after a refusal: the loop goes on as before
            done(joined_);
        });
}

void SyncCenter::leave(Done done) {
    if (m_mailbox)
        m_mailbox->center = nullptr;
    m_tasks.run(
        m_scope,
        [&office = m_office, keychain = m_keychain, device = m_server ? m_server->device : std::string(),
         tokens = std::shared_ptr<model::KeychainTokenStore>(std::move(m_tokens)),
         loop = std::shared_ptr<sync::SyncLoop>(std::move(m_loop))]() mutable {
            loop.reset(); // ends what is under way; may take long on a dead network
            model::KeychainTokenStore store(office.dir(), keychain, device);
            return app::SyncService::leave(office, store);
        },
        [this, done = std::move(done)](Result<void> left) {
            m_status = {};
            if (left)
                m_server.reset();
            else
                read();
            tell();
            done(left);
        });
}

std::shared_ptr<model::KeychainTokenStore> SyncCenter::tokens() const {
    return std::make_shared<model::KeychainTokenStore>(m_office.dir(), m_keychain,
                                                       m_server ? m_server->device : std::string());
}

void SyncCenter::listen(const app::TaskRunner::Scope& scope, std::function<void()> listener) {
    m_listeners.emplace_back(scope.token(), std::move(listener));
}

void SyncCenter::tell() {
    std::erase_if(m_listeners, [](const auto& l) { return !*l.first; });
    const auto all = m_listeners; // a listener may bring another
    for (const auto& [alive, listener] : all)
        if (*alive)
            listener();
}

} // namespace esek::ui
