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

/// A third-party library: how its headers begin, and the one room that may include them.
struct Library {
    std::string prefix; ///< whole header name, or a beginning that ends in '/'
    std::string owner;
};
const std::vector<Library>& libraries();

/// Headers of one operating system: src/base/platform only.
bool isPlatformHeader(std::string_view header);
/// Headers of C++20 and the C headers that it takes over.
bool isStandardHeader(std::string_view header);

} // namespace esek::layering
