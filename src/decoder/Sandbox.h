#pragma once

namespace esek::decoder {

/// The last door: from here on the process can compute, allocate, read and write what is open, and end.
/// Everything else (files, network, other processes, code that it writes itself) ends it at once. After all
/// libraries are loaded. False when the system has no such filter; the caller must not go on then. Where a
/// system has other means (Windows: a job, set by the parent) it does nothing and gives true.
bool closeDoors();

} // namespace esek::decoder
