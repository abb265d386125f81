#include "sync/client/Engine.h"

#include "base/Format.h"
#include "base/Log.h"
#include "domain/OnBehalf.h"
#include "sync/client/Ask.h"
#include "sync/client/Join.h"
#include "sync/protocol/Fields.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>

namespace esek::sync {

using namespace domain;

namespace {

constexpr int kUploadsAgain = 3;
/// A page has up to 1,000 records: no school has so many, but a server that never comes to an end does.
constexpr int kMostPages = 10'000;

void countPage(int& pages) {
    if (++pages > kMostPages)
        throw Exception(ErrorCode::serverUnreachable, "the server's pages do not end");
}

/// The server's JSON that is not as agreed was cut or comes from something else than our server.
template <class T>
T understood(Result<T> result) {
    if (!result)
        throw Exception(ErrorCode::serverUnreachable,
                        "an answer that cannot be read: " + result.error().message);
    return std::move(result).value();
}

/// The bytes that must be on the server before this mutation.
std::int64_t photoBytes(const storage::OutgoingMutation& item) {
    const auto* change = item.later.is_null() ? std::get_if<PhotoChange>(&item.mutation.change) : nullptr;
    const auto* submit = change ? std::get_if<SubmitPhoto>(change) : nullptr;
    return submit ? submit->photo.byteCount : 0;
}

/// The first ones, as far as their photos go into a push; at least one. The others are taken again.
void cutToBytes(std::vector<storage::OutgoingMutation>& batch, std::int64_t most) {
    std::int64_t bytes = 0;
    const auto first = std::find_if(batch.begin(), batch.end(), [&](const storage::OutgoingMutation& item) {
        return (bytes += photoBytes(item)) > most && &item != &batch.front();
    });
    batch.erase(first, batch.end());
}

} // namespace

Engine::Engine(storage::Replica& replica, Transport& transport, TokenStore& tokens, const Clock& clock,
               EngineOptions options)
    : m_replica(replica), m_store(replica), m_transport(transport), m_tokens(tokens), m_clock(clock),
      m_options(options), m_protocol(options.protocols.highest) {}

void Engine::checkCancelled() const {
    if (m_progress && m_progress->cancelled())
        throw Exception(ErrorCode::cancelled, "sync was stopped");
}

void Engine::watch(Phase phase, std::size_t done, std::size_t total) const {
    checkCancelled();
    if (m_watch && *m_watch)
        (*m_watch)(phase, done, total);
}

HttpResponse Engine::exchange(HttpRequest request) {
    checkCancelled();
    request.headers.emplace_back(kProtocolHeader, std::to_string(m_protocol));
    request.headers.emplace_back("User-Agent", programName());
    if (!m_token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + m_token);
    return m_transport.send(request).value();
}

void Engine::requireSuccess(const HttpResponse& r, const char* what) {
    if (r.status == 401)
        throw Exception(ErrorCode::serverUnauthorized, what);
    if (r.status == 429 || r.status == 503)
        throw Exception(Error{ErrorCode::serverBusy, what, {{"seconds", "5"}}});
    if (r.status / 100 != 2)
        throw Exception(ErrorCode::serverUnreachable, format("{}: status {}", what, r.status));
}

Json Engine::call(const std::string& method, const std::string& target, const Json* body) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    if (body) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = body->dump();
    }
    const HttpResponse r = exchange(std::move(request));
    if (r.status / 100 != 2)
        throw Exception(errorOf(r));
    return understood(parseJson(r.body));
}

void Engine::loadToken() {
    auto token = m_tokens.load().value();
    if (!token || token->empty())
        throw Exception(ErrorCode::serverUnauthorized, "no token on this computer");
    m_token = std::move(*token);
}

Meta Engine::meet() {
    m_protocol = m_options.protocols.highest;
    Json answer;
    try {
        answer = call("GET", "/v1/meta");
    } catch (const Exception& e) {
        // A server that does not know this version says which ones it knows.
        const auto theirs = rangeOf(e.error());
        if (!theirs)
            throw;
        if (!speak(*theirs))
            throw Exception(tooFarApart(e.error().value("server"), *theirs, m_options.protocols));
        answer = call("GET", "/v1/meta");
    }
    const Meta meta = understood(metaFromJson(answer));
    if (!speak(meta.protocols))
        throw Exception(tooFarApart(meta.server, meta.protocols, m_options.protocols));
    return meta;
}

