#pragma once
#include "app/Office.h"
#include "base/Progress.h"
#include "cards/CardContent.h"
#include "cards/CardTemplate.h"
#include "cards/CardsPdf.h"

#include <functional>

namespace esek::app {

/// Issuing, exporting and marking cards. Thread-safe.
class CardService {
  public:
    explicit CardService(Office& office) : m_office(office) {}

    struct Refusal {
        domain::StudentId student;
        std::string label; ///< "Kowalska Anna, 1A"
        Error error;
    };
    /// Who can get a card now, and why the others cannot: no photo, open request, data missing, already
    /// issued.
    struct Readiness {
        std::vector<storage::StudentRow> ready;
        std::vector<Refusal> refused;
    };
    Result<Readiness> readiness(const std::string& classUnit = {});

    struct Issued {
        /// One for each card type (they go on different blanks); empty when nobody can get a card.
        std::vector<domain::CardBatch> batches;
        std::vector<domain::StudentCard> cards;
        std::vector<Refusal> refused;
    };
    /// Numbers by the school's pattern, register rows and batches, in one transaction. Before a number is
    /// given the card is laid out and its picture rendered: what cannot be printed is refused with the
    /// reason.
    Result<Issued> issue(const std::vector<domain::StudentId>&, Date issuedOn, Progress* progress = nullptr);
    /// A further card for a pupil whose valid card is lost, spoiled in use or wrong: the old one becomes
    /// invalid with the reason, the new one is a duplicate (domain/README.md, Register and numbers).
    Result<Issued> issueDuplicate(domain::StudentId, Date issuedOn, const std::string& reason);

    static constexpr int kDefaultDpi = 600; ///< of the picture on the card

    struct ExportOptions {
        std::string templateName; ///< empty: by the card's type
        double offsetXmm = 0;     ///< of this printer; right
        double offsetYmm = 0;     ///< down
        int dpi = kDefaultDpi;
        bool background = false; ///< proof sheet only: picture of the blank, on screen only
    };
    struct Exported {
        int cards = 0;
        /// Left out: the pupil asked for deletion or change meanwhile, the photo is no longer the accepted
        /// one, or the card is spoiled, lost or invalid.
        std::vector<Refusal> refused;
    };
    /// One page of 85.60 x 53.98 mm a card. When every card must be left out: nothingToDo and no file. A text
    /// that does not fit stops the export with an error that names the pupil; nothing is written then.
    Result<Exported> exportPdf(const domain::BatchId&, const std::filesystem::path& out, const ExportOptions&,
                               Progress* progress = nullptr);
    /// A4 proof with cut marks.
    Result<Exported> exportSheet(const domain::BatchId&, const std::filesystem::path& out,
                                 const ExportOptions&, Progress* progress = nullptr);
    /// For a print firm: zip of a CSV and the pictures; file names hold no personal data.
    Result<Exported> exportVendor(const domain::BatchId&, const std::filesystem::path& out,
                                  const ExportOptions&, Progress* progress = nullptr);
    /// SIO import file of issued cards (domain/README.md, Exchange).
    Result<Exported> exportSio(const domain::BatchId&, const std::filesystem::path& out);

    Result<domain::StudentCard> mark(const std::string& numberOrId, domain::CardState,
                                     const std::string& reason);

    /// What would be printed for this pupil now, for the preview; the number is the next one when none is
    /// issued.
    Result<cards::CardContent> preview(domain::StudentId);
    /// Contents of an issued card with its picture rendered for print.
    Result<cards::CardContent> content(const domain::StudentCard&, const cards::CardTemplate&, int dpi);
    Result<cards::CardTemplate> templateFor(const domain::StudentCard&, const ExportOptions&);

  private:
    using Writer = std::function<Result<void>(const cards::CardTemplate&, const cards::CardSource&)>;
    Result<Exported> write(const domain::BatchId&, const ExportOptions&, Progress*, const Writer&);
    Office& m_office;
};

} // namespace esek::app
