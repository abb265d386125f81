#include "base/Describe.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"
#include "imaging/PrintJpeg.h"
#include "quality/Check.h"
#include "quality/PhotoExceptions.h"
#include "quality/PhotoProfile.h"

namespace esek::cli {

namespace {

constexpr std::uint64_t kReadLimit = std::uint64_t{1} << 30;

struct Args {
    std::vector<std::string> files;
    std::string profile, student, out, aspect = "19:26";
    int dpi = 600;
};

/// Width and height on paper, mm: the window of the card, or the picture for a document.
std::pair<double, double> paperSize(const std::string& aspect) {
    return aspect == "35:45" ? std::pair{35.0, 45.0} : std::pair{19.0, 26.0};
}

quality::CheckOptions checkOptions(const Args& a) {
    const auto [w, h] = paperSize(a.aspect);
    quality::CheckOptions options;
    options.cropAspect = w / h;
    return options;
}

/// The one asked for, else the one that the school of the data folder chose, else that of gov.pl.
quality::PhotoProfile profileFor(Context& context, const Args& a) {
    std::string name = a.profile;
    if (name.empty()) {
        name = domain::School{}.photoProfile;
        try {
            name = context.office().replica().school().value().photoProfile;
        } catch (const Exception& e) {
            if (e.error().code != ErrorCode::noReplica)
                throw;
        }
    }
    return quality::PhotoProfile::load(name).value();
}

void check(Context& context, const Args& a) {
    const auto profile = profileFor(context, a);
    quality::CheckOptions options = checkOptions(a);
    if (!a.student.empty())
        options.exceptions = quality::exceptionsFor(context.student(a.student).photoExceptions);
    quality::PhotoChecker checker;
    Json out = Json::array();
    for (const std::string& name : a.files) {
        const auto path = platform::pathFromUtf8(name);
        const std::string shortName = platform::toUtf8(path.filename());
        const auto bytes = platform::readFile(path, kReadLimit);
        const auto report = bytes ? checker.check(*bytes, shortName, profile, options)
                                  : Result<quality::QualityReport>(bytes.error());
        if (!report) {
            context.message(report.error());
            context.exitCode = std::max(context.exitCode, exitCode(report.error().code));
            out.push_back({{"file", name},
                           {"error", esek::name(report.error().code)},
                           {"text", describe(report.error())}});
            continue;
        }
        if (report->hasErrors())
            context.exitCode = std::max(context.exitCode, exitCode(ErrorCode::checkFailed));
        Json j = quality::toJson(*report);
        Json entry{{"file", name}, {"ok", !report->hasErrors()}};
        entry.update(j);
        out.push_back(std::move(entry));
        if (context.json)
            continue;
        context.line(name);
        std::vector<std::vector<std::string>> cells;
        for (const auto& m : report->measures)
            cells.push_back(
                {std::string(quality::toString(m.severity)), m.id, m.limit, m.sentence, m.details});
        context.line(table({tr("verdict"), tr("measure"), tr("limit"), tr("finding"), tr("details")}, cells));
    }
    if (context.json)
        context.print(out);
}

void crop(Context& context, const Args& a) {
    const auto profile = profileFor(context, a);
    const auto path = platform::pathFromUtf8(a.files.at(0));
    const std::string shortName = platform::toUtf8(path.filename());
    const auto bytes = platform::readFile(path, kReadLimit).value();
    const auto report = quality::check(bytes, shortName, profile, checkOptions(a)).value();
    const auto [w, h] = paperSize(a.aspect);
    const auto picture =
        imaging::renderForPrint(bytes, shortName, report.suggestedCrop, {w, h, a.dpi}).value();
    platform::writeFileAtomically(context.output(a.out), picture.bytes).value();
    if (!report.face)
        context.message(tr("No face was found: the picture is cut from the centre."));
    if (context.json)
        context.print({{"width", picture.width},
                       {"height", picture.height},
                       {"dpi", picture.dpi},
                       {"face", report.face.has_value()}});
}

} // namespace

void addPhotoQuality(CLI::App& photo, Context& context) {
    auto checkArgs = std::make_shared<Args>();
    CLI::App* checkVerb =
        photo.add_subcommand("check", tr("measures of a photo against the rules of a profile"));
    checkVerb->fallthrough();
    checkVerb->add_option("FILE", checkArgs->files)->required();
    checkVerb->add_option("--profile", checkArgs->profile,
                          tr("photo rules: gov-pl, sio, vulcan, own; without it those of the school"));
    checkVerb->add_option("--student", checkArgs->student, tr("with the exceptions noted with this pupil"));
    checkVerb->callback([&context, checkArgs] { check(context, *checkArgs); });

    auto cropArgs = std::make_shared<Args>();
    CLI::App* cropVerb = photo.add_subcommand("crop", tr("the suggested crop, encoded for print"));
    cropVerb->fallthrough();
    cropVerb->add_option("FILE", cropArgs->files)->required()->expected(1);
    cropVerb->add_option("--out", cropArgs->out, tr("file to write"))->required();
    cropVerb->add_option("--profile", cropArgs->profile,
                         tr("photo rules: gov-pl, sio, vulcan, own; without it those of the school"));
    cropVerb->add_option("--aspect", cropArgs->aspect, tr("19:26 the card, 35:45 documents"))
        ->check(CLI::IsMember({"19:26", "35:45"}));
    cropVerb->add_option("--dpi", cropArgs->dpi)->check(CLI::Range(300, 1200));
    cropVerb->callback([&context, cropArgs] { crop(context, *cropArgs); });
}

} // namespace esek::cli
