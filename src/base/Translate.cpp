#include "base/Translate.h"

#include "base/platform/Catalogue.h"

namespace esek {

namespace {
Language g_language = Language::polish;
} // namespace

void setLanguage(Language language) {
    g_language = language;
    platform::useCatalogue(language == Language::polish);
}

Language language() {
    return g_language;
}

std::string tr(const char* text) {
    // gettext("") returns the header of the catalogue.
    return *text ? platform::translated(text) : "";
}

std::string trn(const char* singular, const char* plural, std::size_t n) {
    return platform::translated(singular, plural, n);
}

} // namespace esek
