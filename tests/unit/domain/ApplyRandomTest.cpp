#include "base/Rng.h"
#include "domain/Apply.h"
#include "domain/Rebuild.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace esek;
using namespace esek::domain;

namespace {

Role randomRole(SeededRng& rng) {
    static constexpr Role kRoles[] = {Role::clerk, Role::clerk, Role::guardian, Role::student,
                                      Role::headteacher};
    return kRoles[rng.next() % std::size(kRoles)];
}

PhotoChange randomChange(SeededRng& rng, const PhotoFile& file, std::uint64_t n, Role role) {
    const auto photos = file.photos();
    switch (rng.next() % 12) {
    case 0:
    case 1:
        return SubmitPhoto{test::photo(n, role), rng.next() % 4 == 0};
    case 2:
        return WithdrawRequest{};
    case 3:
        return RequestDeletion{};
    case 4:
    case 5:
        return AcceptPhoto{};
    case 6:
        return RejectPhoto{{RejectionReason::tooDark}, ""};
    case 7:
        return KeepCurrent{};
    case 8:
        return TakeNew{};
    case 9:
        return rng.next() % 2 == 0 ? PhotoChange(ApproveDeletion{}) : PhotoChange(RefuseDeletion{});
    case 10:
        return AllowPrinting{rng.next() % 2 == 0};
    default:
        return photos.empty() ? PhotoChange(SetCrop{})
                              : PhotoChange(SetCrop{photos[0]->id, {0.1, 0.1, 0.5, 0.5, 0, 0}});
    }
}

/// A family's request comes back as the office's, on behalf of the family.
PhotoState asMadeAnew(PhotoState state) {
    auto* accepted = std::get_if<AcceptedPhoto>(&state);
    auto* request = accepted ? std::get_if<DeletionRequest>(&accepted->request) : nullptr;
    if (request && isFamily(request->by.role))
        request->by = {Role::clerk, "Anna", "PC", Principal{request->by.role, request->by.name}};
    return state;
}

/// The state that the changes which make this file anew lead to, applied one after the other.
PhotoState madeAnew(const PhotoFile& file) {
    PhotoFile made{file.student, NoPhoto{}, 0, std::nullopt};
    for (const RebuildStep& step : rebuild(file, {Role::clerk, "Anna", "PC"}, Timestamp{})) {
        if (toJson(made.state) != step.before)
            return NoPhoto{};
        made = apply(made, step.mutation).value().file;
    }
    return made.state;
}

} // namespace

// 100,000 random mutations: after each the invariants of src/domain/README.md, Statuses, hold, and replaying
// the log (through JSON, as the audit keeps it) gives the same file.
TEST_CASE("random sequences of mutations keep the invariants and replay to the same state") {
    const std::uint64_t seed = GENERATE(1U, 20260901U);
    INFO("seed " << seed);
    SeededRng rng(seed);
    PhotoFile file{{test::countedUuid(1)}, NoPhoto{}, 0, std::nullopt};
    std::vector<Mutation> log;
    PhotoStatus told = PhotoStatus::none;
    std::uint64_t n = 10;
    int applied = 0;
    std::map<PhotoStatus, int> visits;
    bool good = true;
    const auto expect = [&](bool condition, const char* what) {
        if (!condition) {
            UNSCOPED_INFO(what << " after mutation " << n);
            good = false;
        }
    };
    while (n < 50'010 && good) {
        const Role role = randomRole(rng);
        const PhotoFile before = file;
        ++n;
        Mutation m = test::mutation(n, randomChange(rng, file, n, role), role);
        m.entityId = file.student.uuid;
        if (rng.next() % 50 == 0)
            m.expected = file.version + static_cast<std::int64_t>(rng.next() % 2);
        auto outcome = apply(file, m);
        if (!outcome) {
            expect(category(outcome.error().code) == ErrorCategory::rule, "a refusal that is no rule");
            continue;
        }
        ++applied;
        file = outcome->file;
        log.push_back(m);
        ++visits[file.status()];
        expect(file.version == before.version + 1, "version");
        if (n % 7 == 0)
            expect(madeAnew(file) == asMadeAnew(file.state), "made anew");
        // An accepted photo got there by the office alone.
        if (const Photo* now = file.accepted();
            now && (!before.accepted() || before.accepted()->id != now->id))
            expect(!isFamily(m.by.role), "accepted without the office");
        expect(printObstacle(file) != PrintObstacle::none || file.accepted() != nullptr,
               "printable unaccepted");
        expect(file.status() != PhotoStatus::deletionRequested ||
                   printObstacle(file) == PrintObstacle::deletionRequested,
               "printable while deletion is asked for");
        expect(file.status() != PhotoStatus::deletionRequested || file.proposed() == nullptr,
               "two open requests");
        // The messages tell the family every status, in order, with no gap.
        for (const SystemMessage& message : outcome->messages) {
            expect(message.from == told, "a status nobody was told of");
            told = message.to;
        }
        expect(told == file.status(), "a change without a message");
        // Nothing disappears silently: a photo is held or named as dropped.
        for (const Photo* p : before.photos()) {
            const auto held = file.photos();
            const bool kept =
                std::any_of(held.begin(), held.end(), [&](const Photo* h) { return h->blob == p->blob; });
            const bool dropped = std::find(outcome->dropped.begin(), outcome->dropped.end(), p->blob) !=
                                 outcome->dropped.end();
            expect(kept != dropped, "photo neither kept nor dropped");
        }
    }
    REQUIRE(good);
    CHECK(applied > 10'000);
    for (PhotoStatus s : allPhotoStatuses())
        CHECK(visits[s] > 100); // the walk went everywhere

    PhotoFile replayed{file.student, NoPhoto{}, 0, std::nullopt};
    for (const Mutation& m : log) {
        const auto read = mutationFromJson(*parseJson(toJson(m).dump()));
        REQUIRE(read);
        REQUIRE(*read == m);
        auto outcome = apply(replayed, *read);
        REQUIRE(outcome);
        replayed = outcome->file;
    }
    CHECK(replayed == file);
    CHECK(*photoStateFromJson(toJson(file.state)) == file.state);
}
