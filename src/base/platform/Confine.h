#pragma once
#include <chrono>
#include <cstdint>

namespace esek::platform {

/// What a process that reads hostile bytes allows itself.
struct ProcessBounds {
    std::uint64_t memoryBytes = 0; ///< beyond what it has now
    std::chrono::seconds processorTime{0};
    std::chrono::seconds time{0};
};

/// Binds this process for good: memory, processor time and time (it is ended when they are used up), no file
/// that is not open yet, no file that grows, no core dump, no debugger, no new rights, and an end when the
/// parent ends. After everything is loaded and before the first hostile byte is looked at. False when the
/// system does not do as it is told. On Windows the parent does it (see runChild()) and this does nothing.
bool confineThisProcess(const ProcessBounds&);

} // namespace esek::platform
