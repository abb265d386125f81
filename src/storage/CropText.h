#pragma once
#include "domain/CropParams.h"

#include <optional>
#include <string_view>

namespace esek::storage {

/// Crop parameters from the JSON that the domain writes. The queue reads one in each of its thousands of
/// rows, so the known form is read without a JSON tree; any other form goes through the domain.
std::optional<domain::CropParams> cropFromText(std::string_view json);

} // namespace esek::storage
