#pragma once
#include <cstddef>

/// What a program that runs for weeks needs from the system.
namespace esek::platform {

/// From here on a request to stop (SIGTERM, SIGINT; Ctrl+C or the end of the session on Windows) only sets a
/// flag, and writing to a peer that is gone is an error, not the end. Call before other threads start.
void catchStopRequests();
bool stopRequested();
/// As a signal would; for tests.
void requestStop();

/// Open files and sockets allowed to this process: raised to `wanted` where the system lets us. Returns what
/// it is.
std::size_t raiseOpenFileLimit(std::size_t wanted);

} // namespace esek::platform
