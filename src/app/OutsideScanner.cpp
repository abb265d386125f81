#include "app/OutsideScanner.h"

#include "app/ScanAnswer.h"
#include "base/Translate.h"
#include "scanning/ScanError.h"

namespace esek::app {

namespace {

using End = platform::ChildOutcome::End;

constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20; ///< a page full of photos at 1200 dpi

} // namespace

std::vector<std::uint8_t> OutsideScanner::run(const std::vector<std::string>& words,
                                              std::chrono::milliseconds time,
                                              const Progress& progress) const {
    if (m_program.empty())
        throw Exception(
            Error{ErrorCode::programMissing, "no command line program", {{"program", "esekretariat-cli"}}});
    platform::ChildLimits limits;
    limits.time = time;
    limits.outputBytes = kMostBytes;
    // SANE looks for its configuration and for devices on the network with these.
    limits.variables = {"SANE_CONFIG_DIR", "HOME", "PATH", "DBUS_SYSTEM_BUS_ADDRESS",
                        "ESEKRETARIAT_RESOURCES"};
    limits.stopped = [&progress] { return progress.cancelled(); };
    std::vector<std::string> arguments{"--lang", language() == Language::polish ? "pl" : "en", "photo",
                                       "scan-for-window"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    auto outcome = platform::runChild(m_program, arguments, {}, limits).value();
    if (outcome.end == End::stopped)
        throw Exception(ErrorCode::cancelled, "a scan was stopped");
    if (outcome.end == End::outOfTime)
        throw Exception(scanning::scanError(
            "the scanner took too long",
            tr("the scanner did not answer in time; switch it off and on, and try again")));
    return std::move(outcome.output); // what ended early is seen when it is read
}

Result<std::vector<ScannerFacts>> OutsideScanner::scanners(const Progress& progress) const {
    return guarded([&] { return scannersFromAnswer(run({"--list"}, m_times.list, progress)).value(); });
}

Result<ScannedSheet> OutsideScanner::scan(const ScanOrder& order, const Progress& progress) const {
    return guarded([&] {
        std::vector<std::string> words{"--dpi=" + std::to_string(order.dpi)};
        if (!order.scanner.empty())
            words.push_back("--scanner=" + order.scanner);
        for (const auto& [setting, value] : order.options)
            words.push_back("--set=" + setting + "=" + value);
        return sheetFromAnswer(run(words, m_times.scan, progress)).value();
    });
}

} // namespace esek::app
