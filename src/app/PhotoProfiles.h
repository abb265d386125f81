#pragma once
#include <string>
#include <vector>

namespace esek::app {

/// Photo rules that a school can choose (School::photoProfile).
struct PhotoProfileInfo {
    std::string name;        ///< stable, e.g. "gov-pl"
    std::string title;       ///< current language
    std::string description; ///< file, size, limit of bytes in one line
};

/// Those that were installed; damaged ones are left out.
std::vector<PhotoProfileInfo> photoProfiles();

} // namespace esek::app
