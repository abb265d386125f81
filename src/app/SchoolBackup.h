#pragma once
#include "app/Office.h"
#include "base/Progress.h"

namespace esek::app {

/// The shortest password of a backup, in characters: whoever finds the file may guess as long as they like.
inline constexpr int kShortestBackupPassword = 12;
/// valueInvalid for a password that is too short to protect a backup.
Result<void> checkBackupPassword(const std::string&);

/// Everything of the school in one file that opens with the password only (sealing::seal); it was read back
/// and compared before it takes its place. An empty password makes a file that everybody can read. Gives a
/// warning (photoFileMissing) for each pupil whose photo had to be left out because its file is missing or
/// damaged. Errors: those of storage::Care::backup, sealing::seal and checkBackupPassword; databaseBusy while
/// another backup of this school is being made. Any thread.
Result<std::vector<Error>> backUpSchool(Office&, const std::filesystem::path& file,
                                        const std::string& password, Progress* = nullptr);

/// The file is a backup that asks for a password.
bool needsPassword(const std::filesystem::path& backup);

/// A backup becomes a school in a folder without one; what is unpacked is checked whole before. Errors: those
/// of storage::restore and sealing::unseal; valueRequired when the backup needs a password and none is given.
/// Any thread.
Result<void> restoreSchool(const std::filesystem::path& backup, const std::filesystem::path& folder,
                           const std::string& password = {}, Progress* = nullptr);

/// Removes what a program that was killed has left of a backup that it was making.
void sweepBackups(const std::filesystem::path& dataFolder);

/// When a school was saved last on this computer, and when its office wants to be reminded. Kept in the file
/// backup.json of the data folder: it is about this computer, no part of the school's record.
struct BackupState {
    std::optional<Timestamp> last; ///< none: never on this computer
    int remindAfter = 14;          ///< days; 0: never
    /// The reminder is due: the last backup, or without one the school itself, is older than that.
    bool due(Timestamp now, const domain::SchoolId&) const;
};
/// A file that is missing or damaged gives the defaults. Any thread.
BackupState backupState(const Office&);
/// valueInvalid for a number below 0 or above 366. Errors of the file.
Result<void> remindOfBackup(Office&, int days);

} // namespace esek::app
