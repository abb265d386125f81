#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "reports/CountColumn.h"
#include "reports/Reports.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace esek::reports {

using namespace domain;

namespace {

/// The card was printed, as far as its state tells.
bool wasPrinted(CardState state) {
    return state != CardState::issued && state != CardState::spoiled;
}

bool wasReceived(CardState state) {
    return state == CardState::handedOver || state == CardState::lost || state == CardState::returned ||
           state == CardState::invalid;
}

/// PESEL, or the document that stands in its place.
std::string identity(const CardContents& c) {
    if (!c.pesel.empty() || !c.document)
        return c.pesel;
    return squeeze(c.document->kind + " " + c.document->number);
}

std::string listName(const StudentCard& card) {
    return card.contents.surname + " " + card.contents.givenNames;
}

std::string originalOrDuplicate(const StudentCard& card) {
    return card.duplicate == 0 ? tr("original") : format(runtime(tr("duplicate {}")), card.duplicate);
}

std::string stateDefinition() {
    return tr("What the register says of the card now.");
}

} // namespace

void addDays(std::vector<CardLine>& lines, const std::vector<CardMark>& marks) {
    std::unordered_map<Uuid, CardLine*> byId;
    for (CardLine& line : lines)
        byId[line.card.id.uuid] = &line;
    for (const CardMark& mark : marks) {
        const auto at = byId.find(mark.card.uuid);
        if (at == byId.end())
            continue;
        CardLine& line = *at->second;
        if (mark.takesBack == CardState::printed)
            line.printedOn.reset();
        else if (mark.takesBack == CardState::handedOver)
            line.receivedOn.reset();
        else if (!mark.takesBack && mark.state == CardState::printed)
            line.printedOn = mark.on;
        else if (!mark.takesBack && mark.state == CardState::handedOver)
            line.receivedOn = mark.on;
    }
    // A mark of another office may have lost against the server; the state of the card decides.
    for (CardLine& line : lines) {
        if (!wasPrinted(line.card.state))
            line.printedOn.reset();
        if (!wasReceived(line.card.state))
            line.receivedOn.reset();
    }
}

Table cardRegister(const std::vector<CardLine>& lines) {
    Table table;
    table.columns = {
        {.key = "name", .title = tr("Surname and given names")},
        {.key = "pesel",
         .title = "PESEL",
         .type = ColumnType::pesel,
         .definition =
             tr("The PESEL as it is printed on the card; the kind and number of another document where "
                "there is none.")},
        {.key = "number", .title = tr("Card no.")},
        {.key = "receivedOn",
         .title = tr("Date of receipt"),
         .type = ColumnType::date,
         .definition =
             tr("The day on which the office marked the card as handed over; empty when this computer "
                "does not know it.")},
        {.key = "signature", .title = tr("Signature"), .type = ColumnType::byHand},
        {.key = "class", .title = tr("Class"), .definition = tr("The class at the time of issue.")},
        {.key = "registerNumber", .title = tr("Register no.")},
        {.key = "issuedOn",
         .title = tr("Issued on"),
         .type = ColumnType::date,
         .definition = tr("The date of issue that is printed on the card.")},
        {.key = "printedOn",
         .title = tr("Printed on"),
         .type = ColumnType::date,
         .definition = tr("The day on which the office marked the card as printed.")},
        {.key = "kind", .title = tr("Original or duplicate")},
        {.key = "state", .title = tr("State"), .definition = stateDefinition()},
        {.key = "reason",
         .title = tr("Reason"),
         .definition = tr("Why the card is spoiled, lost or invalid.")}};
    for (const CardLine& line : lines) {
        const StudentCard& card = line.card;
        table.rows.push_back({listName(card), identity(card.contents), card.number, dayCell(line.receivedOn),
                              std::string(), card.classUnit, line.registerNumber, card.issuedOn,
                              dayCell(line.printedOn), originalOrDuplicate(card), label(card.state),
                              card.stateReason});
    }
    table.note = format(runtime(tr("Entries of the register: {}.")), table.rows.size());
    table.numbered = true;
    return table;
}

Table batches(const std::vector<BatchLine>& lines) {
    Table table;
    table.columns = {
        {.key = "number", .title = tr("Batch"), .type = ColumnType::number},
        {.key = "issuedOn", .title = tr("Date of issue"), .type = ColumnType::date},
        {.key = "classes", .title = tr("Classes")},
        {.key = "createdBy", .title = tr("Issued by")},
        countColumn("cards", tr("Cards"), tr("Cards of the batch; the other counts together give it.")),
        countColumn("toPrint", tr("To print"), tr("Cards that were not printed yet.")),
        countColumn("printed", tr("Printed"), tr("Printed cards that nobody has signed for yet.")),
        countColumn("handedOver", tr("Handed over"), tr("Cards that are in their pupils' hands.")),
        countColumn("spoiled", tr("Spoiled"), tr("Cards that were spoiled in the printer.")),
        countColumn("ended", tr("No longer valid"), tr("Cards that were lost, returned or ended."))};
    for (const BatchLine& l : lines)
        table.rows.push_back({std::int64_t{l.batch.number}, l.batch.issuedOn, l.classes, l.batch.createdBy,
                              l.toPrint + l.printed + l.handedOver + l.spoiled + l.ended, l.toPrint,
                              l.printed, l.handedOver, l.spoiled, l.ended});
    addTotals(table, tr("Together"));
    return table;
}

