#include "base/Text.h"
#include "base/Translate.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

using app::ReviewService;

struct Args {
    std::string student;
    std::vector<std::string> reasons;
    std::string note, as = "parent", by;
    std::int64_t expect = -1;
    domain::Actor actor; ///< of a wish: the office, on behalf of whom `as` and `by` name

    std::optional<std::int64_t> expected() const { return expect < 0 ? std::nullopt : std::optional(expect); }
    std::vector<domain::RejectionReason> parsedReasons() const {
        std::vector<domain::RejectionReason> parsed;
        for (const std::string& text : reasons) {
            const auto r = domain::reasonFromString(text);
            if (!r) {
                std::vector<std::string> choices;
                for (const auto reason : domain::allRejectionReasons())
                    choices.emplace_back(domain::toString(reason));
                throw Exception(
                    Error{ErrorCode::reasonRequired, "unknown reason", {{"choices", join(choices, ", ")}}});
            }
            parsed.push_back(*r);
        }
        return parsed;
    }
};

using Run = std::function<Result<domain::PhotoFile>(ReviewService&, domain::StudentId, const Args&)>;

CLI::App* verb(CLI::App& photo, Context& context, const char* name, const std::string& help, bool decision,
               Run run) {
    auto args = std::make_shared<Args>();
    CLI::App* v = photo.add_subcommand(name, help);
    v->fallthrough();
    v->add_option("STUDENT", args->student)->required();
    if (decision) {
        v->add_option("--reason", args->reasons, tr("code of the reason; may be given several times"));
        v->add_option("--note", args->note, tr("a note for the family"));
        v->add_option("--expect", args->expect, tr("refuse unless the photo has this version"));
    } else {
        v->add_option("--as", args->as, tr("for whom the office asks"))
            ->check(CLI::IsMember({"clerk", "parent", "student"}));
        v->add_option("--by", args->by, tr("name of the person"));
        v->add_option("--note", args->note, tr("a note for the office"));
    }
    v->callback([&context, args, run = std::move(run)] {
        ReviewService review(context.office());
        args->actor = context.actor(args->as, args->by);
        const auto file = run(review, context.student(args->student).id, *args).value();
        if (context.json)
            context.print({{"student", file.student.toString()},
                           {"status", domain::toString(file.status())},
                           {"version", file.version}});
        else
            context.message(domain::officeLabel(file.status()));
    });
    return v;
}

} // namespace

void addPhotoDecisions(CLI::App& photo, Context& context) {
    verb(photo, context, "request-deletion", tr("ask for the accepted photo to be deleted"), false,
         [](ReviewService& r, domain::StudentId s, const Args& a) {
             return r.requestDeletion(s, a.actor, a.note);
         });
    verb(photo, context, "withdraw", tr("take back a request that is not decided yet"), false,
         [](ReviewService& r, domain::StudentId s, const Args& a) { return r.withdraw(s, a.actor); });
    verb(photo, context, "accept", tr("accept the photo that awaits acceptance"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) { return r.accept(s, a.expected()); });
    verb(photo, context, "reject", tr("reject it, or withdraw the acceptance, with a reason"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) {
             return r.reject(s, a.parsedReasons(), a.note, a.expected());
         });
    verb(photo, context, "keep", tr("request for change: keep the present photo"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) {
             return r.keepCurrent(s, a.parsedReasons(), a.note, a.expected());
         });
    verb(photo, context, "replace", tr("request for change: take the new photo"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) { return r.takeNew(s, a.expected()); });
    verb(photo, context, "delete", tr("request for deletion: approve; the photo is erased"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) {
             return r.approveDeletion(s, a.note, a.expected());
         });
    verb(photo, context, "refuse-delete", tr("request for deletion: refuse; the photo stays"), true,
         [](ReviewService& r, domain::StudentId s, const Args& a) {
             return r.refuseDeletion(s, a.note, a.expected());
         });
    verb(photo, context, "allow-print",
         tr("allow printing with the present photo while a change is asked for"), true,
         [](ReviewService& r, domain::StudentId s, const Args&) { return r.allowPrinting(s, true); });
    auto covered = std::make_shared<std::string>();
    CLI::App* headwear = photo.add_subcommand(
        "confirm-headwear", tr("note the covered head that the family asks for as an exception"));
    headwear->fallthrough();
    headwear->add_option("STUDENT", *covered)->required();
    headwear->callback([&context, covered] {
        ReviewService(context.office()).confirmHeadwear(context.student(*covered).id).value();
        context.message(tr("The exception was noted."));
    });
    CLI::App* undo =
        photo.add_subcommand("undo", tr("take back the last decision while it has not left the office"));
    undo->fallthrough();
    undo->callback([&context] {
        const auto student = ReviewService(context.office()).undo().value().front();
        const auto file = context.office().replica().photos().file(student).value();
        context.message(domain::officeLabel(file.status()));
    });
}

} // namespace esek::cli
