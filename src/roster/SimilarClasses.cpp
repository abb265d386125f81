#include "roster/SimilarClasses.h"

#include "roster/FileDuplicates.h"

#include <map>
#include <string>
#include <tuple>

namespace esek::roster {

namespace {

struct Spelling {
    std::size_t pupils = 0;
    const ParsedRow* first = nullptr; ///< null for a class of the school only
    bool ofSchool = false;
};

} // namespace

std::vector<Issue> similarClasses(const std::vector<ParsedRow>& rows,
                                  const std::vector<domain::Student>& existing) {
    std::map<std::string, Spelling> spellings;
    for (const domain::Student& s : existing)
        if (!s.left && !s.classUnit.empty())
            spellings[normalizeClass(s.classUnit)].ofSchool = true;
    for (const ParsedRow& row : rows) {
        if (row.student.classUnit.empty())
            continue;
        Spelling& spelling = spellings[row.student.classUnit];
        ++spelling.pupils;
        if (!spelling.first)
            spelling.first = &row;
    }
    // The usual spelling: the school's, then the one of most pupils, then the shortest.
    std::map<std::string, const std::string*> usual;
    for (const auto& [name, spelling] : spellings) {
        const std::string*& best = usual[classLikenessKey(name)];
        const auto rank = [&](const std::string& n) {
            const Spelling& s = spellings.at(n);
            return std::tuple(s.ofSchool, s.pupils, -static_cast<std::ptrdiff_t>(n.size()));
        };
        if (!best || rank(name) > rank(*best))
            best = &name;
    }
    std::vector<Issue> flags;
    for (const auto& [name, spelling] : spellings) {
        const std::string& other = *usual.at(classLikenessKey(name));
        if (!spelling.first || spelling.ofSchool || other == name)
            continue;
        flags.push_back(rowIssue(*spelling.first, Field::classUnit, "class.similar", false));
        flags.back().context = {{"class", name}, {"other", other}};
    }
    return flags;
}

} // namespace esek::roster