Table handover(const std::vector<CardLine>& lines) {
    Table table;
    table.columns = {{.key = "class", .title = tr("Class")},
                     {.key = "number", .title = tr("Card no.")},
                     {.key = "name", .title = tr("Surname and given names")},
                     {.key = "receivedOn", .title = tr("Date of receipt"), .type = ColumnType::byHand},
                     {.key = "signature", .title = tr("Signature"), .type = ColumnType::byHand}};
    std::vector<const CardLine*> sorted;
    for (const CardLine& line : lines)
        sorted.push_back(&line);
    const auto key = [](const CardLine* l) {
        return std::tuple(classSortKey(l->card.classUnit), polishSortKey(l->card.contents.surname),
                          polishSortKey(l->card.contents.givenNames));
    };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const CardLine* a, const CardLine* b) { return key(a) < key(b); });
    for (const CardLine* line : sorted)
        table.rows.push_back(
            {line->card.classUnit, line->card.number, listName(line->card), std::string(), std::string()});
    table.numbered = table.signatures = true;
    table.pageBy = 0;
    return table;
}

Table duplicates(const std::vector<CardLine>& all, const std::vector<const CardLine*>& chosen,
                 const std::vector<DuplicateRequest>& requests) {
    Table table;
    table.columns = {
        {.key = "number", .title = tr("Card no.")},
        {.key = "name", .title = tr("Surname and given names")},
        {.key = "class", .title = tr("Class"), .definition = tr("The class at the time of issue.")},
        {.key = "issuedOn", .title = tr("Issued on"), .type = ColumnType::date},
        {.key = "duplicate",
         .title = tr("Duplicate no."),
         .type = ColumnType::number,
         .definition = tr("1 is the pupil's first duplicate.")},
        {.key = "before",
         .title = tr("Card before"),
         .definition = tr("The number of the pupil's card that this one took the place of.")},
        {.key = "reason",
         .title = tr("Reason"),
         .definition = tr("Why the card before became invalid, as the request says.")},
        {.key = "askedOn",
         .title = tr("Asked for on"),
         .type = ColumnType::date,
         .definition = tr("The day of the request; empty where none was entered in the program.")},
        {.key = "fee",
         .title = tr("Fee"),
         .type = ColumnType::money,
         .unit = "zł",
         .definition = tr("What the duplicate cost by the school's setting on the day of the request."),
         .summed = true},
        {.key = "owed",
         .title = tr("Not paid yet"),
         .type = ColumnType::money,
         .unit = "zł",
         .definition = tr("The fee, while no proof of payment is noted."),
         .summed = true},
        {.key = "payment", .title = tr("Proof of payment")},
        {.key = "state", .title = tr("State"), .definition = stateDefinition()}};
    std::map<std::pair<Uuid, int>, const StudentCard*> byPupil;
    for (const CardLine& line : all)
        byPupil[{line.card.student.uuid, line.card.duplicate}] = &line.card;
    std::unordered_map<Uuid, const DuplicateRequest*> byNewCard;
    for (const DuplicateRequest& request : requests)
        if (request.newCard)
            byNewCard[request.newCard->uuid] = &request;
    for (const CardLine* line : chosen) {
        const StudentCard& card = line->card;
        if (card.duplicate == 0)
            continue;
        const auto asked = byNewCard.find(card.id.uuid);
        const DuplicateRequest* request = asked == byNewCard.end() ? nullptr : asked->second;
        const auto before = byPupil.find({card.student.uuid, card.duplicate - 1});
        const StudentCard* old = before == byPupil.end() ? nullptr : before->second;
        table.rows.push_back(
            {card.number, listName(card), card.classUnit, card.issuedOn, std::int64_t{card.duplicate},
             old ? old->number : std::string(), old ? old->stateReason : std::string(),
             dayCell(request ? std::optional(request->askedOn) : std::nullopt),
             Money{request ? request->fee : 0}, Money{request && request->owed() ? request->fee : 0},
             request ? request->payment : std::string(), label(card.state)});
    }
    addTotals(table, tr("Together"));
    table.note = format(runtime(tr("Duplicates: {}.")), table.rows.size());
    table.numbered = true;
    return table;
}

Table decisions(const std::vector<ChangeLine>& lines) {
    Table table;
    table.columns = {{.key = "on",
                      .title = tr("Date"),
                      .type = ColumnType::date,
                      .definition = tr("When it was done, by the clock of that computer.")},
                     {.key = "time", .title = tr("Time")},
                     {.key = "who", .title = tr("Who")},
                     {.key = "workstation", .title = tr("Workstation")},
                     {.key = "about", .title = tr("About")},
                     {.key = "what", .title = tr("What was done")}};
    for (const ChangeLine& line : lines)
        table.rows.push_back({line.on, line.time, line.who, line.workstation, line.about, line.what});
    table.note = format(runtime(tr("Entries: {}.")), table.rows.size());
    return table;
}

} // namespace esek::reports
