#ifndef _WIN32
#include "base/platform/Catalogue.h"
#include "base/platform/Paths.h"

#include <clocale>
#include <libintl.h>

// The catalogue is found by LANGUAGE alone, so no locale of the system has to be generated for Polish to
// work.
extern "C" int _nl_msg_cat_cntr; // NOLINT: GNU gettext's documented way to say that LANGUAGE changed

namespace esek::platform {

namespace {
constexpr const char* kDomain = "esekretariat";
} // namespace

void useCatalogue(bool polish) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::setlocale(LC_MESSAGES, "C.UTF-8");
    setEnvironment("LANGUAGE", polish ? "pl" : "en");
    ::bindtextdomain(kDomain, localeDir().string().c_str());
    ::bind_textdomain_codeset(kDomain, "UTF-8");
    ++_nl_msg_cat_cntr;
}

std::string translated(const char* text) {
    return ::dgettext(kDomain, text);
}

std::string translated(const char* singular, const char* plural, std::size_t n) {
    return ::dngettext(kDomain, singular, plural, n);
}

} // namespace esek::platform
#endif
