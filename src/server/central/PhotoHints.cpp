#include "server/central/PhotoHints.h"

#include "base/Log.h"
#include "domain/School.h"
#include "quality/PhotoExceptions.h"

namespace esek::server {

PhotoHints::PhotoHints() = default;
PhotoHints::~PhotoHints() = default;

std::optional<PhotoHint> PhotoHints::of(const imaging::Image& picture, std::span<const std::uint8_t> bytes,
                                        const std::string& profileName,
                                        const std::vector<domain::PhotoExceptionFlag>& exceptions) {
    const auto checked = guarded([&]() -> Result<quality::QualityReport> {
        auto profile = quality::PhotoProfile::load(profileName);
        if (!profile) // of a later program
            profile = quality::PhotoProfile::load(domain::School{}.photoProfile);
        quality::CheckOptions options;
        options.exceptions = quality::exceptionsFor(exceptions);
        const std::lock_guard lock(m_mutex);
        if (!m_checker)
            m_checker = std::make_unique<quality::PhotoChecker>();
        return m_checker->check(picture, bytes, profile.value(), options);
    });
    if (!checked) {
        log::warning("photo advice: " + checked.error().message);
        return std::nullopt;
    }
    PhotoHint hint{checked->suggestedCrop, {}};
    for (const std::string& code : checked->rejectionReasons()) {
        const auto reason = domain::reasonFromString(code);
        // The suggested crop has turned it already.
        if (reason && (*reason != domain::RejectionReason::sideways || hint.crop.quarterTurns == 0))
            hint.reasons.push_back(*reason);
    }
    return hint;
}

} // namespace esek::server
