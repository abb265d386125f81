#include "domain/Card.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/ValuesJson.h"

namespace esek::domain {

namespace {

constexpr auto kStates = enumTable<CardState>({{CardState::issued, "new"},
                                               {CardState::printed, "printed"},
                                               {CardState::spoiled, "spoiled"},
                                               {CardState::handedOver, "issued"},
                                               {CardState::lost, "lost"},
                                               {CardState::returned, "returned"},
                                               {CardState::invalid, "invalid"}});

} // namespace

std::string_view toString(CardState s) {
    return kStates.text(s);
}
std::optional<CardState> cardStateFromString(std::string_view s) {
    return kStates.value(s);
}

std::string label(CardState s) {
    switch (s) {
    case CardState::issued:
        return tr("to be printed");
    case CardState::printed:
        return tr("printed");
    case CardState::spoiled:
        return tr("spoiled");
    case CardState::handedOver:
        return tr("handed over");
    case CardState::lost:
        return tr("lost");
    case CardState::returned:
        return tr("returned");
    case CardState::invalid:
        return tr("invalid");
    }
    return {};
}

Json toJson(const StudentCard& c) {
    return fields::recordToJson(c);
}
Result<StudentCard> cardFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<StudentCard>(j); });
}

Json toJson(const CardBatch& b) {
    return fields::recordToJson(b);
}
Result<CardBatch> batchFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<CardBatch>(j); });
}

} // namespace esek::domain
