#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace esek::domain {

/// The kinds of records that a school has. The numbers are stored in the server's tables: a number is never
/// changed and never given twice. A new kind takes the next free one, wherever it stands in the order of a
/// snapshot.
enum class Entity {
    school = 0,
    student = 1,
    batch = 2,
    card = 3,
    photoFile = 4,
    message = 5, ///< made by changes of photo files, never by a mutation of its own
    guardian = 6,
    validityMarks = 7,
    duplicateRequest = 8,
    blankDelivery = 9,
    blank = 10,
};

/// The name of the kind in tables, in audits and on the wire: "school", "photo_file" ... Never changed.
std::string_view toString(Entity);
std::optional<Entity> entityFromString(std::string_view);
std::optional<Entity> entityFromNumber(int);

/// A snapshot brings the kinds in this order, so that a record comes after those that it hangs on.
inline constexpr std::array kSnapshotOrder{
    Entity::school, Entity::student,       Entity::guardian,         Entity::batch,
    Entity::card,   Entity::validityMarks, Entity::duplicateRequest, Entity::blankDelivery,
    Entity::blank,  Entity::photoFile,     Entity::message};

} // namespace esek::domain
