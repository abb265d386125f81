#include "app/TypedList.h"

#include "base/Text.h"

#include <utility>

namespace esek::app {

std::vector<std::string> typedList(const std::string& text) {
    std::string list = " " + squeeze(text) + " ";
    for (const char* word : {" i ", " oraz ", " and ", ";"})
        for (auto at = list.find(word); at != std::string::npos; at = list.find(word))
            list.replace(at, std::string(word).size(), ",");
    std::vector<std::string> parts;
    for (const std::string& part : split(list, ','))
        if (std::string entry = squeeze(part); !entry.empty())
            parts.push_back(std::move(entry));
    return parts;
}

} // namespace esek::app
