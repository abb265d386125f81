#include "ui/model/CheckDifferences.h"

#include <algorithm>

namespace esek::ui::model {

using Severity = app::PhotoAdvice::Severity;

namespace {

int rank(Severity s) {
    switch (s) {
    case Severity::error:
        return 0;
    case Severity::advice:
        return 1;
    case Severity::ok:
        return 2;
    case Severity::notMeasured:
        break;
    }
    return 3;
}

} // namespace

std::vector<CheckDifference> checkDifferences(const app::PhotoAdvice& present,
                                              const app::PhotoAdvice& fresh) {
    std::vector<CheckDifference> out;
    for (const auto& a : present.findings) {
        const auto b = std::find_if(fresh.findings.begin(), fresh.findings.end(),
                                    [&](const auto& f) { return f.measure == a.measure; });
        if (b != fresh.findings.end() && b->severity != a.severity)
            out.push_back({a, *b});
    }
    const auto gravest = [](const CheckDifference& d) {
        return std::min(rank(d.present.severity), rank(d.fresh.severity));
    };
    // Not measured beside fine says nothing that a clerk could use.
    std::erase_if(out, [&](const auto& d) { return gravest(d) > 1; });
    std::stable_sort(out.begin(), out.end(),
                     [&](const auto& x, const auto& y) { return gravest(x) < gravest(y); });
    return out;
}

std::string findingText(const app::PhotoAdvice::Finding& f) {
    static constexpr const char* kMarks[] = {"✖ ", "▲ ", "✔ ", "– "};
    return kMarks[rank(f.severity)] + f.sentence;
}

} // namespace esek::ui::model
