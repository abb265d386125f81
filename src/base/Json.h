#pragma once
#include "base/Result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string_view>

namespace esek {

/// JSON by nlohmann; base owns the library, others say esek::Json. Keys keep the order they were written in,
/// so that the same value gives the same bytes (the audit chain hashes them).
using Json = nlohmann::ordered_json;

/// Invalid text or UTF-8 is ErrorCode::jsonInvalid.
Result<Json> parseJson(std::string_view text);
Result<Json> readJsonFile(const std::filesystem::path& file);

} // namespace esek
