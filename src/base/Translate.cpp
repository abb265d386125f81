#include "base/Translate.h"

#include "base/LanguageScope.h"
#include "base/platform/Catalogue.h"

#include <utility>

namespace esek {

namespace {
Language g_language = Language::polish;
thread_local const MoFile* t_catalogue = nullptr; ///< of the innermost LanguageScope
} // namespace

void setLanguage(Language language) {
    g_language = language;
    platform::useCatalogue(language == Language::polish);
}

Language language() {
    return g_language;
}

std::string tr(const char* text) {
    if (t_catalogue)
        return t_catalogue->find(text);
    // gettext("") returns the header of the catalogue.
    return *text ? platform::translated(text) : "";
}

std::string trn(const char* singular, const char* plural, std::size_t n) {
    return t_catalogue ? t_catalogue->find(singular, plural, n) : platform::translated(singular, plural, n);
}

LanguageScope::LanguageScope(const MoFile& catalogue) : m_outer(std::exchange(t_catalogue, &catalogue)) {}

LanguageScope::~LanguageScope() {
    t_catalogue = m_outer;
}

} // namespace esek
