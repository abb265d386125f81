#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace esek::layering {

/// Which rooms a room may include. A room is a folder of src/, or ui/model, or the rest of ui/.
const std::map<std::string, std::set<std::string>>& allowedRooms();

/// One file that may include one more room, and why. Each must be in use: a stale one fails the test.
struct Exemption {
    std::string file;
    std::string room;
    std::string reason;
};
const std::vector<Exemption>& exemptions();

/// A name of another room's namespace ("storage::StudentRow") that files of this room may say although they
/// may not include that room. Such types come through the headers of a room between the two.
struct AllowedName {
    std::string room;
    std::string name; ///< or "roster::*": every name of that room
    bool means(std::string_view said) const {
        return name.ends_with('*') ? said.starts_with(name.substr(0, name.size() - 1)) : said == name;
    }
};
const std::vector<AllowedName>& allowedNames();

/// A text that files of a room must not hold: it walks round the room between.
struct ForbiddenText {
    std::string room;
    std::string text;
    std::string rule;
};
const std::vector<ForbiddenText>& forbiddenTexts();

/// A third-party library: how its headers begin, and the one room that may include them.
struct Library {
    std::string prefix; ///< whole header name, or a beginning that ends in '/'
    std::string owner;
    std::string also = {}; ///< a second room that may include it
};
const std::vector<Library>& libraries();

/// A class of src/ may have so many public member functions, and its members stand in one .cpp file.
inline constexpr std::size_t kMostMethods = 15;
/// One that does not keep to it yet, and why. The list may only become shorter: a stale entry fails the test.
struct LargeClass {
    std::string name; ///< "server::Tx": room and class
    std::string reason;
};
const std::vector<LargeClass>& largeClasses();

/// Headers of one operating system: src/base/platform only.
bool isPlatformHeader(std::string_view header);
/// Headers of C++20 and the C headers that it takes over.
bool isStandardHeader(std::string_view header);

} // namespace esek::layering
