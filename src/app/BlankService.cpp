#include "app/BlankService.h"

#include "app/BlankShelf.h"
#include "app/EntryDay.h"
#include "app/TypedList.h"
#include "base/Format.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "reports/CardYearReports.h"
#include "reports/TableFiles.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

Change booking(const Blank& blank, std::optional<BlankState> takesBack = std::nullopt) {
    return BookBlank{blank, takesBack};
}

} // namespace

Result<BlankDelivery> BlankService::receive(const Delivery& d) {
    return guarded([&] {
        const BlankNumber first = blankNumberFromText(d.first).value();
        const BlankNumber last = blankNumberFromText(d.last).value();
        if (!last.series.empty() && last.series != first.series)
            throw Exception(Error{ErrorCode::valueInvalid,
                                  "two series",
                                  {{"field", tr("numbers of the blanks")},
                                   {"reason", tr("the first and the last one are of different series")}}});
        BlankDelivery delivery;
        delivery.series = first.series;
        delivery.first = first.number;
        delivery.last = last.number;
        delivery.digits = std::max(first.digits, last.digits);
        delivery.id = deliveryIdOf(delivery.series, delivery.first, delivery.last);
        delivery.cardType = squeeze(d.cardType);
        if (delivery.cardType.empty())
            delivery.cardType = m_office.replica().school().value().defaultCardType;
        delivery.deliveredOn = d.on ? *d.on : entryDay(m_office).value();
        delivery.document = squeeze(d.document);
        m_office.replica()
            .commit(m_office.mutation(delivery.id.uuid, Change(DeliveryChange(ReceiveBlanks{delivery}))))
            .value();
        return delivery;
    });
}

Result<void> BlankService::takeDeliveryBack(const DeliveryId& id, const std::string& reason) {
    return guarded([&] {
        m_office.replica()
            .commit(m_office.mutation(id.uuid, Change(DeliveryChange(VoidDelivery{squeeze(reason)}))))
            .value();
    });
}

Result<std::vector<BlankService::Stock>> BlankService::stock() {
    return guarded([&] {
        const BlankShelf shelf(m_office);
        std::vector<Stock> rows;
        for (const BlankDelivery& delivery : shelf.deliveries()) {
            Stock row;
            row.delivery = delivery;
            std::int64_t next = delivery.first;
            row.inStock = delivery.count();
            for (const auto& [number, state] : shelf.booked(delivery)) {
                next += number == next ? 1 : 0;
                --row.inStock;
                switch (state) {
                case BlankState::inStock: // never booked as such
                    break;
                case BlankState::used:
                    ++row.used;
                    break;
                case BlankState::spoiled:
                    ++row.spoiled;
                    break;
                case BlankState::returned:
                    ++row.returned;
                    break;
                case BlankState::destroyed:
                    ++row.destroyed;
                    break;
                }
            }
            if (row.inStock > 0)
                row.next = toText(BlankNumber{delivery.series, next, delivery.digits});
            rows.push_back(std::move(row));
        }
        std::ranges::stable_sort(rows, [](const Stock& a, const Stock& b) {
            return a.delivery.deliveredOn > b.delivery.deliveredOn;
        });
        return rows;
    });
}

Result<std::vector<Blank>> BlankService::booked() {
    return guarded([&] {
        std::vector<Blank> blanks = m_office.replica().cardYear().bookedBlanks().value();
        std::ranges::sort(blanks, [](const Blank& a, const Blank& b) {
            return std::tie(a.series, a.number) < std::tie(b.series, b.number);
        });
        return blanks;
    });
}

Result<std::vector<Blank>> BlankService::spoiled() {
    return guarded([&] {
        std::vector<Blank> blanks = booked().value();
        std::erase_if(blanks, [](const Blank& blank) { return blank.state != BlankState::spoiled; });
        return blanks;
    });
}

