#pragma once
#include "domain/Card.h"
#include "domain/Student.h"
#include "server/store/Rows.h"

#include <string>
#include <utility>
#include <vector>

/// What is unique in a school (table record_key).
namespace esek::server::keys {

inline constexpr const char* kPesel = "pesel";
inline constexpr const char* kRegister = "register";
inline constexpr const char* kCard = "card";
inline constexpr const char* kValid = "valid"; ///< "pupil/card" of every valid card
inline constexpr const char* kBatch = "batch";

/// Empty when the pupil has no such number.
std::string ofStudent(const domain::Student&, const std::string& kind);
std::string ofValid(const domain::StudentCard&);
/// Sorts as the number does.
std::string ofBatch(int number);

/// Every key that a record has, as (kind, value). Throws jsonInvalid and the like for a body that is none.
std::vector<std::pair<std::string, std::string>> of(Kind, const std::string& body);

} // namespace esek::server::keys
