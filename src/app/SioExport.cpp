#include "app/SioExport.h"

#include "domain/Pesel.h"
#include "spreadsheet/Sheet.h"

namespace esek::app {

bool fitsSio(const domain::StudentCard& card) {
    return domain::Pesel::parse(card.contents.pesel).has_value() && !card.number.empty() &&
           !spreadsheet::looksLikeFormula(card.number);
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
