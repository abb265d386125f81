#ifdef _WIN32
#include "base/platform/Library.h"

#include "base/platform/Paths.h"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX // libstdc++ of MinGW defines it
#define NOMINMAX
#endif
#include <windows.h>

namespace esek::platform {

void* ownLibraryFunction(const std::string& library, const char* function, std::string& problem) {
    const auto file = executableDir() / (library + ".dll");
    const HMODULE module = ::LoadLibraryW(file.c_str());
    if (!module) {
        problem = "cannot load " + library + ".dll, error " + std::to_string(::GetLastError());
        return nullptr;
    }
    void* found = reinterpret_cast<void*>(::GetProcAddress(module, function));
    problem = found ? "" : "no such function in " + library + ".dll";
    return found;
}

} // namespace esek::platform
#endif
