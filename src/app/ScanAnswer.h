#pragma once
#include "app/ScanService.h"

#include <span>

namespace esek::app {

/// What the command line program tells the window of a scanner over a pipe: one line of JSON behind a mark,
/// then the pictures that it names by their sizes. Thread-safe.
std::vector<std::uint8_t> scanAnswer(const Result<std::vector<ScannerFacts>>&);
std::vector<std::uint8_t> scanAnswer(const Result<ScannedSheet>&);

/// Reads them back; the error that was told comes as an error. Nothing of an answer is believed: one that
/// ends too early, names sizes that are not there or has corners beyond the page is checkFailed.
Result<std::vector<ScannerFacts>> scannersFromAnswer(std::span<const std::uint8_t>);
Result<ScannedSheet> sheetFromAnswer(std::span<const std::uint8_t>);

} // namespace esek::app
