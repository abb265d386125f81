#pragma once
#include "app/Office.h"
#include "base/Progress.h"
#include "cards/CardContent.h"
#include "cards/CardTemplate.h"

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
    /// Who can get a card now, and why the others cannot: no photo, open request, data missing, already issued.
    struct Readiness {
        std::vector<storage::StudentRow> ready;
        std::vector<Refusal> refused;
    };
    Result<Readiness> readiness(const std::string& classUnit = {});

    struct Issued {
        domain::CardBatch batch;
        std::vector<domain::StudentCard> cards;
        std::vector<Refusal> refused;
    };
    /// Numbers by the school's pattern, register rows and a batch, in one transaction. When nobody can get a card:
    /// nothingToDo and no batch. `refusedOut` then still tells why for each.
    Result<Issued> issue(const std::vector<domain::StudentId>&, Date issuedOn,
                         std::vector<Refusal>* refusedOut = nullptr);
    Result<Issued> issueDuplicate(domain::StudentId, Date issuedOn, const std::string& reason);

    struct ExportOptions {
        std::string templateName; ///< empty: by the card's type
        double offsetXmm = 0;     ///< of this printer; right
        double offsetYmm = 0;     ///< down
        int dpi = 600;
        bool background = false; ///< proof sheet only: picture of the blank, on screen only
    };
    /// One page of 85.60 x 53.98 mm a card. A card whose pupil asked for deletion, whose photo is gone, or whose
    /// text does not fit stops the export with an error that names the pupil; nothing is written then.
    Result<int> exportPdf(const domain::BatchId&, const std::filesystem::path& out, const ExportOptions&,
                          Progress* progress = nullptr);
    /// A4 proof with cut marks.
    Result<int> exportSheet(const domain::BatchId&, const std::filesystem::path& out, const ExportOptions&,
                            Progress* progress = nullptr);
    /// SIO import file of issued cards (DOMAIN II.1.6).
    Result<int> exportSio(const domain::BatchId&, const std::filesystem::path& out);

    Result<domain::StudentCard> mark(const std::string& numberOrId, domain::CardState, const std::string& reason);

    /// What would be printed for this pupil now, for the preview; the number is the next one when none is issued.
    Result<cards::CardContent> preview(domain::StudentId);
    /// Contents of an issued card with its picture rendered for print.
    Result<cards::CardContent> content(const domain::StudentCard&, const cards::CardTemplate&, int dpi);
    Result<cards::CardTemplate> templateFor(const domain::StudentCard&, const ExportOptions&);

  private:
    Office& m_office;
};

} // namespace esek::app
