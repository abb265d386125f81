#pragma once
#include <functional>
#include <string_view>

namespace esek {

/// For threads that must not end with what one of their tasks throws: runs `task`, writes an exception of it
/// to the log under this name, and returns whether there was none. Never throws, also without memory.
bool runGuarded(std::string_view name, const std::function<void()>& task) noexcept;

} // namespace esek
