#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace esek::server {

/// How much the bodies hold that are coming in or wait for a worker, and who has to give way when it is too
/// much. Belongs to the loop's thread.
class BodyBudget {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    struct Limits {
        std::size_t all = 512u << 20;
        std::size_t perDevice = 64u << 20;
        std::size_t perAddress = 256u << 20; ///< many offices may stand behind one address
    };
    struct Holder {
        std::string device; ///< empty: not known
        std::string address;
        std::size_t bytes = 0; ///< in memory and on the disk
        std::size_t inMemory = 0;
        Moment lastByte{};
        bool complete = false; ///< a worker has it: it cannot give way any more
    };

    explicit BodyBudget(const Limits& limits) : m_limits(limits) {}
    void set(std::uint64_t connection, Holder);
    void remove(std::uint64_t connection);
    /// Nothing while all limits hold after this connection's last bytes. Otherwise who has to go: of those
    /// that share the exceeded limit the one that has been silent longest, when it has been silent for a
    /// while; else the connection itself.
    std::optional<std::uint64_t> whoHasToGo(std::uint64_t connection, Moment now) const;
    std::size_t inMemory() const { return m_inMemory; }

  private:
    template <class F>
    std::optional<std::uint64_t> longestSilent(F&& among, Moment now) const;
    Limits m_limits;
    std::map<std::uint64_t, Holder> m_holders;
    std::map<std::string, std::size_t> m_devices;
    std::map<std::string, std::size_t> m_addresses;
    std::size_t m_all = 0;
    std::size_t m_inMemory = 0;
};

} // namespace esek::server
