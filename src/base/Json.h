#pragma once
#include "base/Result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace esek {

/// JSON by nlohmann; base owns the library, others say esek::Json. Keys keep the order they were written in,
/// so that the same value gives the same bytes (the audit chain hashes them).
using Json = nlohmann::ordered_json;

/// How much a text may ask of the program that reads it. Whoever copies, compares or writes a value recurses
/// over its depth, and a byte or two of text ("[],") becomes some forty bytes of memory.
struct JsonBudget {
    std::size_t depth = 64;
    std::size_t nodes = 1'000'000; ///< values and keys; a page of 1,000 changes has about 150,000
};

/// Invalid text or UTF-8, a NUL character and more than the budget allows are ErrorCode::jsonInvalid.
Result<Json> parseJson(std::string_view text, const JsonBudget& = {});
Result<Json> readJsonFile(const std::filesystem::path& file);

/// The one writer for answers, logs and command lines: bytes that are no UTF-8 become U+FFFD, where
/// Json::dump() would throw. For people, `indent` says how many spaces a level is moved in.
std::string dumpJson(const Json&, int indent = -1);

} // namespace esek
