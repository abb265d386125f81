#include "storage/CropText.h"

#include "domain/Photo.h"

#include <charconv>

namespace esek::storage {

namespace {

template <class T>
bool read(std::string_view& rest, std::string_view key, T& out) {
    if (rest.substr(0, key.size()) != key)
        return false;
    rest.remove_prefix(key.size());
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out);
    if (error != std::errc())
        return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return true;
}

} // namespace

std::optional<domain::CropParams> cropFromText(std::string_view json) {
    domain::CropParams c;
    std::string_view rest = json;
    if (read(rest, "{\"x\":", c.x) && read(rest, ",\"y\":", c.y) && read(rest, ",\"w\":", c.w) &&
        read(rest, ",\"h\":", c.h) && read(rest, ",\"turns\":", c.quarterTurns) &&
        read(rest, ",\"fine\":", c.fineDegrees) && rest == "}")
        return c;
    const auto tree = parseJson(json);
    if (!tree)
        return std::nullopt;
    const auto crop = domain::cropFromJson(*tree);
    return crop ? std::optional(*crop) : std::nullopt;
}

} // namespace esek::storage
