#pragma once
#include "domain/Card.h"

namespace esek::domain {

/// The number that is printed on a blank of a card: "AB 0001234".
struct BlankNumber {
    std::string series; ///< may be empty
    std::int64_t number = 0;
    int digits = 0; ///< with zeros in front up to so many
    bool operator==(const BlankNumber&) const = default;
};
std::string toText(const BlankNumber&);
/// Letters first, then digits, with spaces or a hyphen anywhere. Errors: valueInvalid.
Result<BlankNumber> blankNumberFromText(std::string_view);

/// A package of blanks, which are forms under strict account (druki ścisłego zarachowania, README.md).
struct BlankDelivery {
    DeliveryId id; ///< deliveryIdOf: entered by two offices it is one delivery
    std::string series;
    std::int64_t first = 0;
    std::int64_t last = 0;
    int digits = 0;
    std::string cardType;
    Date deliveredOn{};
    std::string document; ///< of the supplier; may be empty
    std::string voided;   ///< why it does not count; empty: it does
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const BlankDelivery&) const = default;

    std::int64_t count() const { return last - first + 1; }
    bool counts() const { return voided.empty(); }
    bool holds(const std::string& ofSeries, std::int64_t number) const {
        return series == ofSeries && number >= first && number <= last;
    }
    std::string range() const; ///< "AB 0001–0300"
};
/// A package larger than this was mistyped.
inline constexpr std::int64_t kMostBlanks = 100'000;

enum class BlankState { inStock, used, spoiled, returned, destroyed };
std::string_view toString(BlankState); ///< "in_stock", "used", "spoiled", "returned", "destroyed"
std::optional<BlankState> blankStateFromString(std::string_view);
std::string label(BlankState);

/// One blank that is no longer merely in stock. Each happens to it once, and forwards only: from the stock it
/// is used, spoiled or returned; used it may turn out spoiled; spoiled or from the stock it is destroyed
/// under a protocol. A wrong entry is taken back by a further one.
struct Blank {
    BlankId id; ///< blankIdOf: two offices cannot both use it in silence
    DeliveryId delivery;
    std::string series;
    std::int64_t number = 0;
    int digits = 0;
    std::string cardType;
    BlankState state = BlankState::inStock;
    std::optional<CardId> card; ///< that was printed on it
    Date bookedOn{};            ///< of this state
    std::string reason;
    std::string protocol; ///< of the destruction
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const Blank&) const = default;
    std::string text() const { return toText(BlankNumber{series, number, digits}); }
};

struct ReceiveBlanks { ///< also again, after the delivery was voided
    BlankDelivery delivery;
    bool operator==(const ReceiveBlanks&) const = default;
};
struct VoidDelivery {
    std::string reason;
    bool operator==(const VoidDelivery&) const = default;
};
using DeliveryChange = std::variant<ReceiveBlanks, VoidDelivery>;
struct BookBlank {
    Blank blank;
    /// Takes back the entry that led to this state: the blank returns to the state that it had before.
    std::optional<BlankState> takesBack = {};
    bool operator==(const BookBlank&) const = default;
};

template <>
struct RecordFields<BlankDelivery> {
    template <class Value>
    using F = Field<BlankDelivery, Value>;
    static constexpr std::tuple list{
        F<DeliveryId>{"id", nullptr, &BlankDelivery::id, Presence::required, Merge::never},
        F<std::string>{"series", nullptr, &BlankDelivery::series, Presence::ifSet, Merge::never},
        F<std::int64_t>{"first", nullptr, &BlankDelivery::first, Presence::required, Merge::never},
        F<std::int64_t>{"last", nullptr, &BlankDelivery::last, Presence::required, Merge::never},
        F<int>{"digits", nullptr, &BlankDelivery::digits, Presence::always, Merge::never},
        F<std::string>{"cardType", nullptr, &BlankDelivery::cardType, Presence::required, Merge::never},
        F<Date>{"deliveredOn", nullptr, &BlankDelivery::deliveredOn, Presence::required, Merge::never},
        F<std::string>{"document", nullptr, &BlankDelivery::document, Presence::ifSet, Merge::never},
        F<std::string>{"voided", nullptr, &BlankDelivery::voided, Presence::ifSet, Merge::never},
        F<LaterFields>{nullptr, nullptr, &BlankDelivery::laterFields, Presence::ifSet, Merge::never},
        F<std::int64_t>{"version", nullptr, &BlankDelivery::version, Presence::always, Merge::never},
    };
};

template <>
struct RecordFields<Blank> {
    template <class Value>
    using F = Field<Blank, Value>;
    static constexpr std::tuple list{
        F<BlankId>{"id", nullptr, &Blank::id, Presence::required, Merge::never},
        F<DeliveryId>{"delivery", nullptr, &Blank::delivery, Presence::required, Merge::never},
        F<std::string>{"series", nullptr, &Blank::series, Presence::ifSet, Merge::never},
        F<std::int64_t>{"number", nullptr, &Blank::number, Presence::required, Merge::never},
        F<int>{"digits", nullptr, &Blank::digits, Presence::always, Merge::never},
        F<std::string>{"cardType", nullptr, &Blank::cardType, Presence::required, Merge::never},
        F<BlankState>{"state", nullptr, &Blank::state, Presence::required, Merge::never},
        F<std::optional<CardId>>{"card", nullptr, &Blank::card, Presence::ifSet, Merge::never},
        F<Date>{"bookedOn", nullptr, &Blank::bookedOn, Presence::required, Merge::never},
        F<std::string>{"reason", nullptr, &Blank::reason, Presence::ifSet, Merge::never},
        F<std::string>{"protocol", nullptr, &Blank::protocol, Presence::ifSet, Merge::never},
        F<LaterFields>{nullptr, nullptr, &Blank::laterFields, Presence::ifSet, Merge::never},
        F<std::int64_t>{"version", nullptr, &Blank::version, Presence::always, Merge::never},
    };
};

/// Made from what is printed on the blanks, so that it is the same in every office.
DeliveryId deliveryIdOf(const std::string& series, std::int64_t first, std::int64_t last);
BlankId blankIdOf(const std::string& series, std::int64_t number);

/// The blank is one of this delivery, and of the type of the card that was printed on it. Errors:
/// unknownDelivery for null or a voided one, blankOutOfRange, blankTypeDiffers.
Result<void> checkBlank(const Blank&, const BlankDelivery*, const StudentCard* card);
/// The delivery that holds some of the same blanks; null when there is none.
const BlankDelivery* overlapping(const BlankDelivery&, const std::vector<BlankDelivery>& others);
/// The error that says so.
Error overlapError(const BlankDelivery&, const BlankDelivery& other);

Json toJson(const BlankDelivery&);
Result<BlankDelivery> blankDeliveryFromJson(const Json&);
Json toJson(const Blank&);
Result<Blank> blankFromJson(const Json&);

} // namespace esek::domain
