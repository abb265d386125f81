#pragma once
#include "app/CardService.h"
#include "app/PrintOffset.h"
#include "cards/CardsPdf.h"

#include <functional>

namespace esek::app {

/// Files of issued cards: for the printer, for a print firm, for SIO. Thread-safe.
class CardExporter {
  public:
    explicit CardExporter(Office& office) : m_office(office) {}

    struct Options {
        std::string templateName; ///< empty: by the card's type
        PrintOffset offset;       ///< of this printer
        int dpi = CardService::kDefaultDpi;
        bool background = false; ///< proof sheet only: picture of the blank, on screen only
    };
    struct Exported {
        int cards = 0; ///< 0: every card was left out and there is no file
        /// Left out: the pupil asked for deletion or change meanwhile, the photo is no longer the accepted
        /// one, the card is lost, returned or invalid, or the pupil has another valid card beside a spoiled
        /// one.
        std::vector<CardService::Refusal> refused;
    };
    /// The cards of a batch that wait for the printer: not printed yet, or spoiled. A card that was printed
    /// is printed again only when a person names it, since it costs a numbered blank.
    Result<std::vector<domain::CardId>> cardsToPrint(const domain::BatchId&);
    static bool waitsForPrinter(const domain::StudentCard&);
    Result<std::vector<domain::CardId>> cardsOf(const domain::BatchId&);

    /// One page of 85.60 x 53.98 mm a card. Errors: nothingToDo when no card is named; valueInvalid when the
    /// cards are of several types, which go on different blanks. A text that does not fit stops the export
    /// with an error that names the pupil; nothing is written then.
    Result<Exported> pdf(const std::vector<domain::CardId>&, const std::filesystem::path& out, const Options&,
                         Progress* progress = nullptr);
    /// A4 proof with cut marks.
    Result<Exported> sheet(const std::vector<domain::CardId>&, const std::filesystem::path& out,
                           const Options&, Progress* progress = nullptr);
    /// For a print firm: zip of a CSV and the pictures; file names hold no personal data.
    Result<Exported> vendor(const std::vector<domain::CardId>&, const std::filesystem::path& out,
                            const Options&, Progress* progress = nullptr);
    /// SIO import file of issued cards (domain/README.md, Exchange).
    Result<Exported> sio(const std::vector<domain::CardId>&, const std::filesystem::path& out);
    /// A PDF on which everybody signs who gets a card, a class on sheets of its own. Cards that nobody can be
    /// given (spoiled, lost, returned, invalid) are left out.
    Result<Exported> handoverList(const std::vector<domain::CardId>&, const std::filesystem::path& out);
    /// One page with the school's data, an invented person, a grey picture and the two crosses of
    /// app/PrintOffset.h, to be laid over a blank: how well the printer hits the places shows before a
    /// numbered blank is spent.
    Result<void> testCard(const std::filesystem::path& out, const Options&);

  private:
    using Writer = std::function<Result<void>(const cards::CardTemplate&, const cards::CardSource&)>;
    Result<cards::CardTemplate> templateFor(const domain::StudentCard&, const Options&);
    Result<Exported> write(const std::vector<domain::CardId>&, const Options&, Progress*, const Writer&);
    Office& m_office;
};

} // namespace esek::app
