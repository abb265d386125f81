#pragma once
// Whether good portraits of one group of people get more errors or advice than those of another. There is no
// child in the corpus; painted ones are in PaintedPeopleTest.cpp.
#include "golden/quality/Canvas.h"
#include "golden/quality/Evaluate.h"
#include "quality/PhotoExceptions.h"

namespace esek::golden {

class GroupEvaluation {
  public:
    GroupEvaluation(const std::filesystem::path& corpus, const std::vector<Label>& labels) {
        for (const Label& l : labels) {
            const bool scarf = l.groups.find("scarf") != std::string::npos;
            if (!l.good && !scarf)
                continue;
            const auto bytes = readBytes(corpus / "portraits" / l.file);
            quality::CheckOptions options;
            if (scarf)
                options.exceptions =
                    quality::exceptionsFor({{domain::PhotoExceptionKind::headwear, "noted with the pupil"}});
            const auto report = m_checker.check(bytes, l.file, m_profile, options);
            if (!report)
                continue;
            count("all", l, *report);
            for (const char* group : {"glasses", "beard", "scarf"})
                if (l.groups.find(group) != std::string::npos)
                    count(group, l, *report);
            if (l.stem()[0] != 'c')
                if (const auto canvas = canvasOf(bytes, l.file, m_analyzer))
                    count(toneOf(*canvas), l, *report);
        }
    }

    std::map<std::string, std::map<std::string, Rate>> table; ///< by group, then errors and advice
    std::vector<std::string> notes;

  private:
    /// By the individual typology angle of the cheeks (Chardon, Cretois and Hourseau, 1991).
    static const char* toneOf(const Canvas& canvas) {
        cv::Mat colour(1, 1, CV_32FC3);
        colour.at<cv::Vec3f>(0) = cv::Vec3f(canvas.skin()) / 255.0F;
        cv::cvtColor(colour, colour, cv::COLOR_RGB2Lab);
        const cv::Vec3f lab = colour.at<cv::Vec3f>(0);
        const double angle = std::atan2(lab[0] - 50, lab[2]) * 180 / CV_PI;
        constexpr double kFair = 41, kTan = 10;
        return angle > kFair ? "skin: fair" : angle > kTan ? "skin: between" : "skin: tan to dark";
    }

    void count(const std::string& group, const Label& l, const quality::QualityReport& report) {
        const auto own = ownFaults(l);
        bool error = false, advice = false, face = false;
        for (const auto& m : report.measures) {
            if (own.count(m.rejectionReason) != 0 || (l.stem()[0] == 'c' && m.rejectionReason == "greyscale"))
                continue;
            error |= m.severity == quality::Severity::error;
            const bool speaks = m.severity == quality::Severity::advice && m.exception.empty();
            advice |= speaks;
            for (const char* id : {"eyesOpen", "eyesVisible", "noDarkGlasses", "lensTint", "noRedEyes",
                                   "mouthOcclusionPrevention", "faceOcclusionPrevention", "hardShadow",
                                   "illuminationUniformity", "skinColour", "underExposurePrevention"})
                face |= speaks && m.id == id;
            if (group == "all" && m.severity == quality::Severity::error)
                notes.push_back("error on " + l.file + ": " + m.id);
        }
        for (const auto& [column, hit] : {std::pair{"any error", error}, std::pair{"any advice", advice},
                                          std::pair{"advice on face or light", face}}) {
            Rate& rate = table[group][column];
            rate.all += 1;
            rate.hits += hit;
        }
    }

    quality::Analyzer m_analyzer;
    quality::PhotoChecker m_checker;
    quality::PhotoProfile m_profile = quality::PhotoProfile::load("gov-pl").value();
};

inline void print(std::ostream& out, const GroupEvaluation& e) {
    print(out, "Good portraits with an error or advice, by group", e.table,
          {"any error", "any advice", "advice on face or light"});
    for (const auto& note : e.notes)
        out << note << "\n";
}

} // namespace esek::golden
