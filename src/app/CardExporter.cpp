#include "app/CardExporter.h"

#include "app/CardRules.h"
#include "app/CardTemplates.h"
#include "app/Parallel.h"
#include "app/PrintPictures.h"
#include "app/PrintableCards.h"
#include "app/SioExport.h"
#include "base/Format.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cards/VendorExport.h"
#include "imaging/Encode.h"
#include "reports/Reports.h"
#include "reports/TableFiles.h"

#include <algorithm>
#include <cmath>

namespace esek::app {

using namespace domain;

namespace {

/// A grey picture with its diagonals, of the shape that a photo on the card has.
std::vector<std::uint8_t> testPicture(int width, int height, int dpi) {
    constexpr std::uint8_t kGrey = 0xC8, kLine = 0x40;
    imaging::Image image{width, height, {}};
    image.rgb.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, kGrey);
    const int thick = std::max(1, height / 130);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int diagonal = x * height / width;
            const bool line = std::abs(y - diagonal) < thick || std::abs(height - 1 - y - diagonal) < thick ||
                              std::min({x, y, width - 1 - x, height - 1 - y}) < thick;
            if (line)
                std::fill_n(image.rgb.begin() + (static_cast<std::ptrdiff_t>(y) * width + x) * 3, 3, kLine);
        }
    return imaging::encodeJpeg(image, 90, dpi).value();
}

/// The crosses from which a person measures how the printer is off.
pdf::Drawing testMarks() {
    constexpr double kArmMm = 3, kLineMm = 0.15, kLetterPt = 7, kBesideMm = 0.8;
    pdf::Drawing marks;
    for (const auto& [place, letter] : {std::pair{kFirstMark, "A"}, std::pair{kSecondMark, "B"}}) {
        marks.push_back(
            pdf::LineOp{place.right - kArmMm, place.down, place.right + kArmMm, place.down, kLineMm, {}});
        marks.push_back(
            pdf::LineOp{place.right, place.down - kArmMm, place.right, place.down + kArmMm, kLineMm, {}});
        marks.push_back(pdf::TextOp{
            place.right + kBesideMm, place.down - kBesideMm, kLetterPt, pdf::FontStyle::bold, letter, {}, 0});
    }
    return marks;
}

} // namespace

Result<cards::CardTemplate> CardExporter::templateFor(const StudentCard& card, const Options& options) {
    return CardTemplates(m_office).load(options.templateName.empty() ? card.cardType : options.templateName);
}

bool CardExporter::waitsForPrinter(const StudentCard& card) {
    return card.state == CardState::issued || card.state == CardState::spoiled;
}

Result<std::vector<CardId>> CardExporter::cardsToPrint(const BatchId& batch) {
    return guarded([&] {
        storage::CardFilter filter;
        filter.batch = batch;
        std::vector<CardId> ids;
        for (const StudentCard& card : m_office.replica().cards().list(filter).value())
            if (waitsForPrinter(card))
                ids.push_back(card.id);
        return ids;
    });
}

Result<std::vector<CardId>> CardExporter::cardsOf(const BatchId& batch) {
    return guarded([&] {
        storage::CardFilter filter;
        filter.batch = batch;
        std::vector<CardId> ids;
        for (const StudentCard& card : m_office.replica().cards().list(filter).value())
            ids.push_back(card.id);
        return ids;
    });
}

Result<CardExporter::Exported> CardExporter::write(const std::vector<CardId>& ids, const Options& options,
                                                   Progress* progress, const Writer& writer) {
    return guarded([&] {
        PrintableCards p = printableCards(m_office, ids);
        if (p.cards.empty())
            return Exported{0, std::move(p.refused)};
        if (options.templateName.empty())
            requireOneType(p.cards);
        const cards::CardTemplate templ = templateFor(p.cards.front(), options).value();
        // Pictures that are not in the cache (another dpi, a cleared cache) are rendered on all cores first.
        const bool finished = parallelFor(p.cards.size(), nullptr, [&](std::size_t i) {
            if (progress && progress->cancelled())
                return;
            const StudentCard& card = p.cards[i];
            const cards::RectMm& window = templ.photoWindow();
            m_office.pictures()
                .get(card.contents.photo, card.contents.crop, {window.width, window.height, options.dpi})
                .value();
        });
        if (!finished || (progress && progress->cancelled()))
            throw Exception(ErrorCode::cancelled, "cancelled");
        cards::CardSource source;
        source.count = p.cards.size();
        CardService service(m_office);
        source.fetch = [&](std::size_t i) { return service.content(p.cards[i], templ, options.dpi); };
        writer(templ, source).value();
        return Exported{static_cast<int>(p.cards.size()), std::move(p.refused)};
    });
}

