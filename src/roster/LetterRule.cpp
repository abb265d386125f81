#include "roster/LetterRule.h"

#include "roster/FileDuplicates.h"

#include <algorithm>

namespace esek::roster {

namespace {

std::vector<Issue> faultsOf(const ParsedRow& row, const LettersMissing& missing) {
    const domain::Student& s = row.student;
    std::vector<Issue> faults;
    for (const auto& [field, text] :
         {std::pair{Field::surname, s.surname},
          {Field::givenNames, s.givenNames},
          {Field::documentKind, s.document ? s.document->kind : std::string()},
          {Field::documentNumber, s.document ? s.document->number : std::string()}})
        if (std::string letters = missing(text); !letters.empty()) {
            Issue fault = rowIssue(row, field, "value.letters", true);
            fault.context = {{"letters", std::move(letters)}};
            faults.push_back(std::move(fault));
        }
    return faults;
}

} // namespace

void refuseMissingLetters(ParseResult& parsed, const LettersMissing& missing) {
    std::erase_if(parsed.good, [&](const ParsedRow& row) {
        auto faults = faultsOf(row, missing);
        const bool refused = !faults.empty();
        parsed.refusedRows += refused ? 1 : 0;
        std::move(faults.begin(), faults.end(), std::back_inserter(parsed.refused));
        return refused;
    });
    std::stable_sort(parsed.refused.begin(), parsed.refused.end(),
                     [](const Issue& a, const Issue& b) { return a.row < b.row; });
}

} // namespace esek::roster
