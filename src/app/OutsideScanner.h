#pragma once
#include "app/ScanService.h"
#include "base/platform/Child.h"

#include <chrono>

namespace esek::app {

/// Scanners for a window. What works a device may hang for ever or crash, so the command line program works
/// it in a process of its own (photo scan-for-window) and answers over a pipe: nothing of the page lies on
/// the disk, and the process is ended when it takes too long or a person stops it. Thread-safe.
class OutsideScanner {
  public:
    struct Times {
        std::chrono::milliseconds list{std::chrono::seconds(60)}; ///< devices on the network answer slowly
        std::chrono::milliseconds scan{std::chrono::minutes(5)};  ///< a large page at 1200 dpi
    };
    /// The program beside this one.
    OutsideScanner() : OutsideScanner(platform::ownProgram("esekretariat-cli"), {}) {}
    /// Another program or other times, for tests.
    OutsideScanner(std::filesystem::path program, Times times)
        : m_program(std::move(program)), m_times(times) {}

    /// Errors: those of ScanService::scanners(), programMissing, cancelled.
    Result<std::vector<ScannerFacts>> scanners(const Progress&) const;
    /// Errors: those of ScanService::sheet(), programMissing, cancelled.
    Result<ScannedSheet> scan(const ScanOrder&, const Progress&) const;

  private:
    std::vector<std::uint8_t> run(const std::vector<std::string>& words, std::chrono::milliseconds time,
                                  const Progress&) const;
    std::filesystem::path m_program;
    Times m_times;
};

} // namespace esek::app
