#pragma once
#include <map>
#include <string>
#include <vector>

namespace esek::bench {

using Verb = int (*)(const std::vector<std::string>& args);
struct Entry {
    std::string help;
    Verb run;
};
inline std::map<std::string, Entry>& registry() {
    static std::map<std::string, Entry> entries;
    return entries;
}
struct Registration {
    Registration(const char* verb, const char* help, Verb run) { registry()[verb] = {help, run}; }
};

} // namespace esek::bench

#define ESEK_BENCH(verb, help, function)                                                                     \
    static const ::esek::bench::Registration registration_##function(verb, help, function)