bool Engine::speak(ProtocolRange theirs) {
    const auto common = commonProtocol(m_options.protocols, theirs);
    if (common)
        m_protocol = *common;
    return common.has_value();
}

Result<CycleReport> Engine::cycle(Progress* progress, const Watch& watcher) {
    m_progress = progress;
    m_watch = &watcher;
    auto result = guarded([&] {
        CycleReport report;
        const auto state = m_store.state().value();
        if (!state)
            throw Exception(ErrorCode::notEnrolled, "no server");
        loadToken();
        watch(Phase::meeting, 0, 0);
        const Meta meta = meet();
        if (meta.school != state->school)
            throw Exception(ErrorCode::serverUnauthorized, "the token is of another school");
        m_store.askAgain().value();
        if (m_options.consent.changes)
            m_store.releaseHeldBack(true).value();
        m_store.takeLaterRows().value(); // the program may have been brought up to date since they came
        const bool restored = meta.epoch != state->epoch;
        if (restored && !(state->snapshotUnderWay && state->snapshotEpoch == meta.epoch)) {
            log::warning("the server was restored from a backup: what it lost is sent again");
            m_store.startEpoch(meta.epoch, meta.epochStart).value();
            m_store.beginSnapshot(meta.epoch, -1).value();
        }
        if (meta.role != state->role)
            m_store.noteRole(meta.role).value();
        if (!storage::readsOnly(meta.role))
            push(report);
        pull(meta, report);
        if (report.sentAgain > 0) {
            push(report);
            pull(meta, report);
        }
        m_store.releaseHeldBack(false).value();
        report.conflicts += m_store.settle().value();
        sweepIncoming();
        refillLease(meta);
        fetchPhotos(report);
        fetchHistory();
        m_store.noteContact().value();
        return report;
    });
    m_progress = nullptr;
    m_watch = nullptr;
    return result;
}

void Engine::push(CycleReport& report) {
    const auto total = static_cast<std::size_t>(m_store.summary().value().waiting);
    std::map<MutationId, int> withoutBytes;
    for (;;) {
        watch(Phase::sending, report.pushed, total);
        auto batch = m_store.takeOutgoing(m_options.pushItems, m_options.keepBack).value();
        if (batch.empty())
            return;
        cutToBytes(batch, m_options.pushPhotoBytes);
        upload(batch, report);
        PushRequest request;
        for (const auto& item : batch)
            request.items.push_back(PushItem{
                m_protocol < kOnBehalfProtocol ? domain::enteredByFamily(item.mutation) : item.mutation,
                item.before, item.later});
        const Json body = toJson(request);
        const PushAnswer answer = understood(pushAnswerFromJson(call("POST", "/v1/push", &body)));
        std::set<MutationId> asked;
        for (const auto& item : batch)
            asked.insert(item.mutation.id);
        std::vector<storage::MutationAnswer> answers;
        std::size_t again = 0;
        for (const PushVerdict& v : answer.verdicts) {
            if (!asked.contains(v.id))
                continue;
            // A deletion elsewhere erased the bytes between their upload and the push: once more with them.
            if (v.error && v.error->code == ErrorCode::blobMissing && ++withoutBytes[v.id] <= kUploadsAgain)
                ++again;
            else
                answers.push_back({v.id, v.verdict, v.seq, v.error});
        }
        if (answers.size() + again != batch.size())
            throw Exception(ErrorCode::serverUnreachable, "not every mutation was answered");
        m_store.recordAnswers(answers).value();
        report.pushed += answers.size();
    }
}

void Engine::pull(const Meta& meta, CycleReport& report) {
    const auto state = m_store.state().value().value();
    const bool fresh = state.checkpoint == 0 && meta.head >= m_options.snapshotFrom;
    if (state.snapshotUnderWay || fresh)
        snapshot(meta, report);
    const auto fetch = [&](std::int64_t since, const std::string& until) {
        return ahead([this, since, until] {
            return understood(changesPageFromJson(
                call("GET", format("/v1/changes?since={}&limit={}{}", since, m_options.pageRows, until))));
        });
    };
    std::int64_t since = m_store.state().value().value().checkpoint;
    auto coming = fetch(since, {});
    for (int pages = 0;;) {
        countPage(pages);
        ChangesPage page;
        try {
            page = coming.get();
        } catch (const Exception& e) {
            if (e.error().code != ErrorCode::changesGone || report.snapshot)
                throw;
            snapshot(meta, report);
            since = m_store.state().value().value().checkpoint;
            coming = fetch(since, {});
            continue;
        }
        const std::int64_t checkpoint =
            page.more && !page.changes.empty() ? page.changes.back().seq : page.until;
        if (checkpoint < since || (page.more && checkpoint == since) ||
            (!page.changes.empty() && page.changes.front().seq <= since))
            throw Exception(ErrorCode::serverUnreachable, "the server's numbers go backwards");
        if (page.more) // what comes meanwhile waits for the next cycle
            coming = fetch(checkpoint, format("&until={}", page.until));
        if (checkpoint > since)
            m_store.applyChanges(page.changes, checkpoint).value();
        since = checkpoint;
        report.pulled += page.changes.size();
        report.head = page.until;
        watch(Phase::fetching, static_cast<std::size_t>(since), static_cast<std::size_t>(page.until));
        if (!page.more)
            return;
    }
}

