#pragma once
// Rates over the faults that are painted on good colour portraits (Covers.h, Looks.h), apart for the half of
// the people on which the limits were chosen and the half on which they were not.
#include "golden/quality/Covers.h"
#include "golden/quality/Evaluate.h"
#include "golden/quality/Looks.h"

namespace esek::golden {

/// A fault and the measures of which one must speak of it.
struct Fault {
    std::string name;
    std::vector<std::string> measures;
    std::function<std::vector<std::uint8_t>(const Canvas&, Dice&)> make;
    bool plainBackground = false; ///< on a busy one the fault cannot be told from the background
};

inline std::vector<Fault> faults() {
    const auto drawn = [](cv::Mat (*make)(const Canvas&, Dice&)) {
        return [make](const Canvas& c, Dice& d) { return jpegOf(make(c, d)); };
    };
    const auto glasses = [](Lens lens) {
        return [lens](const Canvas& c, Dice& d) { return jpegOf(withGlasses(c, d, lens)); };
    };
    const std::vector<std::string> lenses{"lensTint", "noDarkGlasses", "eyesVisible"};
    const std::vector<std::string> eyes{"faceOcclusionPrevention", "eyesVisible", "eyesOpen",
                                        "noDarkGlasses"};
    return {{"mask", {"mouthOcclusionPrevention", "faceOcclusionPrevention"}, drawn(withMask)},
            {"lenses: black", lenses, glasses(Lens::black)},
            {"lenses: green", lenses, glasses(Lens::green)},
            {"lenses: gradient", lenses, glasses(Lens::gradient)},
            {"lenses: mirror", lenses, glasses(Lens::mirror)},
            {"lenses: tint", lenses, glasses(Lens::tint)},
            {"closed eyes", {"eyesOpen"}, drawn(withClosedEyes)},
            {"hair over the eyes", eyes, drawn(withHairOverEyes)},
            {"hand", {"faceOcclusionPrevention", "mouthOcclusionPrevention"}, drawn(withHand)},
            {"sticker", {"faceOcclusionPrevention", "mouthOcclusionPrevention"}, drawn(withSticker)},
            {"red eyes", {"noRedEyes"}, drawn(withRedEyes)},
            {"colour cast", {"skinColour", "naturalColour"}, drawn(withCast)},
            {"sepia", {"naturalColour", "skinColour"}, drawn(withSepia)},
            {"saved again", {"compressionBlocks", "compressionArtifacts"}, savedAgain},
            {"noise", {"noise"}, drawn(withNoise)},
            {"hard shadow", {"backgroundShadows", "hardShadow"}, drawn(withFlashShadow), true}};
}

class FaultEvaluation {
  public:
    explicit FaultEvaluation(const std::filesystem::path& corpus, const std::vector<Label>& labels) {
        for (const Label& l : labels)
            if (l.good && l.stem()[0] != 'c')
                if (auto canvas = canvasOf(readBytes(corpus / "portraits" / l.file), l.file, m_analyzer))
                    m_people.push_back({l, std::move(*canvas)});
    }

    /// `perKind`: pictures per fault and half; other people for every fault.
    void run(int perKind, std::uint64_t seed) {
        const auto all = faults();
        for (const bool heldOut : {false, true}) {
            for (std::size_t k = 0; k < all.size(); ++k)
                for (int i = 0; i < perKind; ++i) {
                    Dice dice(seed * 1000003 + k * 7919 + static_cast<std::uint64_t>(i) * 104729 + heldOut);
                    const Person& person = any(heldOut, all[k].plainBackground, dice);
                    const auto report = check(all[k].make(person.canvas, dice));
                    bool hit = false;
                    for (const std::string& id : all[k].measures)
                        hit |= report && speaks(*report, id);
                    count(found[all[k].name], person.label, hit);
                }
            for (int i = 0; i < perKind; ++i) {
                Dice dice(seed + static_cast<std::uint64_t>(i) * 7919 + heldOut);
                bands(any(heldOut, false, dice), dice);
                manyPeople(heldOut, dice);
                innocent(any(heldOut, false, dice), dice);
            }
        }
    }

