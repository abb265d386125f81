#include "server/central/Intake.h"

#include "server/central/Push.h"

#include <set>

namespace esek::server {

namespace {

constexpr int kMostRetries = 3; ///< of a push that holds its school's row
constexpr std::int64_t kMostLeased = 10'000;
constexpr std::int64_t kGreatestNumber = 2'000'000'000;

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

} // namespace

sync::PushAnswer Intake::push(const Caller& c, const sync::PushRequest& request) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "push");
    m_budget.require(c.device);
    std::set<std::size_t> kept;
    int retries = 0;
    for (;;) {
        try {
            std::vector<std::string> broken;
            bool erases = false;
            std::int64_t bytesWritten = 0;
            const auto answer = m_core.store.write([&](Tx& tx) {
                SchoolRow school = existing(tx.lockSchool(c.school));
                requireAdmitted(tx, c);
                Push push(tx, school, c, m_core.clock, request.items, kept);
                auto verdicts = push.run();
                broken = push.brokenUploads();
                erases = push.erases();
                bytesWritten = push.bytesWritten();
                return verdicts;
            });
            m_core.heads.advance(c.school, answer.head);
            count(answer);
            m_budget.charge(c.device, request, answer, bytesWritten);
            for (const std::string& upload : broken)
                m_core.blobs.dropUpload(c.school, upload);
            if (erases)
                m_core.finishErasing(c.school);
            return answer;
        } catch (const Push::Retry& retry) {
            kept = retry.kept;
            if (++retries >= kMostRetries) // then no item may take a number that another is to give up
                for (std::size_t i = 0; i < request.items.size(); ++i)
                    kept.insert(i);
        }
    }
}

void Intake::count(const sync::PushAnswer& answer) {
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

std::pair<std::int64_t, std::int64_t> Intake::lease(const Caller& c, std::int64_t count) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "lease");
    if (count < 1 || count > kMostLeased)
        throw Exception(Error{ErrorCode::jsonInvalid, "count", {{"field", "count"}}});
    return m_core.store.write([&](Tx& tx) {
        SchoolRow school = existing(tx.lockSchool(c.school));
        const std::int64_t first = school.nextNumber;
        if (first + count > kGreatestNumber)
            throw Exception(ErrorCode::numbersExhausted, "no numbers are left");
        school.nextNumber += count;
        tx.saveSchool(school);
        m_core.audit(tx, c.school, "numbers_leased",
                     c.device + " " + std::to_string(first) + " " + std::to_string(count));
        return std::pair(first, first + count - 1);
    });
}

} // namespace esek::server
