#include "app/PhotoAdvice.h"

#include "base/Log.h"
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
            advice.findings.push_back({severityOf(m.severity), m.sentence});
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

Result<quality::QualityReport> report(Office& office, std::span<const std::uint8_t> bytes,
                                      const quality::CheckOptions& options = {}) {
    const auto school = office.replica().school();
    if (!school)
        return school.error();
    const auto profile = quality::PhotoProfile::load(school->photoProfile);
    if (!profile)
        return profile.error();
    return quality::check(bytes, {}, *profile, options);
}

} // namespace

Result<PhotoAdvice> adviseOnPhoto(Office& office, const domain::StudentId& id, const domain::BlobId& blob) {
    const auto row = office.replica().student(id);
    if (!row)
        return row.error();
    const auto bytes = office.replica().blobs().get(blob);
    if (!bytes)
        return bytes.error();
    quality::CheckOptions options;
    options.exceptions = quality::exceptionsFor(row->student.photoExceptions);
    const auto checked = report(office, *bytes, options);
    if (!checked)
        return checked.error();
    PhotoAdvice advice = adviceOf(*checked);
    advice.exceptions = row->student.photoExceptions;
    return advice;
}

std::optional<domain::CropParams> suggestedCrop(Office& office, std::span<const std::uint8_t> bytes) {
    const auto checked = report(office, bytes);
    if (!checked) {
        // The photo itself is readable; without advice it is cut from the centre.
        log::warning(checked.error().message);
        return std::nullopt;
    }
    return checked->face ? std::optional(checked->suggestedCrop) : std::nullopt;
}

} // namespace esek::app
