#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace esek::layering {

/// One #include, name or text that a rule forbids.
struct Violation {
    std::string file; ///< relative to the root of the tree, with /
    int line = 0;
    std::string include; ///< as written, an include with its quotes or brackets
    std::string rule;

    std::string text() const;
};

/// Reads every #include of src/ and ui/ below `root`, every name of another room's namespace and every
/// forbidden text against the tables of Rules.h. Sorted by file and line.
std::vector<Violation> checkTree(const std::filesystem::path& root);

/// Names of rooms that files of other rooms say without being allowed to include them: room and name.
/// allowedNames() lists those that are let through.
std::set<std::pair<std::string, std::string>> namesAcross(const std::filesystem::path& root);

} // namespace esek::layering
