#include "ui/model/DroppedFiles.h"

#include "base/Text.h"
#include "base/platform/Files.h"

#include <set>

namespace esek::ui::model {

Dropped judgeDropped(const std::vector<std::string>& paths, bool listView) {
    if (paths.size() != 1)
        return paths.empty() ? Dropped::unknown : Dropped::several;
    const std::filesystem::path path = platform::pathFromUtf8(paths.front());
    std::error_code ec;
    if (std::filesystem::is_directory(path, ec))
        return Dropped::photos;
    static const std::set<std::string> lists{".csv", ".txt", ".xlsx"};
    static const std::set<std::string> pictures{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".webp"};
    const std::string kind = toLower(platform::toUtf8(path.extension()));
    if (kind == ".zip")
        return listView ? Dropped::list : Dropped::photos;
    if (lists.contains(kind))
        return Dropped::list;
    return pictures.contains(kind) ? Dropped::photo : Dropped::unknown;
}

} // namespace esek::ui::model
