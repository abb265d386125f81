#pragma once
#include "base/Json.h"
#include "sync/client/Transport.h"

namespace esek::sync {

/// Asks the server for a JSON value, in the highest version of the protocol that both speak: a server that
/// does not know ours says which versions it knows, and is asked once more. Without `token` it is asked as a
/// stranger. Throws Exception: what the server said, serverProtocol, serverUnreachable for an answer that
/// cannot be read.
Json ask(Transport&, const std::string& method, const std::string& target, const std::string& token,
         const Json* body = nullptr);

/// What this program calls itself to a server: "e-Sekretariat/1.2.3".
std::string programName();

} // namespace esek::sync
