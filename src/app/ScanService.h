#pragma once
#include "base/Result.h"
#include "scanning/Scanner.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace esek::app {

using ScanOrder = scanning::ScanOrder;
using ScannerFacts = scanning::ScannerFacts;

/// A photo that lay on the scanner.
struct ScannedPhoto {
    int width = 0; ///< pixels
    int height = 0;
    std::vector<std::uint8_t> jpeg;
    /// Where it lay: its corners in parts of the page's width and height, beginning with the one at the upper
    /// left of the photo, clockwise.
    std::array<std::pair<double, double>, 4> corners{};
};

/// A page of the scanner, and what lay on it.
struct ScannedSheet {
    std::vector<std::uint8_t> jpeg;   ///< the page, made smaller for the screen
    std::vector<ScannedPhoto> photos; ///< in reading order; none where no photo was seen
};

/// Photos on paper become files. Nothing of the page stays on this computer but what is written. Thread-safe;
/// scans wait for each other. The scanner is worked in this process: a window takes OutsideScanner.
class ScanService {
  public:
    explicit ScanService(std::unique_ptr<scanning::Scanner> scanner = scanning::systemScanner())
        : m_scanner(std::move(scanner)) {}

    Result<std::vector<ScannerFacts>> scanners() { return m_scanner->scanners(); }
    /// One page, and the photos on it, straightened (quality/PrintsOnSheet.h). Errors: those of
    /// Scanner::scan().
    Result<ScannedSheet> sheet(const ScanOrder&, Progress* progress = nullptr);
    /// The photos alone. Errors: those of sheet(), checkFailed also when no photo lies there.
    Result<std::vector<ScannedPhoto>> photos(const ScanOrder&, Progress* progress = nullptr);
    /// Writes them into the folder as "skan-001.jpg" and so on, behind those that are there. Returns the
    /// files. Errors: folderNotWritable, diskFull.
    static Result<std::vector<std::filesystem::path>> save(const std::vector<ScannedPhoto>&,
                                                           const std::filesystem::path& folder);

  private:
    std::unique_ptr<scanning::Scanner> m_scanner;
};

} // namespace esek::app
