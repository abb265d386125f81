#include "ui/model/ReviewDecision.h"

#include "base/Describe.h"
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
    const auto& [student, version, content] = d.seen;
    const auto now = office.replica().photos().file(student);
    if (!now)
        return now.error();
    if (ReviewGate::ShownPhoto::of(*now) != d.seen)
        return Error{ErrorCode::versionChanged, "another photo file than the one on the screen", {}};
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

std::string doneText(Command c, const app::ReviewService::Bulk& result) {
    const std::size_t count = result.done.size();
    const std::string sentence = c == Command::accept
                                     ? trn("Accepted {n} photo", "Accepted {n} photos", count)
                                     : trn("Rejected {n} photo", "Rejected {n} photos", count);
    std::string text = format(fmt::runtime(sentence), fmt::arg("n", count));
    if (const std::size_t n = result.refused.size(); n > 0)
        text += ". " + format(runtime(trn("{n} was refused: {why}", "{n} were refused; the first: {why}", n)),
                              fmt::arg("n", n), fmt::arg("why", describe(result.refused.begin()->second)));
    return text;
}

std::string acceptSeveralQuestion(std::size_t count, std::size_t serious, std::size_t unchecked) {
    std::string text = format(runtime(trn("Accept {n} photo without looking at each of them?",
                                          "Accept {n} photos without looking at each of them?", count)),
                              fmt::arg("n", count));
    if (serious > 0)
        text +=
            "\n\n" + format(runtime(trn("{n} of them has serious findings of the photo checks.",
                                        "{n} of them have serious findings of the photo checks.", serious)),
                            fmt::arg("n", serious));
    if (unchecked > 0)
        text += (serious > 0 ? " " : "\n\n") +
                format(runtime(trn("{n} was not checked yet.", "{n} were not checked yet.", unchecked)),
                       fmt::arg("n", unchecked));
    return text;
}

std::string undoneText(const domain::Student& student, std::size_t count) {
    if (count != 1)
        return format(runtime(trn("Taken back: {n} decision", "Taken back: {n} decisions", count)),
                      fmt::arg("n", count));
    std::string label = student.listName();
    if (!student.classUnit.empty())
        label += ", " + student.classUnit;
    return format(runtime(tr("Taken back: {pupil}")), fmt::arg("pupil", label));
}

} // namespace esek::ui::model
