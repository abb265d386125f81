// What the clerk decides: only about what was on the screen, with a question where it cannot be taken back.
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTime.h"

namespace esek::ui {

using model::Command;

void ReviewPanel::decide(Command c, bool byKey) {
    const model::Row* row = m_queue.currentRow();
    if (!row || !m_shown || !model::allowed(c, m_shown->file.status()))
        return;
    // A photo that cannot be shown can be rejected and deleted, never accepted or chosen.
    const bool blind = !m_shown->main && c != Command::accept && c != Command::takeNew && m_shown->photo();
    std::optional<model::ReviewGate::Seen> seen =
        byKey ? m_gate.byKey(steadyNow()) : m_gate.byClick(steadyNow());
    if (!seen && blind)
        seen = {m_shown->file.student, m_shown->file.version};
    if (!seen || seen->student != row->student)
        return;
    model::ReviewDecision d{c, *seen, {}, {}, model::nameAndClass(*row)};
    switch (c) {
    case Command::reject:
    case Command::refuseDeletion:
        m_open = std::move(d);
        openReasons(c, 0);
        break;
    case Command::approveDeletion:
        if (m_context.dialogs.confirm(
                this, tr("Delete the photo"),
                format(runtime(tr(
                           "The photo of {pupil} will be erased from this computer and everywhere else. This "
                           "cannot be taken back.")),
                       fmt::arg("pupil", d.label)),
                tr("Delete the photo")))
            push(std::move(d));
        else
            m_gate.painted(*seen, steadyNow() - model::ReviewGate::kLook);
        break;
    default:
        push(std::move(d));
    }
}

std::string ReviewPanel::findingsOf(const std::vector<app::ReviewService::Seen>& photos) const {
    std::size_t serious = 0;
    std::size_t unchecked = 0;
    for (const auto& photo : photos) {
        const auto i = m_queue.find(photo.student);
        if (!i || !m_queue.row(*i).thumb)
            continue;
        const app::PhotoOfStudent asked{photo.student, *m_queue.row(*i).thumb};
        serious += m_badges.find(asked) == 2;
        unchecked += !m_badges.known(asked);
    }
    std::string text;
    if (serious > 0)
        text = format(runtime(trn("{n} of them has serious findings of the photo checks.",
                                  "{n} of them have serious findings of the photo checks.", serious)),
                      fmt::arg("n", serious));
    if (unchecked > 0)
        text += (text.empty() ? "" : " ") +
                format(runtime(trn("{n} was not checked yet.", "{n} were not checked yet.", unchecked)),
                       fmt::arg("n", unchecked));
    return text;
}

void ReviewPanel::decideSeveral(Command c) {
    if (c != Command::accept && c != Command::reject)
        return;
    auto photos = m_queue.targets();
    if (c == Command::reject) {
        m_openSeveral = std::move(photos);
        openReasons(c, m_openSeveral.size());
        return;
    }
    const std::size_t n = photos.size();
    std::string question = format(runtime(trn("Accept {n} photo without looking at each of them?",
                                              "Accept {n} photos without looking at each of them?", n)),
                                  fmt::arg("n", n));
    if (const std::string findings = findingsOf(photos); !findings.empty())
        question += "\n\n" + findings;
    if (m_context.dialogs.confirm(
            this, tr("Accept several photos"), question,
            format(runtime(trn("Accept {n} photo", "Accept {n} photos", n)), fmt::arg("n", n))))
        bulk(c, std::move(photos), {}, {});
}

} // namespace esek::ui
