#include "quality/QualityReport.h"

#include <algorithm>

namespace esek::quality {

std::string_view toString(Severity s) {
    switch (s) {
    case Severity::ok:
        return "ok";
    case Severity::advice:
        return "advice";
    case Severity::error:
        return "error";
    case Severity::notMeasured:
        break;
    }
    return "not_measured";
}

bool QualityReport::hasErrors() const {
    return std::any_of(measures.begin(), measures.end(),
                       [](auto& m) { return m.severity == Severity::error; });
}

bool QualityReport::hasAdvice() const {
    return std::any_of(measures.begin(), measures.end(),
                       [](auto& m) { return m.severity == Severity::advice; });
}

const MeasureResult* QualityReport::find(std::string_view id) const {
    const auto it = std::find_if(measures.begin(), measures.end(), [&](auto& m) { return m.id == id; });
    return it == measures.end() ? nullptr : &*it;
}

std::vector<std::string> QualityReport::rejectionReasons() const {
    std::vector<std::string> out;
    for (const auto& m : measures)
        if (m.severity == Severity::error && !m.rejectionReason.empty() &&
            std::find(out.begin(), out.end(), m.rejectionReason) == out.end())
            out.push_back(m.rejectionReason);
    return out;
}

namespace {
Json point(Point p) {
    return Json{{"x", p.x}, {"y", p.y}};
}
} // namespace

Json toJson(const QualityReport& report) {
    Json measures = Json::array();
    for (const auto& m : report.measures) {
        Json j{{"id", m.id},
               {"raw", m.raw ? Json(*m.raw) : Json()},
               {"scalar", m.scalar ? Json(*m.scalar) : Json()},
               {"severity", toString(m.severity)},
               {"limit", m.limit},
               {"sentence", m.sentence},
               {"details", m.details}};
        if (!m.rejectionReason.empty())
            j["reason"] = m.rejectionReason;
        if (!m.exception.empty())
            j["exception"] = m.exception;
        measures.push_back(std::move(j));
    }
    Json out{{"measures", std::move(measures)}, {"faces", report.faces}};
    if (const auto& f = report.face)
        out["face"] = Json{{"x", f->x},
                           {"y", f->y},
                           {"w", f->w},
                           {"h", f->h},
                           {"leftEye", point(f->leftEye)},
                           {"rightEye", point(f->rightEye)},
                           {"nose", point(f->nose)},
                           {"mouth", point(f->mouth)},
                           {"score", f->score},
                           {"rollDegrees", f->rollDegrees}};
    if (const auto& h = report.head)
        out["head"] = Json{{"x", h->x}, {"y", h->y}, {"w", h->w}, {"h", h->h}};
    const auto& c = report.suggestedCrop;
    out["suggestedCrop"] = Json{{"x", c.x},
                                {"y", c.y},
                                {"w", c.w},
                                {"h", c.h},
                                {"quarterTurns", c.quarterTurns},
                                {"fineDegrees", c.fineDegrees}};
    out["reasons"] = report.rejectionReasons();
    return out;
}

} // namespace esek::quality
