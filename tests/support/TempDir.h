#pragma once
#include "base/Hex.h"
#include "base/Rng.h"

#include <array>
#include <filesystem>

namespace esek::test {

/// A folder of its own for one test, removed at its end.
class TempDir {
  public:
    TempDir() : TempDir(std::filesystem::temp_directory_path()) {}
    explicit TempDir(const std::filesystem::path& parent) {
        std::array<std::uint8_t, 8> bytes{};
        SystemRng().fill(bytes);
        m_path = parent / ("esekretariat-test-" + toHex(bytes));
        std::filesystem::create_directories(m_path);
    }
    /// A parent in memory where there is one: for tests of logic that commit by the ten thousand, where
    /// flushing to the disk tells nothing and takes minutes.
    static std::filesystem::path inMemory() {
        std::error_code ec;
        const std::filesystem::path shm = "/dev/shm";
        return std::filesystem::is_directory(shm, ec) ? shm : std::filesystem::temp_directory_path();
    }
    ~TempDir() {
        std::error_code ec;
        std::filesystem::remove_all(m_path, ec);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return m_path / name; }

  private:
    std::filesystem::path m_path;
};

} // namespace esek::test
