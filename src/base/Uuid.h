#pragma once
#include "base/Clock.h"
#include "base/Rng.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace esek {

/// UUID, RFC 9562. New ids are version 7: they sort by the time they were made.
class Uuid {
  public:
    Uuid() = default; ///< nil
    static Uuid v7(const Clock&, Rng&);
    static std::optional<Uuid> parse(std::string_view);
    static Uuid fromBytes(const std::array<std::uint8_t, 16>& b) { return Uuid(b); }

    std::string toString() const; ///< lower case, with hyphens
    bool isNil() const;
    const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }
    auto operator<=>(const Uuid&) const = default;

  private:
    explicit Uuid(const std::array<std::uint8_t, 16>& b) : m_bytes(b) {}
    std::array<std::uint8_t, 16> m_bytes{};
};

/// An id that cannot be mistaken for the id of something else.
template <class Tag>
struct Id {
    Uuid uuid;
    std::string toString() const { return uuid.toString(); }
    bool isNil() const { return uuid.isNil(); }
    static std::optional<Id> parse(std::string_view text) {
        if (auto u = Uuid::parse(text))
            return Id{*u};
        return std::nullopt;
    }
    auto operator<=>(const Id&) const = default;
};

} // namespace esek

template <>
struct std::hash<esek::Uuid> {
    std::size_t operator()(const esek::Uuid& u) const noexcept;
};
template <class Tag>
struct std::hash<esek::Id<Tag>> {
    std::size_t operator()(const esek::Id<Tag>& id) const noexcept {
        return std::hash<esek::Uuid>{}(id.uuid);
    }
};
