#pragma once
#include "server/central/Central.h"
#include "server/http/Message.h"

#include <chrono>
#include <map>

namespace esek::server {

/// Whose token a request shows. Answers of the database are remembered for a minute, under the token's hash,
/// so that it is known at the end of a head whether a body is taken; a revocation makes all be forgotten at
/// once. What a request does is decided by lookUp() alone. Thread-safe.
class DeviceTokens {
  public:
    explicit DeviceTokens(Central& central) : m_central(central) {}
    /// Without the database: nothing when it has to be looked up.
    std::optional<Caller> remembered(const std::string& token);
    /// serverUnauthorized (thrown).
    Caller lookUp(const std::string& token);
    /// The token of "Authorization: Bearer TOKEN"; empty when there is none that could be ours.
    static std::string shownBy(const Request&);

  private:
    struct Known {
        Caller caller;
        std::uint64_t revocations = 0; ///< when it was looked up
        std::chrono::steady_clock::time_point until;
    };
    Central& m_central;
    std::mutex m_mutex;
    std::map<std::string, Known> m_known; ///< by the token's hash
};

} // namespace esek::server
