#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace esek {

/// A compiled message catalogue (.mo) read without libintl, which MinGW does not have. Format: GNU gettext
/// manual, "The Format of GNU MO Files"; texts in UTF-8, Polish plural forms. A damaged file is an empty
/// catalogue, so that the program speaks English instead of not at all. Reading is safe from several threads.
class MoFile {
  public:
    MoFile() = default;
    explicit MoFile(std::vector<std::uint8_t> bytes);
    // The texts are views into the bytes.
    MoFile(const MoFile&) = delete;
    MoFile& operator=(const MoFile&) = delete;

    bool empty() const { return m_texts.empty(); }
    /// The translation, or `text` itself where there is none.
    std::string find(std::string_view text) const;
    /// The form for `n`, or the English one of the two where there is no translation.
    std::string find(std::string_view singular, std::string_view plural, std::size_t n) const;

  private:
    std::uint32_t word(std::size_t at) const;
    std::string_view text(std::size_t at) const;

    std::vector<std::uint8_t> m_bytes;
    /// The plural forms of one text are separated by zero bytes, in the key as in the translation.
    std::unordered_map<std::string_view, std::string_view> m_texts;
};

} // namespace esek
