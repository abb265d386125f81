#include "app/DemoOffice.h"

#include "app/RosterService.h"
#include "demo/DemoSchool.h"

namespace esek::app {

namespace {
constexpr const char* kFiles = "demo-files";
}

bool isDemoOffice(const std::filesystem::path& dir) {
    std::error_code ec;
    return std::filesystem::exists(dir / kFiles / "school.json", ec);
}

Result<void> makeDemoOffice(const std::filesystem::path& dir, const Clock& clock, Rng& rng,
                            Progress* progress) {
    return guarded([&] {
        if (storage::Replica::exists(dir))
            throw Exception(Error{ErrorCode::replicaExists, "demo", {{"folder", dir.string()}}});
        const auto files = dir / kFiles;
        demo::writeDemoSchool(files, {}, progress).value();
        const domain::School school =
            domain::schoolFromJson(readJsonFile(files / "school.json").value()).value();
        const auto office = Office::create(dir, school, clock, rng).value();
        RosterService roster(*office);
        roster.importStudents(roster.planStudents(files / "students.csv").value()).value();
        roster.importPhotos(files / "photos", false, {}, progress).value();
    });
}

} // namespace esek::app
