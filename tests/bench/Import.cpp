// A class list into a replica, beside bare SQLite that is given the same rows ready made.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/RngBuffer.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "storage/Replica.h"
#include "support/TempDir.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <stdexcept>

namespace {

using namespace esek;
using Steady = std::chrono::steady_clock;

/// Wall and processor time; the second tells more while others use the machine.
struct Times {
    double wall = 0; ///< ms
    double cpu = 0;
    Times operator+(const Times& other) const { return {wall + other.wall, cpu + other.cpu}; }
};

class StopWatch {
  public:
    Times elapsed() const {
        return {std::chrono::duration<double, std::milli>(Steady::now() - m_wall).count(),
                1000.0 * static_cast<double>(std::clock() - m_cpu) / CLOCKS_PER_SEC};
    }

  private:
    Steady::time_point m_wall = Steady::now();
    std::clock_t m_cpu = std::clock();
};

std::string classList(int rows) {
    using namespace std::chrono;
    static constexpr const char* kSurnames[]{"Nowak", "Kowalska-Żółć", "Wiśniewski", "Brzęczyszczykiewicz",
                                             "Kot"};
    static constexpr const char* kNames[]{"Jan", "Łucja", "Zofia", "Stanisław"};
    std::string csv = "Nr w księdze;Nazwisko;Imię;Drugie imię;PESEL;Data urodzenia;Klasa\n";
    for (int i = 0; i < rows; ++i) {
        const Date birth(sys_days(year{2008} / 1 / 1) + days(i % 2500));
        csv += format("{}/2020;{};{};{};{};{};{}{}\n", i + 1, kSurnames[i % 5], kNames[i % 4],
                      kNames[(i / 4) % 4], domain::makePesel(birth, i % 10000).text(), toPolish(birth),
                      1 + i % 8, "ABC"[i % 3]);
    }
    return csv;
}

Times median(const std::vector<Times>& runs) {
    std::vector<double> wall, cpu;
    for (const Times& t : runs) {
        wall.push_back(t.wall);
        cpu.push_back(t.cpu);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    return {wall[wall.size() / 2], cpu[cpu.size() / 2]};
}

domain::School school() {
    domain::School s;
    s.name = "Szkoła Podstawowa nr 7";
    s.address = {"ul. Łąkowa 3", "80-743", "Gdańsk"};
    s.headteacher = "Grażyna Śliwińska";
    return s;
}

/// What the import writes of a pupil, ready to be bound.
struct Row {
    std::array<std::uint8_t, 16> id;
    std::string texts[8]; ///< in the order of the statement below
    std::string words;
};

std::vector<Row> readyRows(const std::vector<domain::Student>& students) {
    std::vector<Row> rows;
    for (const auto& s : students) {
        const std::string pesel = s.pesel ? s.pesel->text() : std::string();
        rows.push_back(
            {s.id.uuid.bytes(),
             {s.registerNumber, s.surname, s.givenNames, s.birthDate ? toIso(*s.birthDate) : std::string(),
              pesel, s.classUnit, domain::classSortKey(s.classUnit),
              polishSortKey(s.surname) + '\x01' + polishSortKey(s.givenNames)},
             fold(s.surname + ' ' + s.givenNames + ' ' + s.registerNumber) + ' ' + pesel});
    }
    return rows;
}

void must(sqlite3* db, int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE)
        throw std::runtime_error(sqlite3_errmsg(db));
}

/// The same table with the same indices and the same search index, nothing else.
Times bareInsert(const std::filesystem::path& database, const std::vector<Row>& rows) {
    sqlite3* db = nullptr;
    must(db, sqlite3_open_v2(database.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr));
    must(db,
         // The copying from the WAL into the file is in neither time.
         sqlite3_exec(db,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                      "PRAGMA wal_autocheckpoint = 4000",
                      nullptr, nullptr, nullptr));
    const StopWatch watch;
    sqlite3_stmt* insert = nullptr;
    sqlite3_stmt* search = nullptr;
    must(db, sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
    must(db, sqlite3_prepare_v2(
                 db,
                 "INSERT INTO student (id, register_number, surname, given_names, birth_date, pesel, "
                 "class_unit, class_key, name_key, card_type, needs_no_card, has_left, version) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, 1)",
                 -1, &insert, nullptr));
    must(db, sqlite3_prepare_v2(db, "INSERT INTO student_search (rowid, words) VALUES (?, ?)", -1, &search,
                                nullptr));
    for (const Row& row : rows) {
        sqlite3_bind_blob(insert, 1, row.id.data(), 16, SQLITE_STATIC);
        for (int i = 0; i < 8; ++i)
            sqlite3_bind_text(insert, i + 2, row.texts[i].data(), static_cast<int>(row.texts[i].size()),
                              SQLITE_STATIC);
        must(db, sqlite3_step(insert));
        sqlite3_reset(insert);
        sqlite3_bind_int64(search, 1, sqlite3_last_insert_rowid(db));
        sqlite3_bind_text(search, 2, row.words.data(), static_cast<int>(row.words.size()), SQLITE_STATIC);
        must(db, sqlite3_step(search));
        sqlite3_reset(search);
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(search);
    must(db, sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr));
    const Times times = watch.elapsed();
    sqlite3_close(db);
    return times;
}

struct Import {
    Times plan; ///< read, parse, plan against the school
    Times commit;
    std::vector<domain::Student> students;
};

/// What `import students` does.
Import fullImport(const std::filesystem::path& file, storage::Replica& replica, const esek::Clock& clock,
                  Rng& rng) {
    Import out;
    const StopWatch planning;
    const auto table = roster::readTable(file).value();
    const auto mapping = roster::guessMapping(table, "auto").value();
    storage::StudentFilter everyone;
    everyone.includeLeft = true;
    std::vector<domain::Student> existing;
    for (auto& row : replica.students().list(everyone).value())
        existing.push_back(std::move(row.student));
    const auto plan = roster::plan(roster::parseRows(table, mapping), existing);
    out.plan = planning.elapsed();
    const StopWatch committing;
    RngBuffer ids(rng);
    std::vector<domain::Mutation> mutations;
    mutations.reserve(plan.add.size());
    for (const auto& addition : plan.add) {
        domain::Mutation m;
        m.id = domain::MutationId{Uuid::v7(clock, ids)};
        m.at = clock.now();
        m.by = {domain::Role::clerk, "Anna Wójcik", "sekretariat-1"};
        domain::Student student = addition.student;
        student.id = domain::StudentId{Uuid::v7(clock, ids)};
        m.entityId = student.id.uuid;
        m.expected = 0;
        m.change = domain::PutStudent{std::move(student)};
        mutations.push_back(std::move(m));
    }
    (void)replica.commit(mutations).value();
    out.commit = committing.elapsed();
    for (auto& m : mutations)
        out.students.push_back(std::get<domain::PutStudent>(m.change).student);
    return out;
}

int import(const std::vector<std::string>& args) {
    const int rows = args.empty() ? 10'000 : std::stoi(args[0]);
    const int runs = args.size() < 2 ? 15 : std::stoi(args[1]);
    SystemClock clock;
    SystemRng rng;
    std::vector<Times> plan, commit, whole, bare;
    for (int run = 0; run < runs; ++run) {
        test::TempDir dir;
        const auto file = dir / "lista.csv";
        platform::writeFileAtomically(file, classList(rows)).value();
        auto ours = storage::Replica::create(dir / "ours", school(), clock, rng).value();
        (void)storage::Replica::create(dir / "bare", school(), clock, rng).value();
        const Import done = fullImport(file, *ours, clock, rng);
        if (ours->students().list()->size() != static_cast<std::size_t>(rows))
            throw std::runtime_error("rows are missing");
        plan.push_back(done.plan);
        commit.push_back(done.commit);
        whole.push_back(done.plan + done.commit);
        bare.push_back(bareInsert(dir / "bare" / "replica.sqlite", readyRows(done.students)));
    }
    const Times ours = median(whole);
    const Times theirs = median(bare);
    std::cout << format(
        "{} rows, median of {} runs, ms wall (processor): read and plan {:.0f} ({:.0f}), commit with "
        "audit and outbox {:.0f} ({:.0f}), whole import {:.0f} ({:.0f}); bare SQLite {:.0f} ({:.0f}); "
        "ratio {:.2f} ({:.2f})\n",
        rows, runs, median(plan).wall, median(plan).cpu, median(commit).wall, median(commit).cpu, ours.wall,
        ours.cpu, theirs.wall, theirs.cpu, ours.wall / theirs.wall, ours.cpu / theirs.cpu);
    return 0;
}

ESEK_BENCH("import", "[ROWS] [RUNS]  class list into a replica, beside bare SQLite inserts", import);

} // namespace
