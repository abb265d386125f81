#pragma once
// The golden run over the corpus: rates of detection and of false alarm, per fault, per folder, and apart for
// the half of the portraits on which the limits were chosen and the half on which they were not.
#include "Spoil.h"
#include "base/Format.h"
#include "base/Sha256.h"
#include "imaging/Decode.h"
#include "quality/Check.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

namespace esek::golden {

struct Label {
    std::string file; ///< "ai/f00.jpg"
    bool good = false;
    std::string background; ///< plain, busy, between
    std::string groups;     ///< glasses, beard, scarf

    std::string folder() const { return file.substr(0, file.find('/')); }
    std::string stem() const { return std::filesystem::path(file).stem().string(); }
    /// The half that the limits were not chosen on: by a digest of the name, so it is nobody's choice.
    bool heldOut() const { return Sha256::of(std::string_view(file)).back() % 2 == 0; }
};

inline std::vector<Label> readLabels(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<Label> out;
    for (std::string line; std::getline(in, line);) {
        std::istringstream row(line);
        Label l;
        std::string good, note;
        if (line.empty() || line[0] == '#' || !std::getline(row, l.file, '\t') || l.file == "file" ||
            !std::getline(row, good, '\t') || !std::getline(row, l.background, '\t'))
            continue;
        std::getline(row, note, '\t');
        std::getline(row, l.groups, '\t');
        l.good = good == "yes";
        out.push_back(l);
    }
    return out;
}

inline std::vector<std::uint8_t> readBytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Rate {
    int hits = 0;
    int all = 0;
    double share() const { return all == 0 ? 0 : static_cast<double>(hits) / all; }
};

/// Keys: row (fault or measure), then column (folder, "held out", "tuned on").
struct Tables {
    std::map<std::string, std::map<std::string, Rate>> detection;
    std::map<std::string, std::map<std::string, Rate>> falseErrors;    ///< per measure
    std::map<std::string, std::map<std::string, Rate>> falseErrorsAny; ///< one row
    std::map<std::string, std::map<std::string, Rate>> crop;
    /// "too dark" named on good colour portraits as they are and darkened: by gain, then by tone of the face.
    std::map<std::string, std::map<std::string, Rate>> tone;
    std::vector<std::string> notes; ///< every miss, for the eye
};

/// Faults that a good portrait may have for a reason of its own: the real ones are small, the c* grey.
inline std::set<std::string> ownFaults(const Label& l) {
    std::set<std::string> out;
    if (l.folder() == "real")
        out.insert("too_small");
    if (l.background != "plain")
        out.insert("busy_background");
    return out;
}

inline bool names(const quality::QualityReport& report, const std::string& reason) {
    for (const auto& m : report.measures)
        if ((m.severity == quality::Severity::error || m.severity == quality::Severity::advice) &&
            m.rejectionReason == reason)
            return true;
    return false;
}

inline void count(std::map<std::string, Rate>& row, const Label& l, bool hit) {
    for (const std::string& column : {l.folder(), std::string(l.heldOut() ? "held out" : "tuned on")}) {
        row[column].all += 1;
        row[column].hits += hit;
    }
}

class Evaluation {
  public:
    explicit Evaluation(std::filesystem::path corpus) : m_corpus(std::move(corpus)) {}

    void originals(const std::vector<Label>& labels) {
        for (const auto& l : labels) {
            const auto bytes = readBytes(m_corpus / "portraits" / l.file);
            const auto report = check(bytes);
            if (!report)
                continue;
            if (l.background == "busy")
                detected("busy background", "busy_background", l, *report, "original");
            if (!l.good)
                continue;
            const auto own = ownFaults(l);
            bool any = false;
            for (const auto& m : report->measures) {
                if (m.severity == quality::Severity::notMeasured || own.count(m.rejectionReason) != 0)
                    continue;
                const bool error = m.severity == quality::Severity::error;
                any |= error;
                count(tables.falseErrors[m.id], l, error);
                if (error)
                    tables.notes.push_back("false error " + l.file + ": " + m.id);
            }
            count(tables.falseErrorsAny["any measure"], l, any);
            crop(l, bytes, *report);
        }
    }

