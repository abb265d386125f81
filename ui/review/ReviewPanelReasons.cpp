// The pane of reasons beside the photo.
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/controls/PhotoList.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTime.h"

namespace esek::ui {

using domain::PhotoStatus;
using model::Command;

void ReviewPanel::openReasons(Command c, std::size_t several) {
    RejectPane::Words words;
    std::vector<domain::RejectionReason> preset;
    const std::string label = m_open ? m_open->label : std::string();
    if (several > 0) {
        words.title =
            format(runtime(trn("Reject {n} photo", "Reject {n} photos", several)), fmt::arg("n", several));
        words.send = words.title;
    } else if (c == Command::refuseDeletion) {
        words.title = format(runtime(tr("Refuse the deletion: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Refuse the deletion");
        words.withReasons = false;
    } else if (m_shown && m_shown->file.status() == PhotoStatus::accepted) {
        words.title = format(runtime(tr("Withdraw the acceptance: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Withdraw the acceptance");
    } else {
        words.title = format(runtime(tr("Reject the photo: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Reject the photo");
    }
    if (several == 0 && words.withReasons && m_shown && m_shown->photo()) {
        if (const app::PhotoAdvice* advice = m_advice.find(m_shown->file.student, m_shown->photo()->blob))
            preset = advice->reasons;
    }
    if (several == 0 && m_shown && m_open)
        words.message = [file = m_shown->file,
                         d = *m_open](const std::vector<domain::RejectionReason>& reasons,
                                      const std::string& note) mutable {
            d.reasons = reasons;
            d.note = note;
            return model::familyMessage(file, d);
        };
    m_facts->Hide();
    m_actions->Hide(); // the pane has its own buttons and needs the height
    m_reject->Show();
    m_reject->GetParent()->Layout();
    m_reject->open(words, preset);
    m_reject->focusFirst();
}

void ReviewPanel::closeReasons() {
    if (!m_reject->IsShown())
        return;
    m_reject->Hide();
    m_facts->Show();
    showActions();
    m_facts->GetParent()->Layout();
    if (m_open) // not decided after all: the picture is still there to be decided about
        m_gate.painted(m_open->seen, steadyNow() - model::ReviewGate::kLook);
    m_open.reset();
    m_openSeveral.clear();
    m_list->SetFocus();
}

} // namespace esek::ui
