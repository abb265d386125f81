#pragma once
#include "base/Progress.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace esek::demo {

struct DemoOptions {
    /// Pictures (.jpg, file names beginning with f or m for women and men) used instead of painted ones.
    std::optional<std::filesystem::path> portraitDir;
    std::uint64_t seed = 1;
    /// Of a painted photo, pixels; its width is 7/9 of it, as of document photos. gov.pl asks for at least
    /// 633.
    int photoHeight = 810;
};

/// Writes a school into `dir`, made when missing; files there are written over:
///   school.json      input of `init --school`
///   students.csv     class list as a gradebook exports it: UTF-8, semicolons
///   photos/          one file a pupil, named in the ways of clerks' folders, some spoiled, a few that match
///   nobody photos-new/      newer photos, named by register number, for change requests demo.json        who
///   is spoiled how, and what the demo office has decided steps.tsv        the same decisions as commands:
///   arguments of esekretariat-cli after --data, apart by tabs
/// The same seed gives the same bytes. Errors: folderNotWritable, diskFull, writeFailed, cancelled; with
/// portraitDir also those of reading pictures.
Result<void> writeDemoSchool(const std::filesystem::path& dir, const DemoOptions&, Progress* = nullptr);

} // namespace esek::demo
