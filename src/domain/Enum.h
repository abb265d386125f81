#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace esek::domain {

/// Two-way table between an enum and its stable text. Internal to domain.
template <class E, std::size_t N>
struct EnumTable {
    std::array<std::pair<E, std::string_view>, N> rows;

    constexpr std::string_view text(E value) const {
        for (const auto& [v, t] : rows) {
            if (v == value)
                return t;
        }
        return {};
    }
    constexpr std::optional<E> value(std::string_view text_) const {
        for (const auto& [v, t] : rows) {
            if (t == text_)
                return v;
        }
        return std::nullopt;
    }
};

template <class E, std::size_t N>
constexpr EnumTable<E, N> enumTable(const std::pair<E, std::string_view> (&rows)[N]) {
    EnumTable<E, N> table{};
    for (std::size_t i = 0; i < N; ++i)
        table.rows[i] = rows[i];
    return table;
}

} // namespace esek::domain
