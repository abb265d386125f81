#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace esek::platform {
enum class Charset { windows1250, windows1252, iso8859_2 };
/// To UTF-8; nothing when a byte has no meaning in that charset.
std::optional<std::string> toUtf8(std::string_view bytes, Charset);
} // namespace esek::platform
