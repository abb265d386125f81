#ifndef _WIN32
#include "base/platform/Library.h"

#include "base/platform/Paths.h"

#include <dlfcn.h>

namespace esek::platform {

void* ownLibraryFunction(const std::string& library, const char* function, std::string& problem) {
    const std::string file = "lib" + library + ".so";
    const auto here = executableDir();
    for (const auto& folder : {here, here.parent_path() / "lib/esekretariat"}) {
        // LOCAL: what the library brings along must not answer for symbols of the program.
        if (void* handle = ::dlopen((folder / file).c_str(), RTLD_LAZY | RTLD_LOCAL)) {
            void* found = ::dlsym(handle, function);
            problem = found ? "" : "no such function in " + file;
            return found;
        }
        const char* text = ::dlerror();
        // The message of the first place that has the file is the one that tells.
        if (problem.empty() || std::filesystem::exists(folder / file))
            problem = text ? text : "cannot load " + file;
    }
    return nullptr;
}

} // namespace esek::platform
#endif