void Engine::snapshot(const Meta& meta, CycleReport& report) {
    report.snapshot = true;
    auto state = m_store.state().value().value();
    bool begun = state.snapshotUnderWay && state.snapshotSeq >= 0 && !state.snapshotCursor.empty();
    const auto fetch = [&](const std::string& after) {
        return ahead([this, after] {
            const std::string target = format("/v1/snapshot?limit={}{}", m_options.pageRows,
                                              after.empty() ? std::string() : "&after=" + after);
            return understood(snapshotPageFromJson(call("GET", target)));
        });
    };
    auto coming = fetch(begun ? state.snapshotCursor : std::string());
    for (int pages = 0;;) {
        countPage(pages);
        const SnapshotPage page = coming.get();
        if (!page.next.empty())
            coming = fetch(page.next);
        if (!begun) {
            m_store.beginSnapshot(page.epoch, page.seq).value();
            begun = true;
        } else if (page.epoch != m_store.state().value().value().snapshotEpoch) {
            throw Exception(ErrorCode::serverUnreachable, "the server was restored meanwhile");
        }
        m_store.applySnapshotPage(page.rows, page.next).value();
        report.pulled += page.rows.size();
        watch(Phase::fetching, report.pulled, 0);
        if (page.next.empty())
            break;
    }
    if (m_options.consent.sendAgain && !storage::readsOnly(meta.role))
        report.sentAgain = m_store.sendMissingAgain(*m_options.consent.sendAgain).value();
    m_store.finishSnapshot(m_options.consent.removal).value();
}

void Engine::fetchHistory() {
    for (std::size_t i = 0; i < m_options.historyPages; ++i) {
        const auto gap = m_store.historyGap().value();
        if (!gap)
            return;
        const ChangesPage page =
            understood(changesPageFromJson(call("GET", format("/v1/changes?since={}&until={}&limit={}",
                                                              gap->since, gap->until, m_options.pageRows))));
        const std::int64_t reached =
            page.more && !page.changes.empty() ? page.changes.back().seq : gap->until;
        if (reached <= gap->since)
            throw Exception(ErrorCode::serverUnreachable, "the server's numbers go backwards");
        m_store.addHistory(page.changes, reached).value();
    }
}

void Engine::refillLease(const Meta& meta) {
    if (meta.role == Role::headteacher || m_store.summary().value().numbersLeft >= m_options.leaseRefill)
        return;
    const Json body{{"count", m_options.leaseSize}};
    const Json lease = call("POST", "/v1/leases", &body);
    const auto [first, last] = understood(guarded([&] {
        const std::int64_t begin = fields::integer(lease, "first", 1, kGreatestCardNumber);
        return std::pair(begin, fields::integer(lease, "last", begin, begin + m_options.leaseSize - 1));
    }));
    m_store.addLease(first, last).value();
}

Result<bool> Engine::waitForNews(int seconds) {
    return guarded([&] {
        const auto state = m_store.state().value();
        if (!state)
            throw Exception(ErrorCode::notEnrolled, "no server");
        loadToken();
        HttpRequest request;
        request.target = format("/v1/wait?since={}&timeout={}", state->checkpoint, seconds);
        request.timeoutSeconds = seconds + 20;
        request.wholeSeconds = seconds + 30;
        const HttpResponse r = exchange(std::move(request));
        if (r.status != 200)
            throw Exception(errorOf(r));
        const Json json = understood(parseJson(r.body));
        return understood(guarded([&] { return fields::integer(json, "head", 0, kGreatestSeq); })) >
               state->checkpoint;
    });
}

} // namespace esek::sync
