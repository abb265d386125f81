#pragma once
#include "base/Progress.h"
#include "base/Result.h"
#include "imaging/Image.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace esek::scanning {

struct ScannerFacts {
    std::string name;        ///< by which scan() finds it
    std::string description; ///< maker and model, for people
};

struct ScanOrder {
    std::string scanner; ///< a name of scanners(); empty: the only one there is
    int dpi = 300;       ///< the scanner takes what it has nearest to it
    /// Settings of the device by its own names, such as {"source", "ADF"}, before all others.
    std::vector<std::pair<std::string, std::string>> options;
};

struct ScannedPage {
    imaging::Image image;
    int dpi = 0; ///< that the scanner used
};

/// The scanners of this computer. Thread-safe; calls wait for each other. Any call may end with checkFailed
/// and a reason in words when a scanner does not answer.
class Scanner {
  public:
    virtual ~Scanner() = default;

    /// May take some seconds: devices on the network are asked, too.
    virtual Result<std::vector<ScannerFacts>> scanners() = 0;
    /// Scans the whole area in colour. Errors: valueInvalid for an unknown scanner or setting, valueRequired
    /// when there are several scanners and none was named, imageTooLarge, cancelled.
    virtual Result<ScannedPage> scan(const ScanOrder&, Progress* progress = nullptr) = 0;
};

/// That of the operating system: SANE, with the configuration in the variable SANE_CONFIG_DIR when it is set.
/// On Windows every call ends with checkFailed.
std::unique_ptr<Scanner> systemScanner();

} // namespace esek::scanning
