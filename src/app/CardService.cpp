#include "app/CardService.h"

#include "app/CardIssuer.h"
#include "app/CardRules.h"
#include "app/Parallel.h"
#include "app/PrintPictures.h"
#include "app/SioExport.h"
#include "base/platform/Files.h"
#include "cards/CardsPdf.h"
#include "cards/VendorExport.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

/// The cards of a batch that may be printed, and why the others may not.
struct Printable {
    std::vector<StudentCard> cards;
    std::vector<CardService::Refusal> refused;
};

Printable printable(Office& office, const BatchId& batch) {
    storage::CardFilter filter;
    filter.batch = batch;
    Printable result;
    for (StudentCard& card : office.replica().cards(filter).value()) {
        const PhotoFile file = office.replica().photoFile(card.student).value();
        auto obstacle = printObstacle(card, file);
        if (!obstacle && !office.replica().blobs().has(card.contents.photo))
            obstacle = Error{ErrorCode::photoErased, "no bytes", {{"student", labelOf(card)}}};
        if (obstacle)
            result.refused.push_back({card.student, labelOf(card), std::move(*obstacle)});
        else
            result.cards.push_back(std::move(card));
    }
    return result;
}

imaging::PrintJpegOptions pictureOptions(const cards::CardTemplate& card, int dpi) {
    return {card.photoWindow().width, card.photoWindow().height, dpi};
}

} // namespace

Result<CardService::Readiness> CardService::readiness(const std::string& classUnit) {
    return guarded([&] {
        storage::StudentFilter filter;
        filter.classUnit = classUnit;
        const School school = m_office.replica().school().value();
        Readiness result;
        for (storage::StudentRow& row : m_office.replica().students(filter).value()) {
            const std::string label = labelOf(row.student);
            std::optional<Error> error;
            if (row.student.needsNoCard) {
                error = Error{ErrorCode::cardNotNeeded, "needs no card", {{"student", label}}};
            } else if (row.card) {
                error = Error{ErrorCode::cardAlreadyIssued,
                              "has a valid card",
                              {{"student", label}, {"number", row.cardNumber}}};
            } else {
                const bool simple = row.photoStatus != PhotoStatus::accepted &&
                                    row.photoStatus != PhotoStatus::changeRequested;
                const PhotoFile file = simple ? PhotoFile{row.student.id, NoPhoto{}, 0, {}}
                                              : m_office.replica().photoFile(row.student.id).value();
                if (row.photoStatus == PhotoStatus::deletionRequested)
                    error = Error{ErrorCode::deletionRequestOpen, "deletion", {{"student", label}}};
                else
                    error = photoObstacle(file, label);
                if (!error) {
                    if (const auto contents = contentsFor(row.student, school, *file.accepted()); !contents)
                        error = contents.error();
                }
            }
            if (error)
                result.refused.push_back({row.student.id, label, std::move(*error)});
            else
                result.ready.push_back(std::move(row));
        }
        return result;
    });
}

Result<CardService::Issued> CardService::issue(const std::vector<StudentId>& students, Date issuedOn,
                                               Progress* progress) {
    return guarded([&] {
        CardIssuer issuer(m_office, issuedOn);
        for (const StudentId& student : students)
            issuer.add(student);
        return issuer.commit(progress);
    });
}

Result<CardService::Issued> CardService::issueDuplicate(StudentId student, Date issuedOn,
                                                        const std::string& reason) {
    return guarded([&] {
        CardIssuer issuer(m_office, issuedOn);
        issuer.addDuplicate(student, reason);
        return issuer.commit(nullptr);
    });
}

Result<cards::CardTemplate> CardService::templateFor(const StudentCard& card, const ExportOptions& options) {
    return cards::CardTemplate::load(options.templateName.empty() ? card.cardType : options.templateName);
}

Result<cards::CardContent> CardService::content(const StudentCard& card, const cards::CardTemplate& templ,
                                                int dpi) {
    auto picture =
        m_office.pictures().get(card.contents.photo, card.contents.crop, pictureOptions(templ, dpi));
    if (!picture)
        return Error(picture.error()).with("student", labelOf(card));
    cards::CardContent content = textsOf(card);
    content.photoJpeg = std::move(picture->bytes);
    content.photoWidthPx = picture->width;
    content.photoHeightPx = picture->height;
    return content;
}