Result<CardExporter::Exported> CardExporter::pdf(const std::vector<CardId>& ids,
                                                 const std::filesystem::path& asked, const Options& options,
                                                 Progress* progress) {
    const auto out = outputFile(asked, m_office.dir());
    if (!out)
        return out.error();
    return write(ids, options, progress,
                 [&](const cards::CardTemplate& templ, const cards::CardSource& source) {
                     cards::PdfOptions pdf;
                     pdf.correction = layoutOf(options.offset);
                     pdf.progress = progress;
                     return cards::writeCardsPdf(*out, templ, source, pdf);
                 });
}

Result<CardExporter::Exported> CardExporter::sheet(const std::vector<CardId>& ids,
                                                   const std::filesystem::path& asked, const Options& options,
                                                   Progress* progress) {
    const auto out = outputFile(asked, m_office.dir());
    if (!out)
        return out.error();
    return write(ids, options, progress,
                 [&](const cards::CardTemplate& templ, const cards::CardSource& source) {
                     cards::SheetOptions sheet;
                     sheet.background = options.background;
                     sheet.progress = progress;
                     return cards::writeProofSheet(*out, templ, source, sheet);
                 });
}

Result<CardExporter::Exported> CardExporter::vendor(const std::vector<CardId>& ids,
                                                    const std::filesystem::path& asked,
                                                    const Options& options, Progress* progress) {
    const auto out = outputFile(asked, m_office.dir());
    if (!out)
        return out.error();
    return write(ids, options, progress, [&](const cards::CardTemplate&, const cards::CardSource& source) {
        return cards::writeVendorZip(*out, source, progress);
    });
}

Result<CardExporter::Exported> CardExporter::sio(const std::vector<CardId>& ids,
                                                 const std::filesystem::path& asked) {
    const auto out = outputFile(asked, m_office.dir());
    if (!out)
        return out.error();
    return guarded([&] {
        Exported result;
        std::vector<StudentCard> listed;
        for (StudentCard& card : loadCards(m_office, ids)) {
            const std::string label = labelOf(card);
            if (!card.valid())
                result.refused.push_back(
                    {card.student, label,
                     Error{ErrorCode::cardLeftOut,
                           "not valid",
                           {{"number", card.number}, {"state", domain::label(card.state)}}}});
            else if (card.contents.pesel.empty())
                result.refused.push_back(
                    {card.student, label, Error{ErrorCode::peselNeeded, "no PESEL", {{"student", label}}}});
            else if (auto obstacle = sioObstacle(card))
                result.refused.push_back({card.student, label, std::move(*obstacle)});
            else
                listed.push_back(std::move(card));
        }
        if (listed.empty())
            return result;
        platform::writeFileAtomically(*out, sioCsv(listed)).value();
        result.cards = static_cast<int>(listed.size());
        return result;
    });
}

Result<CardExporter::Exported> CardExporter::handoverList(const std::vector<CardId>& ids,
                                                          const std::filesystem::path& asked) {
    return guarded([&] {
        const std::filesystem::path out = outputFile(asked, m_office.dir()).value();
        Exported result;
        std::vector<reports::CardLine> listed;
        for (StudentCard& card : loadCards(m_office, ids)) {
            if (card.valid())
                listed.push_back({std::move(card), {}, {}, {}});
            else
                result.refused.push_back(
                    {card.student, labelOf(card),
                     Error{ErrorCode::cardLeftOut,
                           "not valid",
                           {{"number", card.number}, {"state", domain::label(card.state)}}}});
        }
        if (listed.empty())
            return result;
        reports::Table table = reports::handover(listed);
        table.title = tr("List of identity cards handed over");
        reports::writePdf(out, table, {listed.front().card.contents.schoolName, m_office.clock().today()})
            .value();
        result.cards = static_cast<int>(listed.size());
        return result;
    });
}

Result<void> CardExporter::testCard(const std::filesystem::path& asked, const Options& options) {
    const auto out = outputFile(asked, m_office.dir());
    if (!out)
        return out.error();
    return guarded([&] {
        const StudentCard card = specimenCard(m_office);
        const cards::CardTemplate templ = templateFor(card, options).value();
        cards::CardContent content = textsOf(card);
        const cards::RectMm& window = templ.photoWindow();
        const auto pixels = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * options.dpi)); };
        content.photoWidthPx = pixels(window.width);
        content.photoHeightPx = pixels(window.height);
        content.photoJpeg = testPicture(content.photoWidthPx, content.photoHeightPx, options.dpi);
        cards::PdfOptions pdf;
        pdf.correction = layoutOf(options.offset);
        pdf.marks = testMarks();
        cards::writeCardsPdf(*out, templ, cards::sourceFrom({std::move(content)}), pdf).value();
    });
}

} // namespace esek::app
