#include "server/central/Central.h"

#include "base/Log.h"
#include "base/Version.h"
#include "server/accounts/Secrets.h"
#include "server/central/Push.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::size_t kNameBytes = 200;
constexpr int kMostRetries = 3; ///< of a push that holds its school's row
constexpr std::int64_t kMostLeased = 10'000;
constexpr std::int64_t kGreatestNumber = 2'000'000'000;

SchoolRow existing(std::optional<SchoolRow> school) {
    if (!school)
        throw Exception(ErrorCode::serverUnauthorized, "the school of a token is gone");
    return *school;
}

/// A device may have been revoked a moment ago, a family's login ended.
void requireAdmitted(Tx& tx, const Caller& c) {
    bool admitted = false;
    if (c.isFamily()) {
        const auto login = tx.login(c.device);
        admitted = login && login->endedAt.empty();
    } else {
        const auto device = tx.device(c.device);
        admitted = device && device->revokedAt.empty();
    }
    if (!admitted)
        throw Exception(ErrorCode::serverUnauthorized, "token");
}

/// What people typed, made fit for both databases and for terminals.
std::string plain(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (text.size() > kNameBytes)
        text.clear();
    return text;
}

} // namespace

Central::Central(Store& store, BlobStore& blobs, const Clock& clock, Rng& rng, const RevokedIds* revokedIds)
    : m_store(store), m_blobs(blobs), m_clock(clock), m_rng(rng), m_revokedIds(revokedIds),
      m_thumbnails(blobs, clock) {
    m_store.write([&](Tx& tx) {
        if (tx.state("epoch").empty())
            tx.setState("epoch", newId());
        m_revocations = tx.state("revocations");
    });
}

std::string Central::newId() {
    const std::lock_guard lock(m_rngMutex);
    return Uuid::v7(m_clock, m_rng).toString();
}

Caller Central::authenticate(const std::string& token) {
    const auto device = token.size() == 64
                            ? m_store.single([&](Tx& tx) { return tx.deviceByToken(secretHash(token)); })
                            : std::nullopt;
    const auto role = device ? domain::roleFromString(device->role) : std::nullopt;
    if (!role || !device->revokedAt.empty())
        throw Exception(ErrorCode::serverUnauthorized, "token");
    return {device->school, device->id, device->name, *role};
}

sync::Enrolled Central::enrol(const std::string& code, const std::string& deviceName) {
    const Timestamp at = m_clock.now();
    const std::string normal = normalCode(code);
    const std::string hash = secretHash(normal);
    std::string token;
    {
        const std::lock_guard lock(m_rngMutex);
        token = newToken(m_rng);
    }
    const std::string id = newId();
    auto enrolled = m_store.write([&](Tx& tx) -> sync::Enrolled {
        const auto invite = normal.empty() ? std::nullopt : tx.invite(hash);
        if (!invite || !invite->usedAt.empty() || invite->expiresAt < toIso(at))
            throw Exception(ErrorCode::enrolCodeInvalid, "code");
        const SchoolRow school = existing(tx.lockSchool(invite->school));
        tx.useInvite(hash, toIso(at));
        // The name that the administrator gave is the one that is looked for in the list of computers.
        std::string name = invite->name;
        if (name.empty())
            name = plain(deviceName);
        tx.addDevice(
            {id, invite->school, invite->account, invite->role, name, secretHash(token), toIso(at), ""});
        audit(tx, invite->school, "device_enrolled", id);
        sync::Enrolled e;
        e.token = token;
        e.meta = {sync::kProtocols.lowest,
                  version(),
                  tx.state("epoch"),
                  school.epochStart,
                  school.head,
                  {*Uuid::parse(invite->school)},
                  id,
                  domain::roleFromString(invite->role).value_or(domain::Role::clerk),
                  sync::kProtocols};
        return e;
    });
    log::info("device " + id + " enrolled");
    return enrolled;
}

