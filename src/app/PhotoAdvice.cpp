#include "app/PhotoAdvice.h"

#include "app/AdviceCache.h"
#include "base/Format.h"
#include "base/Hex.h"
#include "base/Log.h"
#include "base/Sha256.h"
#include "base/Version.h"
#include "quality/Check.h"
#include "quality/PhotoExceptions.h"

#include <algorithm>

namespace esek::app {

PhotoAdvice::Severity PhotoAdvice::worst() const {
    Severity worst = Severity::ok;
    for (const Finding& f : findings) {
        if (f.severity == Severity::error)
            return Severity::error;
        if (f.severity == Severity::advice)
            worst = Severity::advice;
    }
    return worst;
}

namespace {

PhotoAdvice::Severity severityOf(quality::Severity s) {
    switch (s) {
    case quality::Severity::ok:
        return PhotoAdvice::Severity::ok;
    case quality::Severity::advice:
        return PhotoAdvice::Severity::advice;
    case quality::Severity::error:
        return PhotoAdvice::Severity::error;
    case quality::Severity::notMeasured:
        return PhotoAdvice::Severity::notMeasured;
    }
    return PhotoAdvice::Severity::notMeasured;
}

PhotoAdvice adviceOf(const quality::QualityReport& report) {
    PhotoAdvice advice;
    for (const quality::MeasureResult& m : report.measures) {
        if (!m.sentence.empty())
            advice.findings.push_back({severityOf(m.severity), m.sentence, m.id, m.details});
    }
    const auto rank = [](PhotoAdvice::Severity s) {
        return s == PhotoAdvice::Severity::error ? 0 : s == PhotoAdvice::Severity::advice ? 1 : 2;
    };
    std::stable_sort(advice.findings.begin(), advice.findings.end(),
                     [&](const auto& a, const auto& b) { return rank(a.severity) < rank(b.severity); });
    for (const std::string& code : report.rejectionReasons()) {
        if (const auto reason = domain::reasonFromString(code))
            advice.reasons.push_back(*reason);
    }
    if (report.face) {
        const quality::FaceBox& f = *report.face;
        PhotoAdvice::Face face;
        face.topLeft = {f.x, f.y};
        face.bottomRight = {f.x + f.w, f.y + f.h};
        face.leftEye = {f.leftEye.x, f.leftEye.y};
        face.rightEye = {f.rightEye.x, f.rightEye.y};
        if (report.head) {
            face.headTopLeft = {report.head->x, report.head->y};
            face.headBottomRight = {report.head->x + report.head->w, report.head->y + report.head->h};
        }
        advice.face = face;
    }
    advice.crop = report.suggestedCrop;
    return advice;
}

Result<quality::PhotoProfile> profileOf(Office& office) {
    const auto school = office.replica().school();
    if (!school)
        return school.error();
    return quality::PhotoProfile::load(school->photoProfile);
}

/// Names the rules in the cache: another program or another limit gives another name.
std::string rulesOf(const quality::PhotoProfile& profile) {
    return toHex(Sha256::of(format("{} {}", version(), profile.fingerprint()))).substr(0, 16);
}

Result<PhotoAdvice> advise(Office& office, const quality::PhotoProfile& profile,
                           const domain::Student& student, const domain::BlobId& blob) {
    const auto bytes = office.replica().blobs().get(blob);
    if (!bytes)
        return bytes.error();
    quality::CheckOptions options;
    options.exceptions = quality::exceptionsFor(student.photoExceptions);
    const auto checked = quality::check(*bytes, {}, profile, options);
    if (!checked)
        return checked.error();
    PhotoAdvice advice = adviceOf(*checked);
    advice.exceptions = student.photoExceptions;
    // Not of bytes that an approved deletion took away meanwhile.
    if (student.photoExceptions.empty() && office.replica().blobs().has(blob))
        office.adviceCache().put(blob, rulesOf(profile), {advice.worst(), advice.reasons});
    return advice;
}

} // namespace

Result<PhotoAdvice> adviseOnPhoto(Office& office, const domain::StudentId& id, const domain::BlobId& blob) {
    const auto row = office.replica().students().get(id);
    if (!row)
        return row.error();
    const auto profile = profileOf(office);
    if (!profile)
        return profile.error();
    return advise(office, *profile, row->student, blob);
}

std::vector<std::optional<PhotoBadge>> knownBadges(Office& office, std::span<const PhotoOfStudent> photos) {
    std::vector<std::optional<PhotoBadge>> known(photos.size());
    const auto profile = profileOf(office);
    if (!profile)
        return known;
    const std::string rules = rulesOf(*profile);
    for (std::size_t i = 0; i < photos.size(); ++i) {
        const auto row = office.replica().students().get(photos[i].student);
        if (row && row->student.photoExceptions.empty())
            known[i] = office.adviceCache().find(photos[i].blob, rules);
    }
    return known;
}

Result<PhotoBadge> photoBadge(Office& office, const PhotoOfStudent& photo) {
    if (auto known = knownBadges(office, {&photo, 1}); known.front())
        return std::move(*known.front());
    const auto advice = adviseOnPhoto(office, photo.student, photo.blob);
    if (!advice)
        return advice.error();
    return PhotoBadge{advice->worst(), advice->reasons};
}

std::optional<domain::CropParams> suggestedCrop(Office& office, std::span<const std::uint8_t> bytes) {
    const auto profile = profileOf(office);
    const auto checked = profile ? quality::check(bytes, {}, *profile) : profile.error();
    if (!checked) {
        // The photo itself is readable; without advice it is cut from the centre.
        log::warning(checked.error().message);
        return std::nullopt;
    }
    return checked->face ? std::optional(checked->suggestedCrop) : std::nullopt;
}

} // namespace esek::app
