#pragma once
#include <filesystem>

namespace esek::platform {

/// Asks the system to forget what it keeps of this file in memory, so that the next reading comes from the
/// disk. A hint: a system that has no such call reads from memory. The file must be flushed before.
void forgetCached(const std::filesystem::path&);

} // namespace esek::platform
