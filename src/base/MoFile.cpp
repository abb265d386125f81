#include "base/MoFile.h"

#include <cstring>

namespace esek {

namespace {
constexpr std::uint32_t kMagic = 0x950412de; // of a file written on a little-endian machine
constexpr std::size_t kEntrySize = 8;        // length and offset, four bytes each

std::string_view form(std::string_view forms, unsigned index) {
    for (; index > 0; --index) {
        const std::size_t end = forms.find('\0');
        if (end == std::string_view::npos)
            break;
        forms.remove_prefix(end + 1);
    }
    return forms.substr(0, forms.find('\0'));
}

/// The rule that the headers of resources/locale/pl/*.po state.
unsigned polishForm(std::size_t n) {
    if (n == 1)
        return 0;
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}
} // namespace

MoFile::MoFile(std::vector<std::uint8_t> bytes) : m_bytes(std::move(bytes)) {
    if (word(0) != kMagic)
        return;
    const std::size_t count = word(8), originals = word(12), translations = word(16);
    for (std::size_t i = 0; i < count && originals + i * kEntrySize < m_bytes.size(); ++i) {
        const std::string_view original = text(originals + i * kEntrySize);
        const std::string_view translated = text(translations + i * kEntrySize);
        if (!original.empty() && !translated.empty()) // the empty key holds the header
            m_texts.emplace(original.substr(0, original.find('\0')), translated);
    }
}

std::string MoFile::find(std::string_view text) const {
    const auto found = m_texts.find(text);
    return std::string(found == m_texts.end() ? text : form(found->second, 0));
}

std::string MoFile::find(std::string_view singular, std::string_view plural, std::size_t n) const {
    const auto found = m_texts.find(singular);
    if (found == m_texts.end())
        return std::string(n == 1 ? singular : plural);
    return std::string(form(found->second, polishForm(n)));
}

std::uint32_t MoFile::word(std::size_t at) const {
    std::uint32_t value = 0;
    if (m_bytes.size() >= sizeof(value) && at <= m_bytes.size() - sizeof(value))
        std::memcpy(&value, m_bytes.data() + at, sizeof(value));
    return value;
}

std::string_view MoFile::text(std::size_t at) const {
    const std::size_t length = word(at), start = word(at + 4);
    if (start > m_bytes.size() || length > m_bytes.size() - start)
        return {};
    return {reinterpret_cast<const char*>(m_bytes.data()) + start, length};
}

} // namespace esek
