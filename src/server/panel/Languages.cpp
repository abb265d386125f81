#include "server/panel/Languages.h"

#include "base/platform/Files.h"

#include <algorithm>
#include <cstdlib>

namespace esek::server {

namespace {

std::vector<std::uint8_t> bytesOf(const std::filesystem::path& localeDir, const char* code) {
    auto bytes = platform::readFile(localeDir / code / "LC_MESSAGES" / "esekretariat.mo");
    return bytes ? std::move(bytes).value() : std::vector<std::uint8_t>();
}

bool isOurs(const std::string& code) {
    return std::find(Languages::kCodes.begin(), Languages::kCodes.end(), code) != Languages::kCodes.end();
}

} // namespace

Languages::Languages(const std::filesystem::path& localeDir)
    : m_polish(bytesOf(localeDir, "pl")), m_ukrainian(bytesOf(localeDir, "uk")) {}

const MoFile& Languages::catalogue(const std::string& code) const {
    return code == "en" ? m_english : code == "uk" ? m_ukrainian : m_polish;
}

const char* Languages::nameOf(const std::string& code) {
    return code == "en" ? "English" : code == "uk" ? "Українська" : "Polski";
}

std::string Languages::choose(const std::string& chosen, const std::string& acceptLanguage) {
    if (isOurs(chosen))
        return chosen;
    // "uk-UA,uk;q=0.9,en;q=0.8": RFC 9110, 12.5.4. Of equal weights the first.
    std::string best = "pl";
    double bestWeight = 0;
    for (std::size_t at = 0; at < acceptLanguage.size();) {
        const auto end = std::min(acceptLanguage.find(',', at), acceptLanguage.size());
        std::string item = acceptLanguage.substr(at, end - at);
        at = end + 1;
        std::erase(item, ' ');
        const auto q = item.find(";q=");
        const double weight = q == std::string::npos ? 1 : std::strtod(item.c_str() + q + 3, nullptr);
        const std::string code = item.substr(0, std::min(item.find_first_of("-;"), item.size()));
        if (isOurs(code) && weight > bestWeight) {
            best = code;
            bestWeight = weight;
        }
    }
    return best;
}

} // namespace esek::server
