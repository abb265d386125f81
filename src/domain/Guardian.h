#pragma once
#include "base/Json.h"
#include "domain/Fields.h"
#include "domain/Ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace esek::domain {

/// What a grown-up is to the pupil, as the school's papers call it.
enum class GuardianRelation { parent, mother, father, guardian };
std::string_view toString(GuardianRelation); ///< "parent", "mother", "father", "guardian"
std::optional<GuardianRelation> guardianRelationFromString(std::string_view);
const std::vector<GuardianRelation>& allGuardianRelations();
std::string label(GuardianRelation); ///< for people, in the current language

/// A parent or guardian of one pupil, as the school knows them. Brothers and sisters have records of their
/// own: what one of them needs no longer can go without the other.
struct Guardian {
    GuardianId id;
    StudentId student; ///< never changes
    std::string name;  ///< given names and surname
    std::string email; ///< may be empty
    GuardianRelation relation = GuardianRelation::parent;
    bool removed = false; ///< no longer a guardian of this pupil; name and address are empty then
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const Guardian&) const = default;
};

template <>
struct RecordFields<Guardian> {
    template <class Value>
    using F = Field<Guardian, Value>;
    static constexpr std::tuple list{
        F<GuardianId>{"id", nullptr, &Guardian::id, Presence::required, Merge::never},
        F<StudentId>{"student", nullptr, &Guardian::student, Presence::required, Merge::never},
        F<std::string>{"name", nullptr, &Guardian::name, Presence::ifSet, Merge::identity},
        F<std::string>{"email", nullptr, &Guardian::email, Presence::ifSet, Merge::alone},
        F<GuardianRelation>{"relation", nullptr, &Guardian::relation, Presence::always, Merge::alone},
        F<bool>{"removed", nullptr, &Guardian::removed, Presence::ifSet, Merge::identity},
        F<LaterFields>{nullptr, nullptr, &Guardian::laterFields, Presence::ifSet, Merge::alone},
        F<std::int64_t>{"version", nullptr, &Guardian::version, Presence::always, Merge::never},
    };
};

Json toJson(const Guardian&);
Result<Guardian> guardianFromJson(const Json&);

} // namespace esek::domain
