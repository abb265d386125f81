#pragma once
#include "app/Office.h"

#include <span>

namespace esek::app {

/// A list for people, such as the pupils of a class who have no photo: class, register number, names, status
/// of the photo, number of the card. Without PESEL, since it is passed on on paper. A workbook when the name
/// ends in ".xlsx", otherwise CSV; in the order of `rows`. Errors: outputRefused; diskFull,
/// folderNotWritable, writeFailed. Any thread.
Result<void> saveStudentList(Office&, const std::vector<storage::StudentRow>& rows,
                             const std::filesystem::path& out);

/// Bytes of a file that a person asked for, under the checks that every such file goes through. Errors: as
/// above.
Result<void> saveForPerson(Office&, const std::filesystem::path& out, std::span<const std::uint8_t>);
Result<void> saveForPerson(Office&, const std::filesystem::path& out, std::string_view text);

} // namespace esek::app
