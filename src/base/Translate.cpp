#include "base/Translate.h"

#include "base/platform/Paths.h"

#include <clocale>
#include <libintl.h>

// The catalogue is found by LANGUAGE alone, so no locale of the system has to be generated for Polish to
// work.
extern "C" int _nl_msg_cat_cntr; // NOLINT: GNU gettext's documented way to say that LANGUAGE changed

namespace esek {

namespace {
Language g_language = Language::polish;
constexpr const char* kDomain = "esekretariat";
} // namespace

void setLanguage(Language language) {
    g_language = language;
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::setlocale(LC_MESSAGES, "C.UTF-8");
    platform::setEnvironment("LANGUAGE", language == Language::polish ? "pl" : "en");
    ::bindtextdomain(kDomain, platform::localeDir().string().c_str());
    ::bind_textdomain_codeset(kDomain, "UTF-8");
    ++_nl_msg_cat_cntr;
}

Language language() {
    return g_language;
}

std::string tr(const char* text) {
    // gettext("") returns the header of the catalogue.
    return *text ? ::dgettext(kDomain, text) : "";
}

std::string trn(const char* singular, const char* plural, unsigned long n) {
    return ::dngettext(kDomain, singular, plural, n);
}

} // namespace esek
