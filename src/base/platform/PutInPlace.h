#pragma once
#include "base/Result.h"

#include <filesystem>

namespace esek::platform {

/// Puts a file that another library has written under its name, in the place of what is there; its contents
/// and its name are on the disk when it returns. After an error `finished` is still there, if it was. Errors:
/// those of writeFileAtomically().
Result<void> putInPlace(const std::filesystem::path& finished, const std::filesystem::path& target);

} // namespace esek::platform
