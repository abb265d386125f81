#include "bench/Registry.h"

#include "base/Version.h"
#include "base/platform/Privacy.h"

#include <iostream>

int main(int argc, char** argv) {
    esek::platform::keepNewFilesPrivate();
    const auto& verbs = esek::bench::registry();
    const auto found = argc > 1 ? verbs.find(argv[1]) : verbs.end();
    if (found == verbs.end()) {
        std::cerr << "esekretariat-bench " << esek::version() << " VERB [ARGUMENT...]\n";
        for (const auto& [name, entry] : verbs)
            std::cerr << "  " << name << "  " << entry.help << '\n';
        return 2;
    }
    return found->second.run({argv + 2, argv + argc});
}
