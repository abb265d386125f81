#ifdef _WIN32
#include "base/Translate.h"
#include "printing/PrintError.h"
#include "printing/Spooler.h"

namespace esek::printing {

namespace {

class NoSpooler : public Spooler {
  public:
    Result<std::vector<QueueFacts>> queues() override { return error(); }
    Result<QueueFacts> queue(const std::string&) override { return error(); }
    Result<int> send(const std::string&, const Page&) override { return error(); }
    Result<DocumentState> state(const std::string&, int) override { return error(); }
    Result<void> cancel(const std::string&, int) override { return error(); }

  private:
    static Error error() {
        return printError("no spooler",
                          tr("on Windows cards are printed from the PDF that “Save PDF” writes"));
    }
};

} // namespace

std::unique_ptr<Spooler> systemSpooler() {
    return std::make_unique<NoSpooler>();
}

} // namespace esek::printing
#endif
