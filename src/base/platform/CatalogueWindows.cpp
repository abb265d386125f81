#ifdef _WIN32
#include "base/MoFile.h"
#include "base/platform/Catalogue.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

namespace esek::platform {

namespace {
constexpr std::uint64_t kLargestCatalogue = 16U << 20; // bytes; ours has about 200 kB
bool g_polish = false;

const MoFile& catalogue() {
    static const MoFile none;
    if (!g_polish)
        return none;
    static const MoFile polish([] {
        auto bytes = readFile(localeDir() / "pl" / "LC_MESSAGES" / "esekretariat.mo", kLargestCatalogue);
        return bytes ? std::move(*bytes) : Bytes();
    }());
    return polish;
}
} // namespace

void useCatalogue(bool polish) {
    g_polish = polish;
}

std::string translated(const char* text) {
    return catalogue().find(text);
}

std::string translated(const char* singular, const char* plural, std::size_t n) {
    return catalogue().find(singular, plural, n);
}

} // namespace esek::platform
#endif