    /// Does "too dark" hit dark skin more than light? The darker fifth of the faces against the others.
    void tones(const std::vector<Label>& labels) {
        std::vector<std::pair<double, const Base*>> faces;
        for (const auto& l : labels)
            if (l.good && l.stem()[0] != 'c')
                if (const Base* base = load(l))
                    faces.emplace_back(faceLuma(*base), base);
        std::sort(faces.begin(), faces.end());
        for (std::size_t i = 0; i < faces.size(); ++i)
            for (const double gain : {1.0, 0.8, 0.65}) {
                const auto report =
                    check(jpeg(eachValue(faces[i].second->image, [&](double v) { return v * gain; })));
                Rate& rate = tables.tone[esek::format("brightness x {:.2f}", gain)]
                                        [i < faces.size() / 5 ? "darker fifth" : "others"];
                rate.all += 1;
                rate.hits += report && names(*report, "too_dark");
            }
    }

    /// `perFolder`: bases per fault and folder; another draw for every fault.
    void spoiled(const std::vector<Label>& labels, int perFolder, std::uint64_t seed) {
        const auto all = kinds();
        for (const std::string folder : {"ai", "real"}) {
            std::vector<Label> good;
            for (const auto& l : labels)
                if (l.good && l.folder() == folder)
                    good.push_back(l);
            if (good.empty())
                continue;
            for (std::size_t k = 1; k < all.size(); ++k)
                for (int i = 0; i < perFolder; ++i) {
                    Dice dice(seed * 1000003 + k * 7919 + static_cast<std::uint64_t>(i) * 104729 +
                              folder.size());
                    const Label& l = good[static_cast<std::size_t>(dice.pick(static_cast<int>(good.size())))];
                    const Label& o = good[static_cast<std::size_t>(dice.pick(static_cast<int>(good.size())))];
                    const Base* base = load(l);
                    const Base* other = load(o);
                    if (base == nullptr || other == nullptr)
                        continue;
                    if (all[k].name == "greyscale" && l.stem()[0] == 'c')
                        continue; // grey already
                    const auto report = check(all[k].make(*base, *other, dice));
                    if (report)
                        detected(all[k].name, all[k].reason, l, *report, esek::format("draw {}", i));
                    else
                        tables.notes.push_back("no report: " + all[k].name + " " + l.file);
                }
        }
    }

    /// portraits/derived: the corpus' own spoiled pictures.
    void derived() {
        static const std::map<std::string, std::string> expected{{"dark", "too_dark"},
                                                                 {"overexposed", "overexposed"},
                                                                 {"blur3", "blurred"},
                                                                 {"blur6", "blurred"},
                                                                 {"motion", "blurred"},
                                                                 {"tiny", "too_small"},
                                                                 {"upscaled", "blurred"},
                                                                 {"roll15", "not_frontal"},
                                                                 {"sideways", "sideways"},
                                                                 {"upsidedown", "sideways"},
                                                                 {"grey", "greyscale"},
                                                                 {"q5", "compression"},
                                                                 {"smallface", "face_too_small"},
                                                                 {"twofaces", "several_people"},
                                                                 {"lowcontrast", "low_contrast"},
                                                                 {"eyesbar", "eyes_not_visible"},
                                                                 {"cropped", "head_cut"},
                                                                 {"noface", "no_face"}};
        for (const auto& entry : std::filesystem::directory_iterator(m_corpus / "portraits" / "derived")) {
            const std::string stem = entry.path().stem().string();
            const auto bar = stem.find('_');
            if (entry.path().extension() != ".jpg" || bar == std::string::npos)
                continue;
            const std::string kind = stem.substr(bar + 1);
            Label l{"derived/" + stem + ".jpg", true, "plain", ""};
            const auto bytes = readBytes(entry.path());
            const auto report = check(bytes);
            if (!report)
                continue;
            if (kind == "base") {
                count(tables.falseErrorsAny["any measure"], l, report->hasErrors());
                if (report->hasErrors())
                    tables.notes.push_back("false error " + l.file);
                crop(l, bytes, *report);
            } else if (const auto it = expected.find(kind); it != expected.end())
                detected("derived: " + kind, it->second, l, *report, "original");
        }
    }

    Tables tables;

  private:
    Result<quality::QualityReport> check(const std::vector<std::uint8_t>& bytes) {
        return m_checker.check(bytes, "photo.jpg", m_profile);
    }

    void detected(const std::string& fault, const std::string& reason, const Label& l,
                  const quality::QualityReport& report, const std::string& draw) {
        const bool hit = names(report, reason);
        count(tables.detection[fault], l, hit);
        if (!hit) {
            std::string got;
            for (const auto& r : report.rejectionReasons())
                got += " " + r;
            tables.notes.push_back("missed " + fault + " on " + l.file + " (" + draw + "), named:" + got);
        }
    }

