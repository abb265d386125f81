#pragma once
#include "base/Result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace esek::printing {

/// What a queue says of itself and of its printer.
struct QueueFacts {
    std::string name;
    std::string description; ///< for people; may be empty
    double pageWidthMm = 0;  ///< of the page that is loaded or chosen by default; 0: it does not say
    double pageHeightMm = 0;
    int dpi = 0;         ///< default resolution; 0: it does not say
    bool paused = false; ///< nothing comes out until somebody resumes the queue
    std::string trouble; ///< what the printer says, such as "media-jam"; empty when it says nothing
    bool isDefault = false;
};

struct Page {
    std::string title; ///< seen by everybody who looks at the queue: no personal data
    std::span<const std::uint8_t> pdf;
};

enum class DocumentState {
    waiting,  ///< in the queue
    printing, ///< with the printer
    stopped,  ///< with the printer, which does not go on
    done,     ///< the printer has taken all of it
    cancelled,
    failed,
};

/// The queues of this computer and what lies in them. Nothing is scaled, turned into other colours or moved:
/// a document is printed as its pages are. Thread-safe. Any call may end with checkFailed and a reason when
/// the print service does not answer.
class Spooler {
  public:
    virtual ~Spooler() = default;

    virtual Result<std::vector<QueueFacts>> queues() = 0;          ///< by name
    virtual Result<QueueFacts> queue(const std::string& name) = 0; ///< valueInvalid for an unknown one
    /// Puts one page into the queue, on one side of the medium. Returns the number of the document there.
    virtual Result<int> send(const std::string& queue, const Page&) = 0;
    /// A document that the service has forgotten is done: it forgets the old ones.
    virtual Result<DocumentState> state(const std::string& queue, int document) = 0;
    /// Takes it out of the queue, and what the service has kept of it: its file shows a pupil. One that is
    /// done already stays done.
    virtual Result<void> cancel(const std::string& queue, int document) = 0;
};

/// That of the operating system: CUPS, at the address of the variable CUPS_SERVER when it is set. On Windows
/// every call ends with checkFailed, because there cards are printed from their PDF.
std::unique_ptr<Spooler> systemSpooler();

} // namespace esek::printing
