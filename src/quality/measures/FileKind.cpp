#include "base/Format.h"
#include "base/Translate.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

std::string_view kindName(imaging::FileKind kind) {
    switch (kind) {
    case imaging::FileKind::jpeg:
        return "jpeg";
    case imaging::FileKind::png:
        return "png";
    case imaging::FileKind::tiff:
        return "tiff";
    case imaging::FileKind::unknown:
        break;
    }
    return "";
}

/// Kind by the first bytes against the kinds of the profile.
class FileKindMeasure : public Measure {
  public:
    const char* id() const override { return "fileKind"; }
    MeasureResult run(const Analysis& a, const PhotoProfile& profile) const override {
        MeasureResult r;
        r.id = id();
        for (const auto& kind : profile.kinds)
            r.limit += (r.limit.empty() ? "" : ", ") + kind;
        const auto kind = kindName(a.info.kind);
        const bool ok = profile.kinds.empty() ||
                        std::find(profile.kinds.begin(), profile.kinds.end(), kind) != profile.kinds.end();
        r.scalar = ok ? 100 : 0;
        r.severity = ok ? Severity::ok : Severity::advice; // the program prints it all the same
        r.rejectionReason = ok ? "" : "other";
        r.sentence = fmt::format(fmt::runtime(ok ? tr("The kind of the file is {0} (allowed: {1}).")
                                                 : tr("The kind of the file is {0}; the rules allow {1}.")),
                                 kind, r.limit);
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeFileKind() {
    return std::make_unique<FileKindMeasure>();
}

} // namespace esek::quality
