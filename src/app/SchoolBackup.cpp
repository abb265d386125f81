#include "app/SchoolBackup.h"

#include "storage/Restore.h"

namespace esek::app {

Result<std::vector<Error>> backUpSchool(Office& office, const std::filesystem::path& file,
                                        Progress* progress) {
    const auto missing = office.replica().care().backup(file, progress);
    if (!missing)
        return missing.error();
    std::vector<Error> warnings;
    for (const storage::MissingPhoto& photo : *missing) {
        std::string label = photo.surname + " " + photo.givenNames;
        if (!photo.classUnit.empty())
            label += ", " + photo.classUnit;
        warnings.push_back(
            Error{ErrorCode::photoFileMissing, "left out of the backup", {{"student", label}}});
    }
    return warnings;
}

Result<void> restoreSchool(const std::filesystem::path& file, const std::filesystem::path& folder) {
    return storage::restore(file, folder);
}

} // namespace esek::app