Result<BlankService::Outcome> BlankService::use(const std::vector<CardId>& cards, const std::string& first) {
    return guarded([&] {
        const BlankShelf shelf(m_office);
        const BlankNumber from = blankNumberFromText(first).value();
        const BlankDelivery& delivery = shelf.deliveryOf(from);
        const Date today = entryDay(m_office).value();
        std::int64_t next = from.number;
        Outcome out;
        std::vector<StudentCard> waiting;
        for (const CardId& id : cards) {
            if (shelf.blankOf(id))
                ++out.already;
            else
                waiting.push_back(m_office.replica().cards().get(id).value());
        }
        std::vector<Mutation> mutations;
        std::size_t given = 0;
        for (const StudentCard& card : waiting) {
            while (next <= delivery.last && shelf.stateOf(delivery, next) != BlankState::inStock)
                ++next;
            if (next > delivery.last)
                throw Exception(Error{ErrorCode::blanksMissing,
                                      "not enough blanks",
                                      {{"needed", std::to_string(waiting.size())},
                                       {"count", std::to_string(given)},
                                       {"type", delivery.cardType},
                                       {"blank", first}}});
            const Blank before = shelf.blank(delivery, next++);
            Blank blank = before;
            blank.state = BlankState::used;
            blank.card = card.id;
            blank.reason.clear();
            blank.bookedOn = today;
            mutations.push_back(m_office.mutation(blank.id.uuid, booking(blank)));
            out.made.push_back({before, blank.state});
            ++given;
        }
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
        return out;
    });
}

Result<BlankService::Outcome> BlankService::book(const std::string& numbers, BlankState state,
                                                 const std::string& words) {
    return guarded([&] {
        const BlankShelf shelf(m_office);
        const Date today = entryDay(m_office).value();
        Outcome out;
        std::vector<Mutation> mutations;
        for (const BlankNumber& number : blankNumbersFromText(numbers).value()) {
            const BlankDelivery& delivery = shelf.deliveryOf(number);
            const Blank before = shelf.blank(delivery, number.number);
            Blank blank = before;
            blank.state = state;
            blank.bookedOn = today;
            if (state == BlankState::destroyed)
                blank.protocol = squeeze(words);
            else
                blank.reason = squeeze(words);
            mutations.push_back(m_office.mutation(blank.id.uuid, booking(blank)));
            out.made.push_back({before, state});
            if (state != BlankState::spoiled || before.state != BlankState::used || !before.card)
                continue;
            const StudentCard card = m_office.replica().cards().get(*before.card).value();
            if (card.state == CardState::handedOver) // the pupil has it, so it is no spoiled blank
                throw Exception(Error{ErrorCode::cardWrongState,
                                      "a blank that a pupil has",
                                      {{"number", card.number}, {"state", label(card.state)}}});
            if (card.state == CardState::issued || card.state == CardState::printed)
                mutations.push_back(m_office.mutation(
                    card.id.uuid, Change(CardChange(MarkCard{CardState::spoiled, squeeze(words)})),
                    m_office.clerk(), card.version));
        }
        m_office.replica().commit(mutations).value();
        return out;
    });
}

Result<BlankService::Outcome> BlankService::destroy(const std::string& numbers, const std::string& protocol,
                                                    const std::optional<std::filesystem::path>& file) {
    return guarded([&] {
        std::string list = squeeze(numbers);
        if (list.empty())
            for (const Blank& blank : spoiled().value())
                list += (list.empty() ? "" : ", ") + blank.text();
        if (list.empty())
            throw Exception(ErrorCode::nothingToDo, "no blank to destroy");
        Outcome done = book(list, BlankState::destroyed, protocol).value();
        if (!file)
            return done;
        if (const auto written = writeProtocol(protocol, *file); !written) {
            takeBack(done.made).value();
            throw Exception(written.error());
        }
        return done;
    });
}

