#include "domain/SchoolYear.h"

#include "base/Format.h"
#include "base/Json.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/ValidityMarks.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace esek::domain {

namespace {

constexpr const char* kKey = "classesOf";
constexpr int kHighest = 12;
constexpr std::array<std::string_view, kHighest + 1> kRoman{"",    "I",    "II", "III", "IV", "V",  "VI",
                                                            "VII", "VIII", "IX", "X",   "XI", "XII"};

/// The grade at the beginning of a class name, and what follows it.
struct Named {
    int grade = 0;
    bool roman = false;
    std::string rest;
};

std::optional<Named> named(const std::string& classUnit) {
    int grade = 0;
    const char* const end = classUnit.data() + classUnit.size();
    if (const auto read = std::from_chars(classUnit.data(), end, grade);
        read.ec == std::errc() && grade >= 0 && grade <= kHighest)
        return Named{grade, false, std::string(read.ptr, end)};
    const auto length = std::min(classUnit.find_first_not_of("IVX"), classUnit.size());
    const auto roman = std::ranges::find(kRoman, std::string_view(classUnit).substr(0, length));
    if (length == 0 || roman == kRoman.end())
        return std::nullopt;
    return Named{static_cast<int>(roman - kRoman.begin()), true, classUnit.substr(length)};
}

Error wrongYear(std::string reason) {
    return Error{ErrorCode::valueInvalid,
                 "a school year",
                 {{"field", tr("school year")}, {"reason", std::move(reason)}}};
}

} // namespace

std::string classesOf(const School& school) {
    if (school.laterFields.json.empty())
        return {};
    const Json later = parseJson(school.laterFields.json).value();
    const auto at = later.find(kKey);
    return at != later.end() && at->is_string() ? at->get<std::string>() : std::string();
}

void setClassesOf(School& school, const std::string& year) {
    Json later =
        school.laterFields.json.empty() ? Json::object() : parseJson(school.laterFields.json).value();
    if (year.empty())
        later.erase(kKey);
    else
        later[kKey] = year;
    school.laterFields.json = later.empty() ? std::string() : later.dump();
}

std::optional<int> gradeOf(const std::string& classUnit) {
    const auto parts = named(classUnit);
    return parts ? std::optional(parts->grade) : std::nullopt;
}

std::optional<std::string> classAfter(const std::string& classUnit) {
    const auto parts = named(classUnit);
    if (!parts || parts->grade >= kHighest)
        return std::nullopt;
    const auto next = static_cast<std::size_t>(parts->grade + 1);
    return (parts->roman ? std::string(kRoman.at(next)) : std::to_string(next)) + parts->rest;
}

std::vector<ClassStep> suggestedSteps(const std::vector<std::string>& classUnits) {
    int highest = 0;
    for (const std::string& unit : classUnits)
        highest = std::max(highest, gradeOf(unit).value_or(0));
    std::vector<ClassStep> steps;
    for (const std::string& unit : classUnits) {
        const auto next = classAfter(unit);
        if (gradeOf(unit) == highest && highest > 0)
            steps.push_back({unit, ClassStep::Kind::leave, {}});
        else if (next)
            steps.push_back({unit, ClassStep::Kind::up, *next});
        else
            steps.push_back({unit, ClassStep::Kind::stay, {}});
    }
    return steps;
}

Result<std::vector<std::pair<Uuid, Change>>> promotion(const School& school,
                                                       const std::vector<Student>& pupils,
                                                       const std::vector<ClassStep>& steps,
                                                       const std::string& year) {
    if (!schoolYearStart(year))
        return wrongYear(tr("it is written as 2027/2028"));
    if (const std::string reached = classesOf(school); reached >= year)
        return wrongYear(
            format(runtime(tr("the classes are those of {} already, from this or another office; take that "
                              "change back first, or give a later year")),
                   reached));
    std::vector<std::pair<Uuid, Change>> changes;
    for (const Student& pupil : pupils) {
        const auto step = std::ranges::find(steps, pupil.classUnit, &ClassStep::classUnit);
        if (pupil.left || step == steps.end() || step->kind == ClassStep::Kind::stay)
            continue;
        Student next = pupil;
        if (step->kind == ClassStep::Kind::leave)
            next.left = true;
        else
            next.classUnit = squeeze(step->next);
        if (next.classUnit.empty())
            return Error{ErrorCode::valueInvalid,
                         "a class",
                         {{"field", tr("class")},
                          {"reason", format(runtime(tr("write to which class the pupils of {} go")),
                                            step->classUnit)}}};
        if (!(next == pupil))
            changes.emplace_back(pupil.id.uuid, PutStudent{std::move(next)});
    }
    if (changes.empty())
        return Error{ErrorCode::nothingToDo, "no pupil is concerned", {}};
    School after = school;
    setClassesOf(after, year);
    changes.insert(changes.begin(), std::pair<Uuid, Change>(school.id.uuid, PutSchool{std::move(after)}));
    return changes;
}

} // namespace esek::domain
