#pragma once
#include <cstddef>
#include <string>

namespace esek {

enum class Language { polish, english };

/// English is the text in the code; Polish comes from resources/locale/pl/*.po (GNU gettext).
/// Call once at the start, before other threads; later calls switch.
void setLanguage(Language);
Language language();

/// xgettext keywords: tr:1, trn:1,2, N_:1. UTF-8.
std::string tr(const char* text);
std::string trn(const char* singular, const char* plural, std::size_t n);

/// Marks a text that is translated elsewhere.
#define ESEK_N_(text) text

} // namespace esek
