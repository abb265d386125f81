#ifdef _WIN32
#include "base/Translate.h"
#include "scanning/ScanError.h"
#include "scanning/Scanner.h"

namespace esek::scanning {

namespace {

class NoScanner final : public Scanner {
  public:
    Result<std::vector<ScannerFacts>> scanners() override { return error(); }
    Result<ScannedPage> scan(const ScanOrder&, Progress*) override { return error(); }

  private:
    static Error error() {
        return scanError("no scanners",
                         tr("on Windows scan with the scanner's own program and import the file"));
    }
};

} // namespace

std::unique_ptr<Scanner> systemScanner() {
    return std::make_unique<NoScanner>();
}

} // namespace esek::scanning
#endif
