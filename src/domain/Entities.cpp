#include "domain/Entities.h"

#include <algorithm>

namespace esek::domain {

namespace {

constexpr std::string_view kMessage = "system_message";

/// Every kind once: those of the registry and the message.
constexpr std::size_t kKinds = Entities::size + 1;

constexpr auto kNames = [] {
    std::array<std::pair<Entity, std::string_view>, kKinds> names{};
    std::size_t i = 0;
    forEachEntity([&](auto type) {
        using Traits = EntityTraits<typename decltype(type)::type>;
        names[i++] = {Traits::kind, Traits::name};
    });
    names[i] = {Entity::message, kMessage};
    return names;
}();

constexpr bool holdsEveryKindOnce() {
    for (const auto& [kind, name] : kNames)
        if (std::count(kSnapshotOrder.begin(), kSnapshotOrder.end(), kind) != 1)
            return false;
    return kSnapshotOrder.size() == kKinds;
}
static_assert(holdsEveryKindOnce(), "kSnapshotOrder holds every kind of records once");

constexpr bool isFrozen(Entity kind, int number, std::string_view name) {
    for (const auto& row : kNames)
        if (row.first == kind)
            return static_cast<int>(kind) == number && row.second == name;
    return false;
}
// These numbers and names are in databases and audits of schools. Add lines, never change one.
static_assert(isFrozen(Entity::school, 0, "school"));
static_assert(isFrozen(Entity::student, 1, "student"));
static_assert(isFrozen(Entity::batch, 2, "card_batch"));
static_assert(isFrozen(Entity::card, 3, "student_card"));
static_assert(isFrozen(Entity::photoFile, 4, "photo_file"));
static_assert(isFrozen(Entity::message, 5, "system_message"));
static_assert(isFrozen(Entity::guardian, 6, "guardian"));
static_assert(isFrozen(Entity::validityMarks, 7, "validity_marks"));
static_assert(isFrozen(Entity::duplicateRequest, 8, "duplicate_request"));
static_assert(isFrozen(Entity::blankDelivery, 9, "blank_delivery"));
static_assert(isFrozen(Entity::blank, 10, "blank"));
static_assert(kKinds == 11, "give the new kind a line above");

} // namespace

std::string_view toString(Entity kind) {
    for (const auto& [known, name] : kNames)
        if (known == kind)
            return name;
    return {};
}

std::optional<Entity> entityFromString(std::string_view text) {
    for (const auto& [kind, name] : kNames)
        if (name == text)
            return kind;
    return std::nullopt;
}

std::optional<Entity> entityFromNumber(int number) {
    for (const auto& [kind, name] : kNames)
        if (static_cast<int>(kind) == number)
            return kind;
    return std::nullopt;
}

std::optional<Entity> changeableEntity(std::string_view name) {
    const auto kind = entityFromString(name);
    return kind == Entity::message ? std::nullopt : kind;
}

} // namespace esek::domain
