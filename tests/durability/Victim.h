#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace esek::test {

struct VictimEnd {
    std::string output;  ///< what it wrote to standard output until its end
    bool killed = false; ///< by us; false: it ended by itself
    int exitCode = 0;    ///< when it ended by itself; 128 + signal after another signal
};

/// Runs a program (full path first) and kills it with SIGKILL after `life`. `fileSizeLimit` in bytes, 0 for
/// none, lets every write beyond that size fail, as on a full disk.
VictimEnd runAndKill(const std::vector<std::string>& command, std::chrono::microseconds life,
                     std::uint64_t fileSizeLimit = 0);

/// Complete lines only: the last one may have been cut by the kill.
std::vector<std::string> completeLines(const std::string&);

} // namespace esek::test
