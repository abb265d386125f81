#include "domain/Duplicate.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/FieldsJson.h"

namespace esek::domain {

namespace {

constexpr auto kReasons = enumTable<DuplicateReason>({{DuplicateReason::lost, "lost"},
                                                      {DuplicateReason::stolen, "stolen"},
                                                      {DuplicateReason::damaged, "damaged"},
                                                      {DuplicateReason::dataChanged, "data_changed"},
                                                      {DuplicateReason::dataWrong, "data_wrong"},
                                                      {DuplicateReason::photoChanged, "photo_changed"},
                                                      {DuplicateReason::placesFull, "places_full"},
                                                      {DuplicateReason::other, "other"}});

} // namespace

std::string_view toString(DuplicateReason r) {
    return kReasons.text(r);
}
std::optional<DuplicateReason> duplicateReasonFromString(std::string_view s) {
    return kReasons.value(s);
}
const std::vector<DuplicateReason>& allDuplicateReasons() {
    static const std::vector<DuplicateReason> all = [] {
        std::vector<DuplicateReason> reasons;
        for (const auto& row : kReasons.rows)
            reasons.push_back(row.first);
        return reasons;
    }();
    return all;
}

std::string label(DuplicateReason r) {
    switch (r) {
    case DuplicateReason::lost:
        return tr("the card was lost");
    case DuplicateReason::stolen:
        return tr("the card was stolen");
    case DuplicateReason::damaged:
        return tr("the card is damaged");
    case DuplicateReason::dataChanged:
        return tr("the pupil's data changed");
    case DuplicateReason::dataWrong:
        return tr("a mistake on the card");
    case DuplicateReason::photoChanged:
        return tr("another photo");
    case DuplicateReason::placesFull:
        return tr("no place left for marks");
    case DuplicateReason::other:
        return tr("another reason");
    }
    return {};
}

bool isFree(DuplicateReason r) {
    return r == DuplicateReason::dataChanged || r == DuplicateReason::dataWrong ||
           r == DuplicateReason::placesFull;
}

int duplicateFee(const School& school, DuplicateReason reason, Date day) {
    if (isFree(reason))
        return 0;
    const FeeFrom* latest = nullptr;
    for (const FeeFrom& fee : school.duplicateFees)
        if (fee.from <= day && (!latest || latest->from <= fee.from))
            latest = &fee;
    return latest ? latest->grosze : kUsualDuplicateFee;
}

std::string moneyText(int grosze) {
    constexpr int kZloty = 100;
    return format("{},{:02} zł", grosze / kZloty, grosze % kZloty);
}

Result<void> checkCards(const DuplicateRequest& request, const StudentCard* oldCard,
                        const StudentCard* newCard) {
    const auto unknown = [](const CardId& id) {
        return Error{ErrorCode::unknownCard, "no such card", {{"number", id.toString()}}};
    };
    if (!oldCard)
        return unknown(request.id);
    if (request.newCard && !newCard)
        return unknown(*request.newCard);
    if (oldCard->student == request.student && (!newCard || newCard->student == request.student))
        return {};
    return Error{ErrorCode::valueInvalid,
                 "a card of another pupil",
                 {{"field", tr("card")}, {"reason", tr("it is the card of another pupil")}}};
}

Json valueToJson(DuplicateReason r) {
    return toString(r);
}
void valueFromJson(const Json& j, const char* key, DuplicateReason& r) {
    const auto reason = duplicateReasonFromString(fields::text(j, key));
    if (!reason)
        fields::bad(key);
    r = *reason;
}

Json toJson(const DuplicateRequest& r) {
    return fields::recordToJson(r);
}
Result<DuplicateRequest> duplicateRequestFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<DuplicateRequest>(j); });
}

} // namespace esek::domain
