#pragma once
#include <string_view>

/// Marks for measuring the desktop from outside: with ESEKRETARIAT_TRACE=FILE every mark becomes a line
/// "<steady clock, microseconds> <mark>". Without it a mark costs one comparison. Interface thread only; ids
/// and numbers only, no personal data.
namespace esek::ui::trace {
bool on();
void mark(std::string_view what);
} // namespace esek::ui::trace
