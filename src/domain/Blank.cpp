#include "domain/Blank.h"

#include "base/CleanText.h"
#include "base/Format.h"
#include "base/MatchKey.h"
#include "base/Sha256.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/FieldsJson.h"

#include <algorithm>

namespace esek::domain {

namespace {

constexpr auto kStates = enumTable<BlankState>({{BlankState::inStock, "in_stock"},
                                                {BlankState::used, "used"},
                                                {BlankState::spoiled, "spoiled"},
                                                {BlankState::returned, "returned"},
                                                {BlankState::destroyed, "destroyed"}});

constexpr int kMostDigits = 12;
constexpr std::int64_t kGreatestNumber = 999'999'999'999;

/// An id that anybody computes from the same words (RFC 9562, version 8).
Uuid idFrom(const std::string& words) {
    const Digest digest = Sha256::of(words);
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x80);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
    return Uuid::fromBytes(bytes);
}

} // namespace

std::string toText(const BlankNumber& b) {
    const std::string digits = format("{:0{}}", b.number, std::max(b.digits, 1));
    return b.series.empty() ? digits : b.series + " " + digits;
}

Result<BlankNumber> blankNumberFromText(std::string_view text) {
    const auto bad = [](std::string reason) {
        return Error{ErrorCode::valueInvalid,
                     "number of a blank",
                     {{"field", tr("number of the blank")}, {"reason", std::move(reason)}}};
    };
    BlankNumber blank;
    std::string digits;
    for (char32_t c : toUtf32(normaliseText(text))) {
        if (c == ' ' || c == '-')
            continue;
        if (c >= '0' && c <= '9') {
            digits += static_cast<char>(c);
            continue;
        }
        if (!digits.empty())
            return bad(tr("letters come before the digits"));
        // A letter of another keyboard would make a series of its own that looks the same on paper.
        if (const char32_t latin = latinLookAlike(c))
            c = latin;
        if (scriptOf(c) != Script::latin && c != '/' && c != '.')
            return bad(format(runtime(tr("“{}” is no letter of a series")), toUtf8(std::u32string(1, c))));
        blank.series += toUpper(toUtf8(std::u32string(1, c)));
    }
    if (digits.empty())
        return bad(tr("it has no digits"));
    if (std::ssize(digits) > kMostDigits)
        return bad(tr("it has too many digits"));
    blank.number = std::stoll(digits);
    blank.digits = static_cast<int>(digits.size());
    return blank;
}

std::string BlankDelivery::range() const {
    return toText({series, first, digits}) + "–" + toText({{}, last, digits});
}

std::string_view toString(BlankState s) {
    return kStates.text(s);
}
std::optional<BlankState> blankStateFromString(std::string_view s) {
    return kStates.value(s);
}

std::string label(BlankState s) {
    switch (s) {
    case BlankState::inStock:
        return tr("in stock");
    case BlankState::used:
        return tr("used for a card");
    case BlankState::spoiled:
        return tr("wasted");
    case BlankState::returned:
        return tr("sent back");
    case BlankState::destroyed:
        return tr("destroyed");
    }
    return {};
}

DeliveryId deliveryIdOf(const std::string& series, std::int64_t first, std::int64_t last) {
    return {idFrom("delivery/" + series + "/" + std::to_string(first) + "/" + std::to_string(last))};
}
BlankId blankIdOf(const std::string& series, std::int64_t number) {
    return {idFrom("blank/" + series + "/" + std::to_string(number))};
}

Result<void> checkBlank(const Blank& blank, const BlankDelivery* delivery, const StudentCard* card) {
    if (!delivery || !delivery->counts())
        return Error{ErrorCode::unknownDelivery, "no delivery", {{"blank", blank.text()}}};
    if (!delivery->holds(blank.series, blank.number))
        return Error{ErrorCode::blankOutOfRange,
                     "not in the delivery",
                     {{"blank", blank.text()}, {"range", delivery->range()}}};
    const std::string& wanted = card ? card->cardType : blank.cardType;
    if (delivery->cardType != wanted || blank.cardType != wanted)
        return Error{ErrorCode::blankTypeDiffers,
                     "of another type",
                     {{"blank", blank.text()}, {"type", delivery->cardType}, {"wanted", wanted}}};
    if (blank.card && !card)
        return Error{ErrorCode::unknownCard, "no such card", {{"number", blank.card->toString()}}};
    return {};
}

const BlankDelivery* overlapping(const BlankDelivery& d, const std::vector<BlankDelivery>& others) {
    const auto it = std::ranges::find_if(others, [&](const BlankDelivery& o) {
        return o.id != d.id && o.counts() && o.series == d.series && o.first <= d.last && d.first <= o.last;
    });
    return it == others.end() ? nullptr : &*it;
}

Error overlapError(const BlankDelivery& d, const BlankDelivery& other) {
    return Error{
        ErrorCode::deliveryOverlaps, "overlapping", {{"range", d.range()}, {"other", other.range()}}};
}

Json valueToJson(BlankState s) {
    return toString(s);
}
void valueFromJson(const Json& j, const char* key, BlankState& s) {
    const auto state = blankStateFromString(fields::text(j, key));
    if (!state)
        fields::bad(key);
    s = *state;
}

namespace {

/// Whoever shows a number writes all its digits, and whoever counts a delivery counts every blank of it.
void requireWithin(std::int64_t value, std::int64_t least, std::int64_t most, const char* key) {
    if (value < least || value > most)
        fields::bad(key);
}

} // namespace

Json toJson(const BlankDelivery& d) {
    return fields::recordToJson(d);
}
Result<BlankDelivery> blankDeliveryFromJson(const Json& j) {
    return guarded([&] {
        auto d = fields::recordFromJson<BlankDelivery>(j);
        requireWithin(d.digits, 0, kMostDigits, "digits");
        requireWithin(d.first, 0, kGreatestNumber, "first");
        requireWithin(d.last, d.first, d.first + kMostBlanks - 1, "last");
        return d;
    });
}
Json toJson(const Blank& b) {
    return fields::recordToJson(b);
}
Result<Blank> blankFromJson(const Json& j) {
    return guarded([&] {
        auto b = fields::recordFromJson<Blank>(j);
        requireWithin(b.digits, 0, kMostDigits, "digits");
        requireWithin(b.number, 0, kGreatestNumber, "number");
        return b;
    });
}

} // namespace esek::domain
