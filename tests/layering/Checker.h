#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace esek::layering {

/// One #include that a rule forbids.
struct Violation {
    std::string file; ///< relative to the root of the tree, with /
    int line = 0;
    std::string include; ///< as written, with its quotes or brackets
    std::string rule;

    std::string text() const;
};

/// Reads every #include of src/ and ui/ below `root` against the tables of Rules.h. Sorted by file and line.
std::vector<Violation> checkTree(const std::filesystem::path& root);

} // namespace esek::layering
