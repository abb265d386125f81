#pragma once
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace esek::fuzz {

/// A rule that must hold for every input. What breaks it ends the run like a crash, with the input kept.
inline void require(bool holds, const char* rule) {
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return size == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// The input as a file in memory, for readers that take a path. One for the whole run.
class InputFile {
  public:
    explicit InputFile(const char* name) : m_path(m_dir / name) {}
    const std::filesystem::path& with(const std::uint8_t* data, std::size_t size) {
        std::FILE* file = std::fopen(m_path.c_str(), "wb");
        require(file != nullptr, "the input can be written");
        require(std::fwrite(data, 1, size, file) == size && std::fclose(file) == 0, "the input is written");
        return m_path;
    }
    std::filesystem::path beside(const char* name) const { return m_dir / name; }

  private:
    test::TempDir m_dir{test::TempDir::inMemory()};
    std::filesystem::path m_path;
};

} // namespace esek::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
