// The reports of a large school: 2,000 pupils, five years of cards (12,000 rows of the register), on the
// screen and as files.
#include "app/ReportService.h"
#include "bench/Registry.h"
#include "support/FixedClock.h"
#include "support/TempDir.h"

#include "base/Format.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#ifndef _WIN32
#include <sys/resource.h>

namespace {

using namespace esek;
using namespace esek::domain;
using Steady = std::chrono::steady_clock;

constexpr int kPupils = 2'000, kYears = 5, kDuplicatesAYear = 400;

template <class F>
double medianMs(int runs, F&& f) {
    std::vector<double> v;
    for (int i = 0; i < runs; ++i) {
        const auto start = Steady::now();
        f();
        v.push_back(std::chrono::duration<double, std::milli>(Steady::now() - start).count());
    }
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

double peakMb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Pupils with a photo that waits for every third, and cards of every year, all printed and handed over; each
/// card makes the pupil's card before it invalid.
class BigSchool {
  public:
    BigSchool(app::Office& office, test::FixedClock& clock) : m_office(office), m_clock(clock) {}

    void fill() {
        for (int i = 0; i < kPupils; ++i)
            addPupil(i);
        commit();
        for (int year = 0; year < kYears; ++year) {
            CardBatch batch;
            batch.id = {Uuid::v7(m_clock, m_office.rng())};
            batch.number = year + 1;
            batch.issuedOn = m_clock.today();
            batch.createdAt = m_clock.now();
            batch.cardCount = kPupils + kDuplicatesAYear;
            add(batch.id.uuid, PutBatch{batch});
            for (int i = 0; i < kPupils; ++i)
                addCard(batch, i);
            for (int i = 0; i < kDuplicatesAYear; ++i)
                addCard(batch, i * 4);
            commit();
            if (year + 1 < kYears)
                m_clock.advance(std::chrono::hours(24 * 365));
        }
    }

  private:
    void addPupil(int i) {
        Student s;
        s.id = {Uuid::v7(m_clock, m_office.rng())};
        s.registerNumber = std::to_string(i + 1);
        s.surname = i % 2 == 0 ? "Brzęczyszczykiewicz-Łękołodzka" : "Łoś";
        s.givenNames = i % 3 == 0 ? "Grażyna Żaneta" : "Jan";
        s.birthDate = *dateFromIso("2012-03-04");
        s.pesel = makePesel(*s.birthDate, i);
        s.classUnit = format("{}{}", 1 + i % 8, "ABCDEFGHIJ"[i / 8 % 10]);
        add(s.id.uuid, PutStudent{s});
        if (i % 3 == 0) {
            Photo photo;
            photo.id = {Uuid::v7(m_clock, m_office.rng())};
            photo.blob = m_blob;
            photo.byteCount = 1000;
            photo.width = 492;
            photo.height = 633;
            photo.source.sentAt = m_clock.now();
            add(s.id.uuid, PhotoChange(SubmitPhoto{photo}));
            if (i % 2 == 0)
                add(s.id.uuid, PhotoChange(RejectPhoto{{RejectionReason::blurred}, {}}));
        }
        m_pupils.push_back(std::move(s));
        m_last.emplace_back();
    }
    void addCard(const CardBatch& batch, int i) {
        const auto at = static_cast<std::size_t>(i);
        const Student& s = m_pupils[at];
        if (m_last[at])
            add(m_last[at]->uuid, CardChange(MarkCard{CardState::invalid, "nowa legitymacja"}));
        StudentCard card;
        card.id = {Uuid::v7(m_clock, m_office.rng())};
        card.student = s.id;
        card.batch = batch.id;
        card.number = format("{}/{}", ++m_number, int(batch.issuedOn.year()));
        card.cardType = "MEiN-I/1";
        card.classUnit = s.classUnit;
        card.issuedOn = batch.issuedOn;
        card.duplicate = m_last[at] ? 1 : 0;
        card.contents = {s.givenNames,
                         s.surname,
                         s.birthDate,
                         s.pesel->text(),
                         {},
                         "Szkoła Podstawowa nr 1",
                         {"ul. Długa 1", "00-001", "Warszawa"},
                         "Grażyna Nowak",
                         m_blob,
                         {},
                         {}};
        add(card.id.uuid, CardChange(IssueCard{card}));
        add(card.id.uuid, CardChange(MarkCard{CardState::printed, {}}));
        add(card.id.uuid, CardChange(MarkCard{CardState::handedOver, {}}));
        m_last[at] = card.id;
    }
    void add(const Uuid& id, Change change) {
        m_pending.push_back(m_office.mutation(id, std::move(change)));
        if (m_pending.size() >= 2'000)
            commit();
    }
    void commit() {
        m_office.replica().commit(m_pending).value();
        m_pending.clear();
    }

    app::Office& m_office;
    test::FixedClock& m_clock;
    BlobId m_blob = m_office.replica().blobs().put(std::vector<std::uint8_t>(1000, 7)).value();
    std::vector<Student> m_pupils;
    std::vector<std::optional<CardId>> m_last;
    std::vector<Mutation> m_pending;
    int m_number = 0;
};

int reportsBench(const std::vector<std::string>& args) {
    const int runs = args.empty() ? 5 : std::max(1, std::stoi(args[0]));
    test::TempDir dir;
    test::FixedClock clock("2022-09-01T08:00:00.000Z");
    SystemRng rng;
    School school;
    school.name = "Szkoła Podstawowa nr 1";
    school.address = {"ul. Długa 1", "00-001", "Warszawa"};
    school.headteacher = "Grażyna Nowak";
    const auto office = app::Office::create(dir / "replica", school, clock, rng).value();
    BigSchool(*office, clock).fill();
    app::ReportService service(*office);
    std::cout << format("2,000 pupils, {} cards in the register; median of {} runs, peak memory so far\n\n",
                        office->replica().cards().list().value().size(), runs)
              << "| report | rows | screen ms | PDF ms | XLSX ms | CSV ms | peak MB "
                 "|\n|---|---|---|---|---|---|---|\n";
    for (const app::ReportKind& kind : app::reportKinds()) {
        const app::ReportTable table = service.make({kind.name}).value();
        const double screen = medianMs(runs, [&] { service.make({kind.name}).value(); });
        const auto file = [&](app::ReportFormat as, const char* ending) {
            return medianMs(runs,
                            [&] { service.save(table, as, dir / ("report" + std::string(ending))).value(); });
        };
        const double pdf = file(app::ReportFormat::pdf, ".pdf"),
                     xlsx = file(app::ReportFormat::xlsx, ".xlsx"),
                     csv = file(app::ReportFormat::csv, ".csv");
        std::cout << format("| {} | {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.0f} |\n", kind.name,
                            table.rows.size(), screen, pdf, xlsx, csv, peakMb())
                  << std::flush;
    }
    return 0;
}

ESEK_BENCH("reports", "[RUNS]: every report of 2,000 pupils and 12,000 cards, on the screen and as files",
           reportsBench);

} // namespace
#endif
