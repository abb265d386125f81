#include "base/CleanText.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

/// Larger files are no photos; the imaging module has its own, lower limit with its own message.
constexpr std::uint64_t kReadLimit = std::uint64_t{1} << 30;

void listPhotos(Context& context, storage::PhotoFilter filter, const std::string& status) {
    if (!status.empty())
        filter.status = domain::statusFromString(status);
    const auto rows = context.office().replica().photos().list(filter).value();
    if (context.json) {
        Json out = Json::array();
        for (const auto& r : rows) {
            Json j{{"student", r.student.toString()},
                   {"registerNumber", r.registerNumber},
                   {"surname", r.surname},
                   {"givenNames", r.givenNames},
                   {"class", r.classUnit},
                   {"status", domain::toString(r.status)},
                   {"version", r.version}};
            if (r.status != domain::PhotoStatus::none)
                j["since"] = toIso(r.since);
            out.push_back(std::move(j));
        }
        context.print(out);
        return;
    }
    std::vector<std::vector<std::string>> cells;
    for (const auto& r : rows)
        cells.push_back(
            {r.classUnit, r.surname, r.givenNames, r.registerNumber, domain::officeLabel(r.status),
             r.status == domain::PhotoStatus::none ? "" : toPolishLocal(r.since), std::to_string(r.version)});
    context.line(table({tr("class"), tr("surname"), tr("given names"), tr("register no."), tr("photo"),
                        tr("since"), tr("version")},
                       cells));
}

void show(Context& context, const std::string& who, const std::string& out, bool accepted) {
    const domain::Student student = context.student(who);
    const domain::PhotoFile file = context.office().replica().photos().file(student.id).value();
    const domain::Photo* photo = accepted ? file.accepted() : file.proposed();
    if (!photo && !accepted)
        photo = file.accepted();
    if (!photo && !accepted && !file.photos().empty())
        photo = file.photos().front();
    if (!photo)
        throw Exception(Error{ErrorCode::wrongStatus,
                              "no photo",
                              {{"status", domain::officeLabel(file.status())}, {"hint", ""}}});
    const auto bytes = app::ReviewService(context.office()).original(photo->blob).value();
    platform::writeFileAtomically(context.output(out), bytes).value();
}

} // namespace

void addPhoto(CLI::App& app, Context& context) {
    CLI::App* photo = app.add_subcommand("photo", tr("photos of pupils"));
    photo->require_subcommand(1);
    photo->fallthrough();

    auto filter = std::make_shared<storage::PhotoFilter>();
    auto status = std::make_shared<std::string>();
    CLI::App* list = photo->add_subcommand("list", tr("photos by status"));
    list->fallthrough();
    list->add_option("--status", *status, tr("only with this status"))
        ->check(CLI::IsMember(
            {"pending", "accepted", "rejected", "change_requested", "deletion_requested", "none"}));
    list->add_option("--class", filter->classUnit, tr("of this class only"));
    list->callback([&context, filter, status] { listPhotos(context, *filter, *status); });

    struct SubmitArgs {
        std::string student, file, as = "clerk", by;
        bool accept = false;
    };
    auto submitArgs = std::make_shared<SubmitArgs>();
    CLI::App* submit = photo->add_subcommand("submit", tr("send a photo for a pupil"));
    submit->fallthrough();
    submit->add_option("STUDENT", submitArgs->student)->required();
    submit->add_option("FILE", submitArgs->file)->required();
    submit->add_option("--as", submitArgs->as, tr("for whom the office sends it"))
        ->check(CLI::IsMember({"clerk", "parent", "student"}));
    submit->add_option("--by", submitArgs->by, tr("name of the sender"));
    submit->add_flag("--accept", submitArgs->accept, tr("a clerk's own photo, accepted at once"));
    submit->callback([&context, submitArgs] {
        const SubmitArgs& a = *submitArgs;
        const domain::Student student = context.student(a.student);
        const auto path = platform::pathFromUtf8(a.file);
        const auto bytes = platform::readFile(path, kReadLimit).value();
        const auto file = app::ReviewService(context.office())
                              .submit(student.id, bytes, normaliseText(platform::toUtf8(path.filename())),
                                      domain::PhotoChannel::office, context.actor(a.as, a.by), a.accept)
                              .value();
        context.message(domain::officeLabel(file.status()));
    });

    addPhotoAge(*photo, context);
    addPhotoDecisions(*photo, context);
    addPhotoQuality(*photo, context);
    addPhotoScan(*photo, context);

    struct ShowArgs {
        std::string student, out;
        bool accepted = false;
    };
    auto showArgs = std::make_shared<ShowArgs>();
    CLI::App* showVerb = photo->add_subcommand("show", tr("write the photo as it came to a file"));
    showVerb->fallthrough();
    showVerb->add_option("STUDENT", showArgs->student)->required();
    showVerb->add_option("--out", showArgs->out)->required();
    showVerb->add_flag("--accepted", showArgs->accepted, tr("the accepted one, not a newer proposal"));
    showVerb->callback(
        [&context, showArgs] { show(context, showArgs->student, showArgs->out, showArgs->accepted); });
}

} // namespace esek::cli
