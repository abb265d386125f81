#include "app/SioExport.h"

namespace esek::app {

std::string sioCsv(const std::vector<domain::StudentCard>& cards) {
    std::string out = "pesel;numer legitymacji;data wydania;czy niepełnosprawność\r\n";
    for (const domain::StudentCard& c : cards)
        out += c.contents.pesel + ";" + c.number + ";" + toIso(c.issuedOn) + ";" +
               (c.cardType.ends_with("-N") ? "1" : "0") + "\r\n"; // numbers hold no semicolon (NumberPattern)
    return out;
}

} // namespace esek::app
