#include "app/SioExport.h"

#include "app/CardRules.h"
#include "base/Translate.h"
#include "domain/Pesel.h"
#include "spreadsheet/Sheet.h"

namespace esek::app {

std::optional<Error> sioObstacle(const domain::StudentCard& card) {
    const auto invalid = [&](std::string field, std::string reason) {
        return Error{ErrorCode::valueInvalid,
                     "not for SIO",
                     {{"field", std::move(field)}, {"reason", labelOf(card) + ": " + std::move(reason)}}};
    };
    if (card.contents.photo == domain::BlobId{})
        return invalid(tr("date of issue"), tr("the card was issued before and nobody knows on which day"));
    if (!domain::Pesel::parse(card.contents.pesel))
        return invalid("PESEL", tr("it is no PESEL"));
    if (card.number.empty() || spreadsheet::looksLikeFormula(card.number))
        return invalid(tr("card number"), tr("a spreadsheet would take it for a formula"));
    return std::nullopt;
}

std::string sioCsv(const std::vector<domain::StudentCard>& cards) {
    spreadsheet::Sheet sheet{
        "SIO", {"pesel", "numer legitymacji", "data wydania", "czy niepełnosprawność"}, {}};
    for (const domain::StudentCard& c : cards)
        sheet.rows.push_back(
            {c.contents.pesel, c.number, toIso(c.issuedOn), c.cardType.ends_with("-N") ? "1" : "0"});
    return spreadsheet::toCsv(sheet, spreadsheet::ByteOrderMark::no);
}

} // namespace esek::app
