#pragma once
#include <string>
#include <vector>

namespace esek::app {

/// The parts of a list as people type it: "17, 20-23 i 31", "28.02 oraz 30.09". Without empty parts, each
/// with single spaces. Pure; any thread.
std::vector<std::string> typedList(const std::string& text);

} // namespace esek::app
