#pragma once
#include "domain/Card.h"

#include <span>

namespace esek::domain {

/// The reverse of a card has so many places for holograms (README.md, Cards and law).
inline constexpr int kMarkPlaces = 8;

/// One hologram on the reverse of a card. It is never erased: one that was entered wrongly is voided with a
/// reason, and stays to be seen.
struct ValidityMark {
    Date validUntil{};      ///< what the hologram says
    std::string schoolYear; ///< "2026/2027", in which it was put on
    int place = 0;          ///< 1 to kMarkPlaces
    Date placedOn{};
    std::string placedBy;
    std::string voided; ///< why it does not count; empty: it does
    LaterFields laterFields;
    bool operator==(const ValidityMark&) const = default;
    bool counts() const { return voided.empty(); }
};

/// All marks of one card, in the order in which they were entered. The record has the id of its card, so two
/// offices that mark one card while apart change one record.
struct ValidityMarks {
    CardId id;
    std::vector<ValidityMark> marks;
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const ValidityMarks&) const = default;

    /// The one that counts; null when there is none.
    const ValidityMark* until(Date) const;
    const ValidityMark* at(int place) const;
    int places() const; ///< how many are taken
    /// The place after the last one that is taken, or the first that was left free; nothing when all are
    /// taken.
    std::optional<int> nextPlace() const;
};

struct PlaceMark {
    ValidityMark mark;
    bool operator==(const PlaceMark&) const = default;
};
struct VoidMark {
    Date validUntil{};
    std::string reason;
    bool operator==(const VoidMark&) const = default;
};
using MarkChange = std::variant<PlaceMark, VoidMark>;

template <>
struct RecordFields<ValidityMark> {
    template <class Value>
    using F = Field<ValidityMark, Value>;
    static constexpr std::tuple list{
        F<Date>{"validUntil", nullptr, &ValidityMark::validUntil, Presence::required, Merge::never},
        F<std::string>{"schoolYear", nullptr, &ValidityMark::schoolYear, Presence::required, Merge::never},
        F<int>{"place", nullptr, &ValidityMark::place, Presence::required, Merge::never},
        F<Date>{"placedOn", nullptr, &ValidityMark::placedOn, Presence::required, Merge::never},
        F<std::string>{"placedBy", nullptr, &ValidityMark::placedBy, Presence::ifSet, Merge::never},
        F<std::string>{"voided", nullptr, &ValidityMark::voided, Presence::ifSet, Merge::never},
        F<LaterFields>{nullptr, nullptr, &ValidityMark::laterFields, Presence::ifSet, Merge::never},
    };
};

template <>
struct RecordFields<ValidityMarks> {
    template <class Value>
    using F = Field<ValidityMarks, Value>;
    static constexpr std::tuple list{
        F<CardId>{"card", nullptr, &ValidityMarks::id, Presence::required, Merge::never},
        F<std::vector<ValidityMark>>{"marks", nullptr, &ValidityMarks::marks, Presence::always, Merge::never},
        F<LaterFields>{nullptr, nullptr, &ValidityMarks::laterFields, Presence::ifSet, Merge::never},
        F<std::int64_t>{"version", nullptr, &ValidityMarks::version, Presence::always, Merge::never},
    };
};

/// 2026 for "2026/2027"; nothing for a text that is no school year.
std::optional<int> schoolYearStart(std::string_view);
/// Until when the marks of that school year hold on cards of this type, in order. Empty when the year is
/// none.
std::vector<Date> validityEnds(const School&, std::string_view cardType, std::string_view schoolYear);

/// A hologram is put on a card that was printed and is the pupil's. Errors: unknownCard for null,
/// cardWrongState.
Result<void> checkMarkedCard(const StudentCard*);

Json toJson(const ValidityMarks&);
Result<ValidityMarks> validityMarksFromJson(const Json&);
Json toJson(const ValidityMark&);
Result<ValidityMark> validityMarkFromJson(const Json&);

} // namespace esek::domain