sync::Meta Central::meta(const Caller& c) {
    return m_store.read([&](Tx& tx) -> sync::Meta {
        const SchoolRow school = existing(tx.school(c.school));
        return {sync::kProtocols.lowest,
                version(),
                tx.state("epoch"),
                school.epochStart,
                school.head,
                {*Uuid::parse(c.school)},
                c.device,
                c.role,
                sync::kProtocols};
    });
}

std::int64_t Central::head(const Caller& c) {
    return m_store.single([&](Tx& tx) { return tx.head(c.school); });
}

sync::PushAnswer Central::push(const Caller& c, const sync::PushRequest& request) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "push");
    m_changeBudget.require(c.device);
    std::set<std::size_t> kept;
    int retries = 0;
    for (;;) {
        try {
            std::vector<std::string> broken;
            bool erases = false;
            std::int64_t bytesWritten = 0;
            const auto answer = m_store.write([&](Tx& tx) {
                SchoolRow school = existing(tx.lockSchool(c.school));
                requireAdmitted(tx, c);
                Push push(tx, school, c, m_clock, request.items, kept);
                auto verdicts = push.run();
                broken = push.brokenUploads();
                erases = push.erases();
                bytesWritten = push.bytesWritten();
                return verdicts;
            });
            m_heads.advance(c.school, answer.head);
            count(answer);
            m_changeBudget.charge(c.device, request, answer, bytesWritten);
            for (const std::string& upload : broken)
                m_blobs.dropUpload(c.school, upload);
            if (erases)
                finishErasing(c.school);
            return answer;
        } catch (const Push::Retry& retry) {
            kept = retry.kept;
            if (++retries >= kMostRetries) // then no item may take a number that another is to give up
                for (std::size_t i = 0; i < request.items.size(); ++i)
                    kept.insert(i);
        }
    }
}

void Central::count(const sync::PushAnswer& answer) {
    for (const auto& v : answer.verdicts) {
        if (v.duplicate)
            ++m_counts.duplicate;
        else if (v.verdict == domain::Verdict::applied)
            ++m_counts.applied;
        else if (v.verdict == domain::Verdict::same)
            ++m_counts.same;
        else if (v.verdict == domain::Verdict::conflict)
            ++m_counts.conflict;
        else
            ++m_counts.rejected;
    }
}

std::pair<std::int64_t, std::int64_t> Central::lease(const Caller& c, std::int64_t count) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "lease");
    if (count < 1 || count > kMostLeased)
        throw Exception(Error{ErrorCode::jsonInvalid, "count", {{"field", "count"}}});
    return m_store.write([&](Tx& tx) {
        SchoolRow school = existing(tx.lockSchool(c.school));
        const std::int64_t first = school.nextNumber;
        if (first + count > kGreatestNumber)
            throw Exception(ErrorCode::numbersExhausted, "no numbers are left");
        school.nextNumber += count;
        tx.saveSchool(school);
        audit(tx, c.school, "numbers_leased",
              c.device + " " + std::to_string(first) + " " + std::to_string(count));
        return std::pair(first, first + count - 1);
    });
}

void Central::poll() {
    const std::lock_guard lock(m_pollMutex);
    const auto schools = m_heads.awaited();
    std::vector<std::pair<std::string, std::int64_t>> heads;
    std::string revocations;
    m_store.read([&](Tx& tx) {
        heads.clear();
        if (schools.size() > 20) { // then one look at all is cheaper
            for (const SchoolRow& s : tx.schools())
                heads.emplace_back(s.id, s.head);
        } else {
            for (const std::string& s : schools)
                heads.emplace_back(s, tx.head(s));
        }
        revocations = tx.state("revocations");
    });
    for (const auto& [school, head] : heads)
        m_heads.advance(school, head);
    if (revocations != m_revocations) {
        m_revocations = revocations;
        ++m_revocationCount;
        m_heads.wakeAll();
    }
}

} // namespace esek::server
