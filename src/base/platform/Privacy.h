#pragma once
#include "base/Result.h"

#include <filesystem>
#include <span>
#include <string_view>

/// Pupils' data are for the user who runs the program, never for everybody who has an account on the same
/// computer. What a person exports is treated alike: it holds the same names and photos, and who wants to
/// share a file can still do so on purpose.
namespace esek::platform {

/// Files and folders that this process makes from now on belong to its user alone. The first thing that every
/// main does. Windows has no such setting: there a file takes the rights of its folder, see
/// makePrivateFolders().
void keepNewFilesPrivate();

/// Makes the folder and those above it that are missing, each closed to other users from its first moment.
/// A folder that is there stays as it is.
std::error_code makePrivateFolders(const std::filesystem::path&);

/// Makes an empty file that only its owner can read, for a library (SQLite) that opens it afterwards and
/// would not know about rights. A file that is there stays as it is. Errors: folderNotWritable, writeFailed.
Result<void> createPrivateFile(const std::filesystem::path&);

/// Somebody else than the owner, the administrators and the system can read the file. False when the system
/// does not tell.
bool othersMayRead(const std::filesystem::path&);

/// Takes the rights of other users away from those things in a data folder whose names begin with one of
/// `ours`, and from the folder itself when it holds nothing else: a folder that somebody uses for other
/// things too is theirs to open. Links are left alone. For folders that older versions, a copy or a person
/// made too open. Error: folderOpenToOthers when the rights cannot be changed; everything that could be
/// closed is closed then.
Result<void> closeToOthers(const std::filesystem::path& folder, std::span<const std::string_view> ours);

} // namespace esek::platform
