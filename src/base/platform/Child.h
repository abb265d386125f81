#pragma once
#include "base/Result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace esek::platform {

/// What the parent holds for a child whatever happens inside it.
struct ChildLimits {
    std::chrono::milliseconds time{10'000};
    std::uint64_t outputBytes = 0;
    /// Windows only, where a process cannot bind itself; elsewhere the child does it (see decoder/Sandbox.h).
    std::uint64_t memoryBytes = 0;
    /// Names of variables of this process that the child gets too. On Windows it never gets any.
    std::vector<std::string> variables;
    /// Asked several times a second, on the caller's thread; true ends the child.
    std::function<bool()> stopped;
};

struct ChildOutcome {
    enum class End { exited, killed, outOfTime, tooMuchOutput, stopped };
    End end = End::exited;
    int exitCode = 0; ///< of a child that exited
    std::vector<std::uint8_t> output;
};

/// Runs a program of ours with an environment that is empty but for the variables named, no open files but
/// its standard input and output, and standard error thrown away. It gets `input` and what it writes is kept;
/// it is dead when this returns. Errors: programMissing, internal. Thread-safe.
Result<ChildOutcome> runChild(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                              std::span<const std::uint8_t> input, const ChildLimits&);

/// A program of ours: beside this one, or installed in ../lib/esekretariat. Empty when it is not there.
std::filesystem::path ownProgram(const std::string& name);

} // namespace esek::platform
