#include "base/OutputFile.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"

namespace esek {

namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40; // as Linux follows

Exception refused(const fs::path& file, std::string reason) {
    return Exception(Error{ErrorCode::outputRefused,
                           "not a place for a file",
                           {{"file", platform::toUtf8(file)}, {"reason", std::move(reason)}}});
}

/// The last link of the chain may lead to a file that is not there yet.
fs::path behindLinks(fs::path file) {
    std::error_code ec;
    for (int i = 0; fs::is_symlink(fs::symlink_status(file, ec)); ++i) {
        if (i == kMostLinks)
            throw refused(file, tr("the link leads round in a circle"));
        const fs::path target = fs::read_symlink(file, ec);
        if (ec)
            throw refused(file, tr("the link cannot be followed"));
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    return file;
}

/// Compares the folders themselves, not their names: there may be several names for one.
bool isInside(const fs::path& file, const fs::path& folder) {
    std::error_code ec;
    fs::path parent = fs::weakly_canonical(fs::absolute(file, ec), ec).parent_path();
    for (;; parent = parent.parent_path()) {
        if (fs::equivalent(parent, folder, ec))
            return true;
        if (parent == parent.parent_path())
            return false;
    }
}

/// Files that people save, as against those that the program keeps beside its database.
bool isSavedByPeople(const fs::path& file) {
    std::error_code ec;
    if (toLower(platform::toUtf8(file.filename())).starts_with("replica."))
        return false;
    if (!fs::exists(file, ec))
        return true;
    const std::string kind = toLower(platform::toUtf8(file.extension()));
    for (const char* saved :
         {".pdf", ".zip", ".csv", ".xlsx", ".jpg", ".jpeg", ".png", ".esek", ".backup", ".bak"})
        if (kind == saved)
            return true;
    return false;
}

bool isIn(const fs::path& file, const fs::path& folder) {
    std::error_code ec;
    return fs::equivalent(fs::weakly_canonical(fs::absolute(file, ec), ec).parent_path(), folder, ec);
}

} // namespace

Result<fs::path> outputFile(const fs::path& asked, const fs::path& dataFolder) {
    return guarded([&] {
        const fs::path file = behindLinks(asked);
        std::error_code ec;
        const fs::file_status status = fs::status(file, ec);
        if (fs::is_directory(status) || !file.has_filename())
            throw refused(asked, tr("this is a folder"));
        if (fs::exists(status) && !fs::is_regular_file(status))
            throw refused(asked, tr("this is a device, not a file"));
        if (!dataFolder.empty() && isInside(file, dataFolder) &&
            !(isIn(file, dataFolder) && isSavedByPeople(file)))
            throw refused(asked, tr("the school's data are there, which only the program writes"));
        return file;
    });
}

} // namespace esek
