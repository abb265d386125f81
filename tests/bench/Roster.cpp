// Class lists: reading, checking and planning, without a database.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "roster/ImportPlan.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>

namespace {

using namespace esek;

// CPU time: the work is single-threaded, and the figure must not depend on what else the machine does.
double now() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string list(int rows) {
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

int roster(const std::vector<std::string>& args) {
    const int rows = args.empty() ? 10'000 : std::stoi(args[0]);
    constexpr int kRuns = 15;
    test::TempDir dir;
    const auto file = dir / "lista.csv";
    platform::writeFileAtomically(file, list(rows)).value();
    std::vector<double> read, parse, plan, again;
    for (int run = 0; run < kRuns; ++run) {
        double start = now();
        const auto table = roster::readTable(file).value();
        const auto mapping = roster::guessMapping(table, "auto").value();
        read.push_back(now() - start);
        start = now();
        const auto parsed = roster::parseRows(table, mapping);
        parse.push_back(now() - start);
        start = now();
        const auto first = roster::plan(parsed, {});
        plan.push_back(now() - start);
        std::vector<domain::Student> school;
        for (const auto& addition : first.add)
            school.push_back(addition.student);
        start = now();
        const auto second = roster::plan(parsed, school);
        again.push_back(now() - start);
        if (first.add.size() != static_cast<std::size_t>(rows) ||
            second.unchanged.size() != first.add.size()) {
            std::cerr << "wrong plan: " << first.add.size() << " added, " << second.unchanged.size()
                      << " unchanged\n";
            return 1;
        }
    }
    const auto median = [](std::vector<double>& v) {
        std::sort(v.begin(), v.end());
        return v[v.size() / 2];
    };
    std::cout << format(
        "{} rows, median of {} runs, ms of CPU: read {:.1f}, parse {:.1f}, plan into an empty school {:.1f}, "
        "plan of a re-import {:.1f}\n",
        rows, kRuns, median(read), median(parse), median(plan), median(again));
    return 0;
}

ESEK_BENCH("roster", "[ROWS]  class list: read, parse, plan", roster);

} // namespace
