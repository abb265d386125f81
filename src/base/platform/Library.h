#pragma once
#include <string>

namespace esek::platform {

/// A function of one of our own libraries that are loaded only when they are needed: beside the program, or
/// installed in ../lib/esekretariat. The library stays loaded to the end of the process. Null when it is not
/// there; `problem` then says why. Thread-safe.
void* ownLibraryFunction(const std::string& library, const char* function, std::string& problem);

} // namespace esek::platform
