#pragma once

namespace esek::platform {

/// Standard input and output carry bytes, not lines. Windows would end the input at a byte 26 and write 13
/// before each 10. Before the first byte.
void useBinaryStreams();

} // namespace esek::platform
