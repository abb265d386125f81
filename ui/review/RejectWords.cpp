#include "ui/review/RejectWords.h"

#include "base/Format.h"
#include "base/Translate.h"

namespace esek::ui {

RejectPane::Words rejectWords(const model::ReviewDecision& decision, const domain::PhotoFile& file) {
    RejectPane::Words words;
    std::string title;
    if (decision.command == model::Command::refuseDeletion) {
        title = tr("Refuse the deletion: {pupil}");
        words.send = tr("Refuse the deletion");
        words.withReasons = false;
    } else if (file.status() == domain::PhotoStatus::accepted) {
        title = tr("Withdraw the acceptance: {pupil}");
        words.send = tr("Withdraw the acceptance");
    } else {
        title = tr("Reject the photo: {pupil}");
        words.send = tr("Reject the photo");
    }
    words.title = format(runtime(title), fmt::arg("pupil", decision.label));
    words.message = [file, d = decision](const std::vector<domain::RejectionReason>& reasons,
                                         const std::string& note) mutable {
        d.reasons = reasons;
        d.note = note;
        return model::familyMessage(file, d);
    };
    return words;
}

RejectPane::Words rejectWords(std::size_t several) {
    RejectPane::Words words;
    words.title =
        format(runtime(trn("Reject {n} photo", "Reject {n} photos", several)), fmt::arg("n", several));
    words.send = words.title;
    return words;
}

} // namespace esek::ui
