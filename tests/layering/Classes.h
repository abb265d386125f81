#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace esek::layering {

/// A class or struct that a header of src/ defines, as far as its text tells.
struct ClassFacts {
    std::string room;
    std::string name;
    std::string header;            ///< relative to the root
    std::set<std::string> methods; ///< names of its public member functions; overloads count once
    std::set<std::string> sources; ///< files that define members of it; Posix and Windows count as one
    std::string text() const { return room + "::" + name; }
};

/// Constructors, destructors, operators and what classes inside of it have do not count. Reads the code as
/// clang-format lays it out.
std::vector<ClassFacts> classesOf(const std::filesystem::path& root);

} // namespace esek::layering