Result<void> BlankService::takeBack(const std::vector<Made>& made) {
    return guarded([&] {
        std::vector<Mutation> mutations;
        for (const Made& entry : made) {
            Blank was = entry.was;
            if (was.state == BlankState::inStock) // nothing was booked before, so there is no earlier day
                was.bookedOn = entryDay(m_office).value();
            mutations.push_back(m_office.mutation(was.id.uuid, booking(was, entry.is)));
            if (entry.is != BlankState::spoiled || !entry.was.card)
                continue;
            const StudentCard card = m_office.replica().cards().get(*entry.was.card).value();
            if (card.state == CardState::spoiled) // it became so with its blank
                mutations.push_back(m_office.mutation(
                    card.id.uuid, Change(CardChange(MarkCard{CardState::printed, {}, CardState::spoiled})),
                    m_office.clerk(), card.version));
        }
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
    });
}

Result<BlankService::Outcome> BlankService::takeBack(const std::string& numbers) {
    return guarded([&] {
        const BlankShelf shelf(m_office);
        Outcome out;
        for (const BlankNumber& number : blankNumbersFromText(numbers).value()) {
            const Blank now = shelf.blank(shelf.deliveryOf(number), number.number);
            Blank before = now;
            // A spoiled blank with a card was used before; everything else came from the stock or was
            // spoiled.
            before.state = now.state == BlankState::spoiled && now.card                ? BlankState::used
                           : now.state == BlankState::destroyed && !now.reason.empty() ? BlankState::spoiled
                                                                                       : BlankState::inStock;
            if (before.state == BlankState::inStock) {
                before.card.reset();
                before.reason.clear();
            }
            before.protocol.clear();
            out.made.push_back({before, now.state});
        }
        takeBack(out.made).value();
        return out;
    });
}

Result<void> BlankService::writeProtocol(const std::string& protocol, const std::filesystem::path& out) {
    return guarded([&] {
        std::vector<reports::DestroyedLine> lines;
        std::optional<Date> day;
        for (const Blank& blank : booked().value()) {
            if (blank.state != BlankState::destroyed || blank.protocol != squeeze(protocol))
                continue;
            lines.push_back({blank.text(), blank.cardType, blank.reason});
            day = blank.bookedOn;
        }
        if (lines.empty())
            throw Exception(ErrorCode::nothingToDo, "no blank under this protocol");
        const School school = m_office.replica().school().value();
        reports::writePdf(outputFile(out, m_office.dir()).value(),
                          reports::destructionProtocol(lines, squeeze(protocol), *day),
                          {school.name, m_office.clock().today()})
            .value();
    });
}

Result<std::vector<BlankNumber>> blankNumbersFromText(const std::string& text) {
    return guarded([&] {
        std::string list = text;
        for (auto at = list.find("–"); at != std::string::npos; at = list.find("–"))
            list.replace(at, std::string("–").size(), "-");
        std::vector<BlankNumber> numbers;
        std::string series;
        for (const std::string& entry : typedList(list)) {
            // A hyphen after a digit is a range; one after letters belongs to the series.
            std::size_t dash = entry.find('-');
            if (dash != std::string::npos && (dash == 0 || entry.find_first_of("0123456789") > dash))
                dash = entry.find('-', dash + 1);
            BlankNumber first = blankNumberFromText(entry.substr(0, dash)).value();
            BlankNumber last =
                dash == std::string::npos ? first : blankNumberFromText(entry.substr(dash + 1)).value();
            if (!first.series.empty())
                series = first.series;
            if (!last.series.empty() && last.series != series)
                throw Exception(Error{
                    ErrorCode::valueInvalid,
                    "range",
                    {{"field", tr("numbers of the blanks")}, {"reason", tr("a range has one series")}}});
            if (last.number < first.number || last.number - first.number >= kMostBlanks)
                throw Exception(Error{ErrorCode::valueInvalid,
                                      "range",
                                      {{"field", tr("numbers of the blanks")},
                                       {"reason", tr("the last number is before the first one")}}});
            for (std::int64_t n = first.number; n <= last.number; ++n)
                numbers.push_back({series, n, first.digits});
        }
        if (numbers.empty())
            throw Exception(
                Error{ErrorCode::valueRequired, "no numbers", {{"field", tr("numbers of the blanks")}}});
        return numbers;
    });
}

} // namespace esek::app
