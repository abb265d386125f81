#include "app/SyncService.h"

#include "base/Log.h"
#include "base/Translate.h"
#include "base/platform/Paths.h"
#include "sync/client/Join.h"

namespace esek::app {

namespace {

std::string deviceName(const SyncService::JoinRequest& r) {
    return r.deviceName.empty() ? platform::workstation() : r.deviceName;
}

sync::HttpOptions optionsOf(const SyncService::JoinRequest& r) {
    sync::HttpOptions options{r.server, r.caFile};
    while (options.server.ends_with('/'))
        options.server.pop_back();
    return options;
}

} // namespace

Result<void> SyncService::join(Office& office, const JoinRequest& request, sync::TokenStore& tokens) {
    return guarded([&] {
        // The code works once: what can be refused here is refused before it is used.
        if (const auto state = storage::SyncStore(office.replica()).state().value())
            throw Exception(Error{ErrorCode::alreadyEnrolled, "enrolled", {{"server", state->server}}});
        const auto options = optionsOf(request);
        const auto transport = sync::httpTransport(options).value();
        const JoinStop::Watch stoppable(request.stop, *transport);
        const auto joined = sync::join(*transport, request.code, deviceName(request)).value();
        sync::enrol(office.replica(), tokens, joined, options).value();
    });
}

Result<std::unique_ptr<Office>> SyncService::joinNew(const std::filesystem::path& folder,
                                                     const JoinRequest& request, const Clock& clock,
                                                     Rng& rng) {
    return guarded([&] {
        if (storage::Replica::exists(folder))
            throw Exception(Error{
                ErrorCode::replicaExists, "there is a replica", {{"folder", platform::toUtf8(folder)}}});
        const auto options = optionsOf(request);
        const auto transport = sync::httpTransport(options).value();
        const JoinStop::Watch stoppable(request.stop, *transport);
        const auto joined = sync::join(*transport, request.code, deviceName(request)).value();
        auto office = Office::create(folder, joined.school, clock, rng).value();
        sync::FileTokenStore tokens(folder);
        sync::enrol(office->replica(), tokens, joined, options).value();
        return office;
    });
}

Result<void> SyncService::rejoin(Office& office, const JoinRequest& request, sync::TokenStore& tokens) {
    return guarded([&] {
        storage::SyncStore store(office.replica());
        const auto before = store.state().value();
        if (!before)
            throw Exception(ErrorCode::notEnrolled, "no server");
        const auto options = optionsOf(request);
        const auto transport = sync::httpTransport(options).value();
        const JoinStop::Watch stoppable(request.stop, *transport);
        const auto joined = sync::join(*transport, request.code, deviceName(request)).value();
        if (joined.enrolled.meta.school != before->school)
            throw Exception(Error{ErrorCode::serverRefused,
                                  "another school",
                                  {{"reason", tr("the code is of another school")}}});
        storage::SyncState state = *before;
        state.server = options.server;
        state.caFile = options.caFile;
        state.device = joined.enrolled.meta.device;
        state.role = joined.enrolled.meta.role;
        tokens.save(joined.enrolled.token).value();
        store.readmit(state).value();
    });
}

Result<void> SyncService::leave(Office& office, sync::TokenStore& tokens) {
    return guarded([&] {
        storage::SyncStore(office.replica()).leave().value();
        tokens.erase().value();
    });
}

std::optional<Error> SyncService::heldBack(const storage::SyncSummary& s) {
    if (s.heldPhotos == 0 && s.heldPupils == 0)
        return std::nullopt;
    return Error{ErrorCode::changesNeedConsent,
                 "very many changes at once",
                 {{"photos", std::to_string(s.heldPhotos)}, {"pupils", std::to_string(s.heldPupils)}}};
}

Result<sync::HttpOptions> SyncService::connection(Office& office) {
    return guarded([&] {
        const auto state = storage::SyncStore(office.replica()).state().value();
        if (!state)
            throw Exception(ErrorCode::notEnrolled, "no server");
        return sync::HttpOptions{state->server, state->caFile};
    });
}

Result<sync::CycleReport> SyncService::once(Office& office, sync::TokenStore& tokens, const Options& options,
                                            Progress* progress, const sync::Engine::Watch& watch) {
    return guarded([&]() -> Result<sync::CycleReport> {
        const auto transport = sync::httpTransport(connection(office).value()).value();
        sync::EngineOptions engineOptions;
        engineOptions.consent = options.consent;
        sync::Engine engine(office.replica(), *transport, tokens, office.clock(), engineOptions);
        auto report = engine.cycle(progress, watch);
        office.sweepCaches(); // what was made of photos that an approved deletion has erased
        return report;
    });
}

std::unique_ptr<sync::SyncLoop> SyncService::start(Office& office, sync::TokenStore& tokens,
                                                   sync::SyncLoop::Observer observer,
                                                   std::chrono::seconds keepBack) {
    sync::EngineOptions options;
    options.keepBack = keepBack;
    // A cycle that ended may have brought a deletion: the caches follow at once.
    auto watching = [&office, observer = std::move(observer),
                     before = sync::LoopStatus::State::off](const sync::LoopStatus& s) mutable {
        if (before == sync::LoopStatus::State::working && s.state == sync::LoopStatus::State::online)
            office.sweepCaches();
        before = s.state;
        if (observer)
            observer(s);
    };
    return std::make_unique<sync::SyncLoop>(
        office.replica(),
        [&office]() -> Result<std::unique_ptr<sync::Transport>> {
            auto options_ = connection(office);
            if (!options_)
                return options_.error();
            return sync::httpTransport(*options_);
        },
        tokens, office.clock(), office.rng(), options, std::move(watching));
}

Result<void> SyncService::resolve(Office& office, std::int64_t number, storage::Resolution resolution) {
    auto done = storage::SyncStore(office.replica()).resolve(number, resolution, office.clerk());
    if (done)
        office.sweepCaches();
    return done;
}

} // namespace esek::app