    /// What the new measures say of good portraits, as they are and with clear glasses.
    void originals() {
        for (const Person& p : m_people)
            falseAlarms(p, check(jpegOf(p.canvas.rgb, 95)), "as they are: ");
    }

    std::map<std::string, std::map<std::string, Rate>> found;
    std::map<std::string, std::map<std::string, Rate>> alarms; ///< on good portraits: errors, advice

  private:
    struct Person {
        Label label;
        Canvas canvas;
    };

    const Person& any(bool heldOut, bool plain, Dice& dice) const {
        while (true) {
            const Person& p =
                m_people[static_cast<std::size_t>(dice.pick(static_cast<int>(m_people.size())))];
            if (p.label.heldOut() == heldOut && (!plain || p.label.background == "plain"))
                return p;
        }
    }

    Result<quality::QualityReport> check(const std::vector<std::uint8_t>& bytes) {
        return m_checker.check(bytes, "photo.jpg", m_profile);
    }

    static bool speaks(const quality::QualityReport& report, const std::string& id) {
        const auto* m = report.find(id);
        return m != nullptr &&
               (m->severity == quality::Severity::error || m->severity == quality::Severity::advice);
    }

    void bands(const Person& person, Dice& dice) {
        const Framed framed = withBands(person.canvas, dice);
        const auto report = check(jpegOf(framed.rgb));
        if (!report)
            return;
        const auto& c = report->suggestedCrop;
        const double w = framed.rgb.cols, h = framed.rgb.rows;
        constexpr double kMargin = 2.5; // pixels
        const bool free = c.x * w >= framed.content.x - kMargin && c.y * h >= framed.content.y - kMargin &&
                          (c.x + c.w) * w <= framed.content.br().x + kMargin &&
                          (c.y + c.h) * h <= framed.content.br().y + kMargin;
        count(found["bands kept out of the crop"], person.label, free);
    }

    void manyPeople(bool heldOut, Dice& dice) {
        std::vector<const Canvas*> people;
        Label label;
        for (const Person& p : m_people)
            if (p.label.heldOut() == heldOut && p.label.folder() == "ai") {
                people.push_back(&p.canvas);
                label = p.label;
            }
        const auto report = check(jpegOf(crowd(people, dice)));
        count(found["crowd"], label, report && speaks(*report, "singleFacePresent") && report->faces > 1);
    }

    void innocent(const Person& person, Dice& dice) {
        falseAlarms(person, check(jpegOf(withGlasses(person.canvas, dice, Lens::clear))), "clear glasses: ");
    }

    void falseAlarms(const Person& person, const Result<quality::QualityReport>& report,
                     const std::string& group) {
        if (!report)
            return;
        bool errors = false;
        for (const char* id : {"faceOcclusionPrevention", "mouthOcclusionPrevention", "lensTint", "noRedEyes",
                               "skinColour", "naturalColour", "compressionBlocks", "noise", "hardShadow"}) {
            const auto* m = report->find(id);
            errors |= m->severity == quality::Severity::error;
            count(alarms[group + id], person.label, speaks(*report, id));
        }
        count(alarms[group + "any error of these"], person.label, errors);
    }

    quality::Analyzer m_analyzer;
    quality::PhotoChecker m_checker;
    quality::PhotoProfile m_profile = quality::PhotoProfile::load("gov-pl").value();
    std::vector<Person> m_people;
};

inline void print(std::ostream& out, const FaultEvaluation& e) {
    const std::vector<std::string> columns{"ai", "real", "tuned on", "held out"};
    print(out, "Faults painted on good colour portraits: named (error or advice)", e.found, columns);
    print(out, "Good portraits on which these measures speak (advice or error)", e.alarms, columns);
}

} // namespace esek::golden
