#pragma once
#include "domain/Card.h"

namespace esek::domain {

/// Why a card is replaced (README.md, Register and numbers).
enum class DuplicateReason {
    lost,
    stolen,
    damaged,
    dataChanged,  ///< names, a PESEL ... of the pupil are others now
    dataWrong,    ///< the office printed something wrong
    photoChanged, ///< the family wants another photo on the card
    placesFull,   ///< no place is left for validity marks: an exchange, not a paid duplicate
    other,        ///< with a note
};
std::string_view toString(DuplicateReason); ///< "lost", "data_changed" ...
std::optional<DuplicateReason> duplicateReasonFromString(std::string_view);
const std::vector<DuplicateReason>& allDuplicateReasons();
std::string label(DuplicateReason); ///< for people, in the current language
/// New data, a mistake of the office and full places cost nothing [B].
bool isFree(DuplicateReason);

/// The stamp duty for a certified signature, which schools take for a duplicate [B].
inline constexpr int kUsualDuplicateFee = 900; // grosze
/// What a duplicate asked for on that day costs, in grosze.
int duplicateFee(const School&, DuplicateReason, Date);
/// "9,00 zł"
std::string moneyText(int grosze);

/// Somebody asked for a card in place of another one. The record has the id of the old card: a card is
/// replaced once, and two offices that replace it while apart meet in one record.
struct DuplicateRequest {
    CardId id; ///< of the old card
    StudentId student;
    DuplicateReason reason = DuplicateReason::lost;
    std::string note;
    Date askedOn{};
    int fee = 0;         ///< grosze, as it was on that day; 0 free of charge
    std::string payment; ///< proof of payment in words; empty: not paid yet
    std::optional<Date> paidOn;
    std::optional<CardId> newCard;
    std::string withdrawn; ///< why nothing came of it; empty: it stands
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const DuplicateRequest&) const = default;

    bool open() const { return withdrawn.empty() && !newCard; }
    bool owed() const { return withdrawn.empty() && fee > 0 && payment.empty(); }
};

struct AskDuplicate { ///< also again, after an earlier request was withdrawn
    DuplicateRequest request;
    bool operator==(const AskDuplicate&) const = default;
};
struct NotePayment {
    std::string payment;
    Date paidOn{};
    bool operator==(const NotePayment&) const = default;
};
struct FulfilDuplicate {
    CardId newCard;
    bool operator==(const FulfilDuplicate&) const = default;
};
struct WithdrawDuplicate {
    std::string reason;
    bool operator==(const WithdrawDuplicate&) const = default;
};
using DuplicateChange = std::variant<AskDuplicate, NotePayment, FulfilDuplicate, WithdrawDuplicate>;

template <>
struct RecordFields<DuplicateRequest> {
    template <class Value>
    using F = Field<DuplicateRequest, Value>;
    static constexpr std::tuple list{
        F<CardId>{"card", nullptr, &DuplicateRequest::id, Presence::required, Merge::never},
        F<StudentId>{"student", nullptr, &DuplicateRequest::student, Presence::required, Merge::never},
        F<DuplicateReason>{"reason", nullptr, &DuplicateRequest::reason, Presence::required, Merge::never},
        F<std::string>{"note", nullptr, &DuplicateRequest::note, Presence::ifSet, Merge::never},
        F<Date>{"askedOn", nullptr, &DuplicateRequest::askedOn, Presence::required, Merge::never},
        F<int>{"fee", nullptr, &DuplicateRequest::fee, Presence::always, Merge::never},
        F<std::string>{"payment", nullptr, &DuplicateRequest::payment, Presence::ifSet, Merge::never},
        F<std::optional<Date>>{"paidOn", nullptr, &DuplicateRequest::paidOn, Presence::ifSet, Merge::never},
        F<std::optional<CardId>>{"newCard", nullptr, &DuplicateRequest::newCard, Presence::ifSet,
                                 Merge::never},
        F<std::string>{"withdrawn", nullptr, &DuplicateRequest::withdrawn, Presence::ifSet, Merge::never},
        F<LaterFields>{nullptr, nullptr, &DuplicateRequest::laterFields, Presence::ifSet, Merge::never},
        F<std::int64_t>{"version", nullptr, &DuplicateRequest::version, Presence::always, Merge::never},
    };
};

/// The old card is there and is this pupil's; so is the new one, once there is one. Errors: unknownCard,
/// valueInvalid.
Result<void> checkCards(const DuplicateRequest&, const StudentCard* oldCard, const StudentCard* newCard);

Json toJson(const DuplicateRequest&);
Result<DuplicateRequest> duplicateRequestFromJson(const Json&);

} // namespace esek::domain
