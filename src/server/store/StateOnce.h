#pragma once
#include "server/store/Tx.h"

namespace esek::server {

/// The value of this name in the server's state, and `fresh` when there is none yet. Whoever tries the same
/// at this moment, in another process too, comes to the same value. In a transaction that writes.
std::string stateOnce(Tx&, Text name, Text fresh);

} // namespace esek::server
