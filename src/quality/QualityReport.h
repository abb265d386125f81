#pragma once
#include "base/Json.h"
#include "domain/CropParams.h"
#include "quality/FaceDetector.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::quality {

/// What the profile makes of a finding. Advice to people, never a verdict (domain/README.md, Statuses).
enum class Severity { ok, advice, error, notMeasured };
std::string_view toString(Severity); ///< "ok", "advice", "error", "not_measured"

/// One measure's answer: raw value, scalar and severity are kept apart (ISO/IEC 29794-5).
struct MeasureResult {
    std::string id;            ///< "sharpness", "headSize" ... ISO/IEC 29794-5 names where there is one
    std::optional<double> raw; ///< native unit of the measure, see README.md
    std::optional<int> scalar; ///< 0-100, higher is better
    Severity severity = Severity::notMeasured;
    std::string limit;    ///< the limit that was applied, short, e.g. ">= 492 x 633 px"; empty when none
    std::string sentence; ///< what it is and what to do, in the current language; without numbers
    std::string
        details; ///< the same with the measured value and the limit; empty when there is no more to say
    std::string rejectionReason; ///< domain::RejectionReason as text; empty for ok and where none fits
    std::string exception;       ///< reason of the exception that turned an error into advice; else empty
};

/// The head with hair, in fractions of the upright picture; for marks on the picture.
struct HeadBox {
    double x = 0;
    double y = 0; ///< crown (top of the hair)
    double w = 0;
    double h = 0; ///< crown to chin
};

struct QualityReport {
    std::vector<MeasureResult> measures; ///< always the same measures in the same order
    std::optional<FaceBox> face;         ///< the main one
    std::optional<HeadBox> head;
    int faces = 0;
    domain::CropParams suggestedCrop;

    bool hasErrors() const;
    bool hasAdvice() const;
    const MeasureResult* find(std::string_view id) const;
    /// Reason codes of the errors, without repeats; fills in "reject for these reasons".
    std::vector<std::string> rejectionReasons() const;
};

/// One JSON object for the command line: measures with raw, scalar, severity, limit, sentence; face; head;
/// crop.
Json toJson(const QualityReport&);

} // namespace esek::quality