    /// Cuts the suggested crop and checks the cut-out like a photo of its own: is the head whole, what is its
    /// share?
    void crop(const Label& l, const std::vector<std::uint8_t>& bytes, const quality::QualityReport& report) {
        const auto picture = imaging::decode(bytes, l.file);
        const auto card = imaging::crop(*picture, report.suggestedCrop, 420, 575).value(); // 19 x 26 mm
        const auto again = check(jpeg(card));
        const auto raw = [&](const quality::QualityReport& r, const char* id) {
            const auto* m = r.find(id);
            return m != nullptr && m->raw ? *m->raw : -1.0;
        };
        // What the photo itself cuts cannot be brought back by a crop.
        constexpr auto kTop = "marginAboveOfTheFaceImage";
        const bool whole = again && raw(*again, "faceInPicture") <= 0.03 &&
                           raw(*again, kTop) <= std::max(0.15, raw(report, kTop) + 0.15);
        const double share = again ? raw(*again, "headSize") : -1;
        const bool good = share >= 0.65 && share <= 0.85;
        count(tables.crop["head whole"], l, whole);
        count(tables.crop["head 65-85 % of the height"], l, good);
        count(tables.crop["both"], l, whole && good);
        if (!whole || !good)
            tables.notes.push_back(
                esek::format("crop of {}: {} share {:.2f}", l.file, whole ? "" : "head not whole,", share));
    }

    /// Mean of the middle of the face: cheeks, nose, mouth.
    static double faceLuma(const Base& b) {
        double sum = 0;
        int n = 0;
        for (int y = static_cast<int>((b.face.y + 0.3 * b.face.h) * b.image.height);
             y < (b.face.y + 0.8 * b.face.h) * b.image.height; ++y)
            for (int x = static_cast<int>((b.face.x + 0.25 * b.face.w) * b.image.width);
                 x < (b.face.x + 0.75 * b.face.w) * b.image.width; ++x) {
                if (x < 0 || y < 0 || x >= b.image.width || y >= b.image.height)
                    continue;
                const std::size_t i = at(b.image, x, y);
                sum += 0.299 * b.image.rgb[i] + 0.587 * b.image.rgb[i + 1] + 0.114 * b.image.rgb[i + 2];
                ++n;
            }
        return sum / std::max(1, n);
    }

    const Base* load(const Label& l) {
        if (const auto it = m_bases.find(l.file); it != m_bases.end())
            return &it->second;
        const auto bytes = readBytes(m_corpus / "portraits" / l.file);
        const auto report = check(bytes);
        auto image = imaging::decode(bytes, l.file, {512, 512});
        if (!report || !image || !report->face || !report->head)
            return nullptr;
        return &(m_bases[l.file] = Base{std::move(*image), *report->face, *report->head});
    }

    std::filesystem::path m_corpus;
    quality::PhotoChecker m_checker;
    quality::PhotoProfile m_profile = quality::PhotoProfile::load("gov-pl").value();
    std::map<std::string, Base> m_bases;
};

inline void print(std::ostream& out, const std::string& title,
                  const std::map<std::string, std::map<std::string, Rate>>& table,
                  const std::vector<std::string>& columns = {"ai", "real", "derived", "tuned on",
                                                             "held out"}) {
    out << "\n" << title << "\n" << esek::format("{:<30}", "");
    for (const auto& c : columns)
        out << esek::format("{:>16}", c);
    out << "\n";
    for (const auto& [name, row] : table) {
        out << esek::format("{:<30}", name);
        for (const auto& c : columns) {
            const auto it = row.find(c);
            out << (it == row.end() ? esek::format("{:>16}", "-")
                                    : esek::format("{:>8.1f} % {:>5}", 100 * it->second.share(),
                                                   esek::format("/{}", it->second.all)));
        }
        out << "\n";
    }
}

inline void print(std::ostream& out, const Tables& t) {
    print(out, "Detection: the right reason is named (error or advice)", t.detection);
    print(out, "False errors on good frontal portraits, any measure", t.falseErrorsAny);
    print(out, "False errors on good frontal portraits, per measure", t.falseErrors);
    print(out, "Suggested crop on good frontal portraits", t.crop);
    if (!t.tone.empty())
        print(out, "Too dark (error or advice) named on good colour portraits, by the tone of the face",
              t.tone, {"darker fifth", "others"});
}

} // namespace esek::golden
