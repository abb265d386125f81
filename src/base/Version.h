#pragma once
namespace esek {
/// Version of the program, "1.2.3"; the one source is project(VERSION) in the top CMakeLists.txt.
const char* version();
/// Where resources lie while the program runs from its build tree; empty in an installed program (see
/// base/platform/Paths.h).
const char* sourceResourceDir();
const char* buildResourceDir();
} // namespace esek
