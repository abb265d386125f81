#include "reports/CardYearReports.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "reports/CountColumn.h"

namespace esek::reports {

using namespace domain;

Table validity(const std::vector<UnmarkedLine>& lines, const std::string& schoolYear) {
    Table table;
    table.columns = {
        {.key = "class", .title = tr("Class"), .definition = tr("The class of today.")},
        {.key = "name", .title = tr("Surname and given names")},
        {.key = "number", .title = tr("Card no.")},
        {.key = "lastUntil",
         .title = tr("Last mark until"),
         .type = ColumnType::date,
         .definition = tr("Until when the latest mark on the card holds; empty when it has none.")},
        {.key = "places",
         .title = tr("Places taken"),
         .type = ColumnType::number,
         .definition = tr("How many of the 8 places on the reverse hold a mark.")},
        {.key = "next", .title = tr("What to do")}};
    for (const UnmarkedLine& line : lines) {
        const std::string next = !line.inUse                  ? tr("print the card first")
                                 : line.places >= kMarkPlaces ? tr("exchange the card, free of charge")
                                                              : tr("put the mark on");
        table.rows.push_back({line.classUnit, line.name, line.number, dayCell(line.lastUntil),
                              std::int64_t{line.places}, next});
    }
    table.note = format(runtime(tr("Cards without a mark for the school year {}: {}.")), schoolYear,
                        table.rows.size());
    table.numbered = true;
    return table;
}

Table schoolYear(const std::vector<YearLine>& lines, const std::string& schoolYear) {
    Table table;
    table.columns = {
        {.key = "class", .title = tr("Class"), .definition = tr("The last class in that school year.")},
        {.key = "name", .title = tr("Surname and given names")},
        {.key = "registerNumber", .title = tr("Register no.")},
        {.key = "cards",
         .title = tr("Cards of the year"),
         .definition = tr("Cards that were issued in that school year, with their days.")},
        {.key = "marks",
         .title = tr("Marks of the year"),
         .definition = tr("Until when the validity marks of that school year hold.")},
        {.key = "note", .title = tr("Note")}};
    for (const YearLine& line : lines)
        table.rows.push_back({line.classUnit, line.name, line.registerNumber, line.cards, line.marks,
                              line.left ? tr("left the school in the course of the year") : std::string()});
    table.note = format(runtime(tr("Pupils of the school year {}: {}.")), schoolYear, table.rows.size());
    table.numbered = true;
    return table;
}

Table blanks(const std::vector<StockLine>& lines) {
    Table table;
    table.columns = {
        {.key = "range", .title = tr("Blanks")},
        {.key = "cardType", .title = tr("Type")},
        {.key = "deliveredOn", .title = tr("Received on"), .type = ColumnType::date},
        {.key = "document", .title = tr("Document")},
        countColumn("received", tr("Received"),
                    tr("Blanks of the delivery; the other counts together give it.")),
        countColumn("used", tr("Used"), tr("Blanks on which a card was printed.")),
        countColumn("spoiled", tr("Spoiled"), tr("Spoiled blanks that wait for their destruction.")),
        countColumn("destroyed", tr("Destroyed"), tr("Blanks destroyed under a protocol.")),
        countColumn("returned", tr("Sent back"), tr("Blanks that went back to the supplier.")),
        countColumn("inStock", tr("In stock"), tr("Blanks that must lie in the cupboard.")),
        {.key = "next", .title = tr("Next blank"), .definition = tr("The first blank that is in stock.")}};
    for (const StockLine& l : lines)
        table.rows.push_back({l.range, l.cardType, l.deliveredOn, l.document, l.received, l.used, l.spoiled,
                              l.destroyed, l.returned, l.inStock, l.next});
    addTotals(table, tr("Together"));
    return table;
}

Table destructionProtocol(const std::vector<DestroyedLine>& lines, const std::string& number, Date day) {
    Table table;
    table.name = "blank-destruction";
    table.title = format(runtime(tr("Protocol of the destruction of blanks no. {}")), number);
    table.subtitle = format(runtime(tr("destroyed on {}")), toPolish(day));
    table.columns = {{.key = "blank", .title = tr("Blank")},
                     {.key = "cardType", .title = tr("Type")},
                     {.key = "reason", .title = tr("Reason of the destruction")}};
    for (const DestroyedLine& l : lines)
        table.rows.push_back({l.blank, l.cardType, l.reason});
    table.note = format(runtime(tr("Blanks destroyed: {}. Names and signatures of the commission: "
                                   "1. ..............................  2. ..............................  "
                                   "3. ..............................")),
                        lines.size());
    table.numbered = true;
    return table;
}

} // namespace esek::reports