Result<CardService::Exported> CardService::write(const BatchId& batch, const ExportOptions& options,
                                                 Progress* progress, const Writer& writer) {
    return guarded([&] {
        Printable p = printable(m_office, batch);
        if (p.cards.empty()) {
            // One reason stands for all when there is just one; the caller lists the rest.
            if (p.refused.size() == 1)
                throw Exception(p.refused.front().error);
            throw Exception(ErrorCode::nothingToDo, "no card of the batch may be printed");
        }
        const cards::CardTemplate templ = templateFor(p.cards.front(), options).value();
        // Pictures that are not in the cache (another dpi, a cleared cache) are rendered on all cores first.
        const bool finished = parallelFor(p.cards.size(), nullptr, [&](std::size_t i) {
            if (progress && progress->cancelled())
                return;
            const StudentCard& card = p.cards[i];
            m_office.pictures()
                .get(card.contents.photo, card.contents.crop, pictureOptions(templ, options.dpi))
                .value();
        });
        if (!finished || (progress && progress->cancelled()))
            throw Exception(ErrorCode::cancelled, "cancelled");
        cards::CardSource source;
        source.count = p.cards.size();
        source.fetch = [&](std::size_t i) { return content(p.cards[i], templ, options.dpi); };
        writer(templ, source).value();
        return Exported{static_cast<int>(p.cards.size()), std::move(p.refused)};
    });
}

Result<CardService::Exported> CardService::exportPdf(const BatchId& batch, const std::filesystem::path& out,
                                                     const ExportOptions& options, Progress* progress) {
    return write(batch, options, progress,
                 [&](const cards::CardTemplate& templ, const cards::CardSource& source) {
                     cards::PdfOptions pdf;
                     pdf.offsetXmm = options.offsetXmm;
                     pdf.offsetYmm = options.offsetYmm;
                     pdf.progress = progress;
                     return cards::writeCardsPdf(out, templ, source, pdf);
                 });
}

Result<CardService::Exported> CardService::exportSheet(const BatchId& batch, const std::filesystem::path& out,
                                                       const ExportOptions& options, Progress* progress) {
    return write(batch, options, progress,
                 [&](const cards::CardTemplate& templ, const cards::CardSource& source) {
                     cards::SheetOptions sheet;
                     sheet.background = options.background;
                     sheet.progress = progress;
                     return cards::writeProofSheet(out, templ, source, sheet);
                 });
}

Result<CardService::Exported> CardService::exportVendor(const BatchId& batch,
                                                        const std::filesystem::path& out,
                                                        const ExportOptions& options, Progress* progress) {
    return write(batch, options, progress, [&](const cards::CardTemplate&, const cards::CardSource& source) {
        return cards::writeVendorZip(out, source, progress);
    });
}

Result<CardService::Exported> CardService::exportSio(const BatchId& batch, const std::filesystem::path& out) {
    return guarded([&] {
        storage::CardFilter filter;
        filter.batch = batch;
        Exported result;
        std::vector<StudentCard> cards;
        for (StudentCard& card : m_office.replica().cards(filter).value()) {
            const std::string label = labelOf(card);
            if (!card.valid())
                result.refused.push_back(
                    {card.student, label,
                     Error{ErrorCode::cardWrongState,
                           "not valid",
                           {{"number", card.number}, {"state", domain::label(card.state)}}}});
            else if (card.contents.pesel.empty())
                result.refused.push_back({card.student, label,
                                          Error{ErrorCode::cardDataMissing,
                                                "no PESEL",
                                                {{"student", label}, {"field", "PESEL"}}}});
            else
                cards.push_back(std::move(card));
        }
        if (cards.empty())
            throw Exception(ErrorCode::nothingToDo, "no card for SIO");
        platform::writeFileAtomically(out, sioCsv(cards)).value();
        result.cards = static_cast<int>(cards.size());
        return result;
    });
}

Result<StudentCard> CardService::mark(const std::string& numberOrId, CardState state,
                                      const std::string& reason) {
    auto card = m_office.replica().findCard(numberOrId);
    if (!card)
        return card;
    auto done = m_office.replica().commit(m_office.mutation(
        card->id.uuid, Change(CardChange(MarkCard{state, reason})), m_office.clerk(), card->version));
    if (!done)
        return done.error();
    return m_office.replica().card(card->id);
}

Result<cards::CardContent> CardService::preview(StudentId id) {
    return guarded([&] {
        const storage::StudentRow row = m_office.replica().student(id).value();
        if (row.card) {
            const StudentCard card = m_office.replica().card(*row.card).value();
            return content(card, templateFor(card, {}).value(), 300).value();
        }
        const School school = m_office.replica().school().value();
        const PhotoFile file = m_office.replica().photoFile(id).value();
        if (!file.accepted())
            throw Exception(
                Error{ErrorCode::photoNotAccepted, "no accepted photo", {{"student", labelOf(row.student)}}});
        StudentCard card;
        card.student = id;
        card.cardType = row.student.cardType.empty() ? school.defaultCardType : row.student.cardType;
        card.classUnit = row.student.classUnit;
        card.issuedOn = m_office.clock().today();
        card.number = NumberPattern::parse(school.numberPattern)
                          .value()
                          .number(school.nextNumber, card.issuedOn, row.student);
        card.contents = contentsFor(row.student, school, *file.accepted()).value();
        return content(card, templateFor(card, {}).value(), 300).value();
    });
}

} // namespace esek::app
