#pragma once
#include "app/CardService.h"
#include "app/PrintControl.h"
#include "app/PrintJob.h"
#include "app/PrintOrder.h"
#include "printing/Spooler.h"

namespace esek::app {

/// Prints cards straight on a card printer, one document a card, with a record of how far it came that is on
/// the disk before each card. The record (print-job.json in the data folder) belongs to this computer and its
/// printer: other offices and backups have no use for it, so it is no part of the replica. One print at a
/// time in a data folder. Thread-safe. Errors besides those below: instanceRunning while another program
/// prints here, and those of printing::Spooler.
class CardPrinter {
  public:
    explicit CardPrinter(Office& office,
                         std::unique_ptr<printing::Spooler> spooler = printing::systemSpooler())
        : m_office(office), m_spooler(std::move(spooler)) {}

    /// Why a print cannot go on, as a sentence.
    static std::string stopWords(const Error&);

    using Queue = printing::QueueFacts;
    using Order = PrintOrder;
    struct Options {
        std::string queue;
        Order order = Order::byClass; ///< then surname and given names
        std::string templateName;     ///< empty: by the card's type
        PrintOffset offset;           ///< of this printer
        int dpi = 0;                  ///< of the photo; 0: the resolution of the printer
        /// Number of the blank that comes out of the printer first: each printed card books its blank. Empty:
        /// the account of blanks is not kept.
        std::string firstBlank = {};
    };
    struct Outcome {
        std::size_t printed = 0; ///< by this call
        std::size_t left = 0;    ///< cards of the job that are still to come
        /// Left out before the first card; as CardExporter::Exported::refused.
        std::vector<CardService::Refusal> refused;
        std::optional<std::string> stopped; ///< why the print did not go to its end, in words
    };

    /// The print queues of this computer, by name.
    Result<std::vector<printing::QueueFacts>> queues() { return m_spooler->queues(); }

    /// The print that was stopped or cut off by a crash, or else the last one that ended; none at first.
    Result<std::optional<PrintJob>> job();

    /// The queue, when it can print a card as it is: its page is the card's. valueInvalid says what it is
    /// instead, or that the queue is unknown.
    Result<printing::QueueFacts> checkedQueue(const std::string& name, const cards::CardTemplate&);

    /// Whether the page of the queue is that of this card. Errors as checkedQueue.
    Result<void> suits(const std::string& queue, const domain::CardId&);

    /// Errors: checkFailed while an earlier print waits for goOn() or giveUp(); nothingToDo; valueInvalid for
    /// cards of several types; those of checkedQueue. With a first blank: unknownDelivery, blankTaken,
    /// blankTypeDiffers, blanksMissing; a card that is on another blank already is refused.
    Result<Outcome> print(const std::vector<domain::CardId>&, const Options&, const PrintControl&);
    /// Ends a print that was stopped, after a person has looked at what came out: the cards up to
    /// `lastGood` (a position from 1, 0 for none) are good. A later one that the register calls printed has
    /// spoiled its blank and is printed again. `nextBlank` is the one that lies in the printer now: the
    /// blanks of this print before it that no card is on are booked as spoiled. Empty: the one that was next.
    /// nothingToDo when no print is unfinished; the errors of blanks as in print().
    Result<Outcome> goOn(std::size_t lastGood, const PrintControl&, const std::string& nextBlank = {});
    /// The rest stays unprinted; it can be printed with another job. nothingToDo when no print is unfinished.
    Result<void> giveUp(std::size_t lastGood, const std::string& nextBlank = {});
    /// Marks cards of the last print with their blanks as spoiled and prints them again. Positions from 1.
    /// `nextBlank` as in goOn(). nothingToDo when nothing was printed here; wrongUsage for positions beyond
    /// the print; the errors of blanks as in print().
    Result<Outcome> reprint(const std::vector<std::size_t>& positions, const std::string& reason,
                            const PrintControl&, const std::string& nextBlank = {});

  private:
    std::filesystem::path recordFile() const;
    /// There while a card goes to the queue. Its name begins with that of the photo, so that it goes with the
    /// photo even after a crash (PrintPictures).
    std::filesystem::path pageFile(const domain::StudentCard&) const;
    void save(const PrintJob&);
    PrintJob unfinished();
    void settle(PrintJob&, std::size_t lastGood, const std::string& nextBlank);
    void takeBack(PrintJob&);
    Outcome run(PrintJob&, const PrintControl&);
    void send(PrintJob&, PrintJob::Card&, std::size_t position, const cards::CardTemplate&);

    Office& m_office;
    std::unique_ptr<printing::Spooler> m_spooler;
};

} // namespace esek::app
