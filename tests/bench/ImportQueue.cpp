// The review queue over thousands of photos that wait.
#include "bench/Registry.h"

#include "base/Format.h"
#include "storage/Replica.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>
#include <iostream>

namespace {

using namespace esek;
using Steady = std::chrono::steady_clock;

template <class F>
double milliseconds(F&& f) {
    const auto start = Steady::now();
    f();
    return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

template <class F>
double medianOf(int runs, F&& f) {
    std::vector<double> v;
    for (int i = 0; i < runs; ++i)
        v.push_back(milliseconds(f));
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

int queue(const std::vector<std::string>& args) {
    const int pupils = args.empty() ? 10'000 : std::stoi(args[0]);
    test::TempDir dir;
    SystemClock clock;
    SystemRng rng;
    domain::School school;
    school.name = "Szkoła";
    school.address.city = "Gdańsk";
    school.headteacher = "Jan Nowak";
    auto replica = storage::Replica::create(dir / "school", school, clock, rng).value();
    const auto mutation = [&](const Uuid& id, domain::Change change) {
        domain::Mutation m;
        m.id = domain::MutationId{Uuid::v7(clock, rng)};
        m.at = clock.now();
        m.entityId = id;
        m.change = std::move(change);
        return m;
    };
    const std::vector<std::uint8_t> bytes(1000, 7);
    const auto blob = replica->blobs().put(bytes).value();
    std::vector<domain::Mutation> students, photos;
    for (int i = 0; i < pupils; ++i) {
        domain::Student s;
        s.id = domain::StudentId{Uuid::v7(clock, rng)};
        s.surname = i % 2 == 0 ? "Brzęczyszczykiewicz" : "Łoś";
        s.givenNames = "Jan Maria";
        s.registerNumber = std::to_string(i);
        s.classUnit = format("{}{}", 1 + i % 8, "ABCDEF"[i % 6]);
        domain::Photo p;
        p.id = domain::PhotoId{Uuid::v7(clock, rng)};
        p.blob = blob;
        p.crop = domain::CropParams{0.1 + i * 1e-6, 0.2, 0.6, 0.7, 0, 1.5};
        students.push_back(mutation(s.id.uuid, domain::PutStudent{s}));
        photos.push_back(mutation(s.id.uuid, domain::PhotoChange{domain::SubmitPhoto{p, false}}));
    }
    (void)replica->commit(students).value();
    const double submit = milliseconds([&] { (void)replica->commit(photos).value(); });
    replica.reset();
    const double open =
        milliseconds([&] { replica = storage::Replica::open(dir / "school", clock, rng).value(); });
    storage::PhotoFilter pending;
    pending.status = domain::PhotoStatus::pending;
    const double first = milliseconds([&] { (void)replica->photos().list(pending).value(); });
    const double list = medianOf(15, [&] { (void)replica->photos().list(pending).value(); });
    const double counts = medianOf(15, [&] { (void)replica->photos().counts().value(); });
    storage::PhotoFilter text = pending;
    text.text = "los 12";
    const double search = medianOf(15, [&] { (void)replica->photos().list(text).value(); });
    std::size_t next = 0;
    const double decide = medianOf(50, [&] {
        (void)replica->commit(mutation(students[next++].entityId, domain::PhotoChange{domain::AcceptPhoto{}}))
            .value();
    });
    const double verify = milliseconds([&] { (void)replica->care().verify().value(); });
    std::cout << format(
        "{} pending photos, ms: open {:.1f}, first list {:.1f}, list {:.1f}, counts {:.1f}, search {:.1f}, "
        "one decision {:.1f}, submit all in one commit {:.0f}, verify {:.0f}\n",
        pupils, open, first, list, counts, search, decide, submit, verify);
    return 0;
}

ESEK_BENCH("queue", "[PUPILS]  open, list, count, search and decide over pending photos", queue);

} // namespace
