#include "ui/model/ReviewDecision.h"

#include "base/Format.h"
#include "base/Translate.h"

namespace esek::ui::model {

namespace {

std::optional<domain::PhotoChange> changeOf(const ReviewDecision& d) {
    switch (d.command) {
    case Command::accept:
        return domain::AcceptPhoto{};
    case Command::reject:
        return domain::RejectPhoto{d.reasons, d.note};
    case Command::keepCurrent:
        return domain::KeepCurrent{d.reasons, d.note};
    case Command::takeNew:
        return domain::TakeNew{};
    case Command::approveDeletion:
        return domain::ApproveDeletion{d.note};
    case Command::refuseDeletion:
        return domain::RefuseDeletion{d.note};
    default:
        return std::nullopt;
    }
}

} // namespace

std::string familyMessage(const domain::PhotoFile& file, const ReviewDecision& d) {
    auto change = changeOf(d);
    if (!change)
        return {};
    // The rule itself says what is told; nothing is written.
    const domain::Mutation m{{},
                             {},
                             {domain::Role::clerk, {}, {}},
                             file.student.uuid,
                             std::nullopt,
                             domain::Change(std::move(*change))};
    const auto outcome = domain::apply(file, m);
    return outcome && !outcome->messages.empty() ? outcome->messages.back().text() : std::string();
}

Result<domain::PhotoFile> carryOut(app::Office& office, const ReviewDecision& d) {
    app::ReviewService review(office);
    const auto& [student, version] = d.seen;
    switch (d.command) {
    case Command::accept:
        return review.accept(student, version);
    case Command::reject:
        return review.reject(student, d.reasons, d.note, version);
    case Command::keepCurrent:
        return review.keepCurrent(student, d.reasons, d.note, version);
    case Command::takeNew:
        return review.takeNew(student, version);
    case Command::approveDeletion:
        return review.approveDeletion(student, d.note, version);
    case Command::refuseDeletion:
        return review.refuseDeletion(student, d.note, version);
    default:
        return Error{ErrorCode::internal, "not a decision", {}};
    }
}

std::string doneText(const ReviewDecision& d) {
    const auto say = [&](const std::string& sentence) {
        return format(fmt::runtime(sentence), fmt::arg("pupil", d.label));
    };
    switch (d.command) {
    case Command::accept:
        return say(tr("Accepted: {pupil}"));
    case Command::reject:
        return say(tr("Rejected: {pupil}"));
    case Command::keepCurrent:
        return say(tr("The present photo stays: {pupil}"));
    case Command::takeNew:
        return say(tr("The new photo is taken: {pupil}"));
    case Command::approveDeletion:
        return say(tr("Photo deleted: {pupil}"));
    case Command::refuseDeletion:
        return say(tr("Deletion refused: {pupil}"));
    default:
        return {};
    }
}

std::string doneText(Command c, std::size_t count) {
    const std::string sentence = c == Command::accept
                                     ? trn("Accepted {n} photo", "Accepted {n} photos", count)
                                     : trn("Rejected {n} photo", "Rejected {n} photos", count);
    return format(fmt::runtime(sentence), fmt::arg("n", count));
}

} // namespace esek::ui::model
