#include "app/DataCopy.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"
#include "cli/Report.h"

namespace esek::cli {

namespace {

/// For one pupil by name: here it may be shown, because it was asked for.
void showExceptions(Context& context, const domain::Student& student) {
    if (context.json) {
        context.print({{"student", student.id.toString()},
                       {"photoExceptions", domain::toJson(student.photoExceptions)}});
        return;
    }
    for (const auto& e : student.photoExceptions)
        context.line(domain::label(e.kind) + ": " + e.reason);
}

struct ExceptionArgs {
    std::string student, kind, reason;
    bool remove = false;
};

void noteException(Context& context, const ExceptionArgs& a) {
    domain::Student student = context.student(a.student);
    const std::string reason = squeeze(a.reason);
    if (a.kind.empty() && reason.empty() && !a.remove) {
        showExceptions(context, student);
        return;
    }
    if (a.kind.empty())
        throw Exception(Error{ErrorCode::valueRequired, "kind", {{"field", "--kind"}}});
    if (reason.empty() != a.remove)
        throw Exception(a.remove ? Error{ErrorCode::wrongUsage,
                                         "reason and remove",
                                         {{"reason", tr("--remove takes no --reason")}}}
                                 : Error{ErrorCode::valueRequired, "reason", {{"field", "--reason"}}});
    const std::int64_t seen = student.version;
    domain::setPhotoException(student, *domain::photoExceptionKindFromString(a.kind), reason);
    app::Office& office = context.office();
    office.replica()
        .commit(office.mutation(student.id.uuid, domain::PutStudent{student}, office.clerk(), seen))
        .value();
    context.message(a.remove ? tr("The exception was taken away.") : tr("The exception was noted."));
}

} // namespace

namespace {

struct CopyArgs {
    std::string student, out;
};

void copyData(Context& context, const CopyArgs& a) {
    const auto student = context.student(a.student);
    const auto written =
        app::DataCopy(context.office()).write(student.id, platform::pathFromUtf8(a.out)).value();
    if (context.json)
        context.print({{"entries", written.entries},
                       {"photos", written.photos},
                       {"missingPhotos", written.missingPhotos}});
    context.message(format(runtime(trn("The copy has {count} entry; it is in {file}.",
                                       "The copy has {count} entries; it is in {file}.", written.entries)),
                           fmt::arg("count", written.entries), fmt::arg("file", a.out)));
    if (written.missingPhotos == 0)
        return;
    context.message(format(
        runtime(trn("{0} photo is not on this computer and therefore not in the copy. Synchronise first.",
                    "{0} photos are not on this computer and therefore not in the copy. Synchronise first.",
                    written.missingPhotos)),
        written.missingPhotos));
    context.exitCode = exitCode(ErrorCode::checkFailed);
}

} // namespace

void addStudents(CLI::App& app, Context& context) {
    CLI::App* students = app.add_subcommand("students", tr("pupils"));
    students->require_subcommand(1);
    students->fallthrough();
    auto filter = std::make_shared<storage::StudentFilter>();
    auto noPhoto = std::make_shared<bool>(false);
    auto noCard = std::make_shared<bool>(false);
    CLI::App* list = students->add_subcommand("list", tr("pupils of the school"));
    list->fallthrough();
    list->add_option("--class", filter->classUnit, tr("of this class only"));
    list->add_option("--text", filter->text, tr("beginnings of names, register number or PESEL"));
    list->add_flag("--no-photo", *noPhoto, tr("without an accepted photo"));
    list->add_flag("--no-card", *noCard, tr("without a valid card"));
    list->callback([&context, filter, noPhoto, noCard] {
        if (*noPhoto)
            filter->hasPhoto = false;
        if (*noCard)
            filter->hasCard = false;
        const auto rows = context.office().replica().students().list(*filter).value();
        if (context.json) {
            Json out = Json::array();
            for (const auto& row : rows) {
                Json j = domain::toJson(row.student);
                // Which kind of card a pupil has is health data (domain/README.md, Data protection): not in
                // lists.
                j.erase("cardType");
                j.erase("photoExceptions"); // religion or health
                j["photoStatus"] = domain::toString(row.photoStatus);
                j["cardNumber"] = row.cardNumber.empty() ? Json(nullptr) : Json(row.cardNumber);
                out.push_back(std::move(j));
            }
            context.print(out);
            return;
        }
        std::vector<std::vector<std::string>> cells;
        for (const auto& row : rows)
            cells.push_back({row.student.classUnit, row.student.surname, row.student.givenNames,
                             row.student.registerNumber, domain::officeLabel(row.photoStatus),
                             row.cardNumber});
        context.line(table(
            {tr("class"), tr("surname"), tr("given names"), tr("register no."), tr("photo"), tr("card")},
            cells));
    });

    auto copy = std::make_shared<CopyArgs>();
    CLI::App* data = students->add_subcommand(
        "data-copy", tr("a copy of all data of one pupil (GDPR, article 15): PDF, JSON and photos"));
    data->fallthrough();
    data->add_option("STUDENT", copy->student)->required();
    data->add_option("--out", copy->out, tr("new folder for the copy"))->required();
    data->callback([&context, copy] { copyData(context, *copy); });

    auto story = std::make_shared<CopyArgs>();
    CLI::App* told = students->add_subcommand(
        "story", tr("photos, decisions, cards, marks and messages of one pupil, day by day"));
    told->fallthrough();
    told->add_option("STUDENT", story->student)->required();
    told->add_option("--out", story->out, tr("file to write: .pdf, .xlsx, .csv or .json"));
    told->callback([&context, story] {
        const auto id = context.student(story->student).id;
        printTable(context, app::DataCopy(context.office()).story(id).value(), story->out);
    });

    auto args = std::make_shared<ExceptionArgs>();
    CLI::App* exception = students->add_subcommand(
        "exception", tr("what a pupil's photo may depart from, with the reason (without options: shown)"));
    exception->fallthrough();
    exception->add_option("STUDENT", args->student)->required();
    exception->add_option("--kind", args->kind, tr("what is allowed"))
        ->check(CLI::IsMember({"headwear", "glasses", "other"}));
    exception->add_option("--reason", args->reason, tr("why, e.g. by which certificate"));
    exception->add_flag("--remove", args->remove, tr("take the exception away"));
    exception->callback([&context, args] { noteException(context, *args); });
}

} // namespace esek::cli
