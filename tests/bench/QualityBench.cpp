// esekretariat-bench quality [--per-kind N] [--seed S] [--notes] [--faults] [--groups]: the golden tables
// over
// ../shared/photos; with --faults those of the faults that are painted on portraits, with --groups those of
// errors on good portraits by group of people.
#include "bench/Registry.h"
#include "golden/quality/EvaluateFaults.h"
#include "golden/quality/EvaluateGroups.h"
#include "support/Corpus.h"

#include <iostream>

namespace {

int quality(const std::vector<std::string>& args) {
    int perKind = 40;
    std::uint64_t seed = 2026;
    bool notes = false, painted = false, groups = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--per-kind" && i + 1 < args.size())
            perKind = std::stoi(args[++i]);
        else if (args[i] == "--seed" && i + 1 < args.size())
            seed = std::stoull(args[++i]);
        else if (args[i] == "--notes")
            notes = true;
        else if (args[i] == "--faults")
            painted = true;
        else if (args[i] == "--groups")
            groups = true;
    }
    const auto corpus = esek::test::corpusDir();
    if (!corpus) {
        std::cerr << "../shared/photos is not there\n";
        return 3;
    }
    const auto labels =
        esek::golden::readLabels(std::filesystem::path(ESEK_SOURCE_DIR) / "tests/golden/quality/labels.tsv");
    if (groups) {
        esek::golden::print(std::cout, esek::golden::GroupEvaluation(*corpus, labels));
        return 0;
    }
    if (painted) {
        esek::golden::FaultEvaluation faults(*corpus, labels);
        faults.run(perKind, seed);
        faults.originals();
        esek::golden::print(std::cout, faults);
        return 0;
    }
    esek::golden::Evaluation evaluation(*corpus);
    evaluation.derived();
    evaluation.originals(labels);
    evaluation.tones(labels);
    if (perKind > 0)
        evaluation.spoiled(labels, perKind, seed);
    esek::golden::print(std::cout, evaluation.tables);
    if (notes)
        for (const auto& n : evaluation.tables.notes)
            std::cout << n << "\n";
    return 0;
}

} // namespace

ESEK_BENCH("quality", "photo checks: golden tables of detection and false alarm", quality);
