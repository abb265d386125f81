#pragma once
#include "base/Result.h"
#include "imaging/Image.h"
#include "imaging/Probe.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace esek::imaging {

/// A picture that was decoded in another process: upright, sRGB, alpha on white.
struct OutsidePicture {
    ImageInfo info;
    Image image;
};

/// The program esekretariat-decoder, which reads pictures of every kind behind walls: a process of its own
/// without files, network or environment, bounded in memory and time. Whatever a hostile picture does to it,
/// here arrive checked pixels or a sentence. Thread-safe.
class OutsideDecoder {
  public:
    /// Beside this program or in ../lib/esekretariat.
    OutsideDecoder();
    /// Another program or other limits, for tests.
    OutsideDecoder(std::filesystem::path program, std::chrono::milliseconds time)
        : m_program(std::move(program)), m_time(time) {}

    bool installed() const { return !m_program.empty(); }

    /// Errors: those of decode(), decodingStopped, programMissing.
    Result<std::shared_ptr<const OutsidePicture>> decode(std::span<const std::uint8_t> file,
                                                         const std::string& name) const;
    /// The picture as a JPEG of at most maxSide pixels on the longer side, never enlarged.
    Result<std::vector<std::uint8_t>> thumbnail(std::span<const std::uint8_t> file, const std::string& name,
                                                int maxSide, int quality) const;

    /// The same as decode(), for use inside the module. Throws.
    std::shared_ptr<const OutsidePicture> decodeOrThrow(std::span<const std::uint8_t> file) const;

  private:
    std::vector<std::uint8_t> run(const std::vector<std::string>& arguments,
                                  std::span<const std::uint8_t> file) const;

    std::filesystem::path m_program;
    std::chrono::milliseconds m_time;
};

} // namespace esek::imaging
