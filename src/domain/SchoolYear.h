#pragma once
#include "domain/Mutation.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace esek::domain {

/// The school year to which the classes of the pupils belong, "2027/2028", as a promotion has left them;
/// empty: there was none yet. It stands in the school's record, so that an office which learns of a promotion
/// does not promote the same classes again. The record has no member for it: the value travels among the
/// fields that programs of every version keep as they came.
std::string classesOf(const School&);
void setClassesOf(School&, const std::string& year);

/// The class a year later: "1A" becomes "2A", "IV b" becomes "V b", "0A" becomes "1A". Nothing for a name
/// that does not begin with a grade from 0 to 12.
std::optional<std::string> classAfter(const std::string& classUnit);
/// Its grade; Roman numbers count too.
std::optional<int> gradeOf(const std::string& classUnit);

/// What becomes of the pupils of a class in the new school year.
struct ClassStep {
    enum class Kind { up, leave, stay };
    std::string classUnit;
    Kind kind = Kind::stay;
    std::string next; ///< their class then; only with `up`
    bool operator==(const ClassStep&) const = default;
};
/// For each class the next one. The pupils of the highest grade leave the school, those of a class without a
/// grade in its name stay; a person looks at both before anything is done.
std::vector<ClassStep> suggestedSteps(const std::vector<std::string>& classUnits);

/// The changes of a promotion, the school's record first: an office that has learned of any of them knows the
/// year already. Each pupil gets the class by its name and not one class further, so that two offices which
/// promote while apart do the same. Errors: valueInvalid for a text that is no school year, for one that the
/// classes have reached already, and for a step up without a class; nothingToDo when no pupil is concerned.
Result<std::vector<std::pair<Uuid, Change>>>
promotion(const School&, const std::vector<Student>&, const std::vector<ClassStep>&, const std::string& year);

} // namespace esek::domain
