#pragma once
#include <filesystem>

namespace esek::storage {

/// The head of the SQLite file names another text encoding than UTF-8, or none that there is (file format,
/// 1.3.13). SQLite 3.40 takes an unknown one for UTF-8 when it opens the file, and refuses it later, when it
/// has to read the schema again, so that lists cannot be read and nothing says why. False when the file
/// cannot be looked at. Any thread.
bool namesOtherEncoding(const std::filesystem::path& file);

} // namespace esek::storage
