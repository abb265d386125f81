#pragma once

namespace esek::platform {

/// Blocks of a quarter of a megabyte and more go back to the system as soon as they are freed. glibc raises
/// that limit up to 32 MB by itself (mallopt(3), M_MMAP_THRESHOLD), so that a program which takes photos on
/// several threads keeps hundreds of megabytes that nobody uses. To be called once, at the start. Elsewhere
/// it does nothing.
void giveLargeBlocksBack();

} // namespace esek::platform
