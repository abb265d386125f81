#include "domain/Guardian.h"

#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/ValuesJson.h"

namespace esek::domain {

namespace {

constexpr auto kRelations = enumTable<GuardianRelation>({{GuardianRelation::parent, "parent"},
                                                         {GuardianRelation::mother, "mother"},
                                                         {GuardianRelation::father, "father"},
                                                         {GuardianRelation::guardian, "guardian"}});

} // namespace

std::string_view toString(GuardianRelation relation) {
    return kRelations.text(relation);
}
std::optional<GuardianRelation> guardianRelationFromString(std::string_view text) {
    return kRelations.value(text);
}
const std::vector<GuardianRelation>& allGuardianRelations() {
    static const std::vector<GuardianRelation> all{GuardianRelation::parent, GuardianRelation::mother,
                                                   GuardianRelation::father, GuardianRelation::guardian};
    return all;
}

std::string label(GuardianRelation relation) {
    switch (relation) {
    case GuardianRelation::parent:
        return tr("parent");
    case GuardianRelation::mother:
        return tr("mother");
    case GuardianRelation::father:
        return tr("father");
    case GuardianRelation::guardian:
        break;
    }
    return tr("legal guardian");
}

Json toJson(const Guardian& g) {
    return fields::recordToJson(g);
}

Result<Guardian> guardianFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<Guardian>(j); });
}

} // namespace esek::domain
