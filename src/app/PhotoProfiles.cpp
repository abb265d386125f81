#include "app/PhotoProfiles.h"

#include "base/Format.h"
#include "base/Log.h"
#include "base/Number.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "quality/PhotoProfile.h"

namespace esek::app {

namespace {

/// "2,5": bytes in millions, at most one digit after the point.
std::string megabytes(std::int64_t bytes) {
    const std::int64_t tenths = (bytes + 50'000) / 100'000;
    return numberText(static_cast<double>(tenths) / 10, tenths % 10 != 0 ? 1 : 0);
}

std::string describe(const quality::PhotoProfile& p) {
    std::vector<std::string> kinds;
    for (const std::string& kind : p.kinds)
        kinds.push_back(toUpper(kind));
    std::vector<std::string> parts;
    if (!kinds.empty())
        parts.push_back(join(kinds, ", "));
    parts.push_back(format(runtime(tr("at least {width} × {height} px")), fmt::arg("width", p.minWidth),
                           fmt::arg("height", p.minHeight)));
    if (p.recommendedWidth > p.minWidth || p.recommendedHeight > p.minHeight)
        parts.push_back(format(runtime(tr("better {width} × {height} px")),
                               fmt::arg("width", p.recommendedWidth),
                               fmt::arg("height", p.recommendedHeight)));
    if (p.maxBytes > 0)
        parts.push_back(format(runtime(tr("up to {size} MB")), fmt::arg("size", megabytes(p.maxBytes))));
    return join(parts, "; ");
}

} // namespace

std::vector<PhotoProfileInfo> photoProfiles() {
    std::vector<PhotoProfileInfo> out;
    for (const std::string& name : quality::PhotoProfile::available()) {
        const auto profile = quality::PhotoProfile::load(name);
        if (profile)
            out.push_back({name, profile->title, describe(*profile)});
        else
            log::warning(profile.error().message);
    }
    return out;
}

} // namespace esek::app
