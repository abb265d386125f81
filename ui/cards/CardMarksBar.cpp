#include "ui/cards/CardMarksBar.h"

#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/model/CardsModel.h"

#include <array>
#include <wx/button.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using app::CardMarks;
using domain::CardState;

namespace {

struct Mark {
    int id;
    CardState state;
    const char* label;
    const char* question; ///< why; null when the register wants no reason
};

constexpr std::array kMarks{
    Mark{id::batchPrinted, CardState::printed, ESEK_N_("Printed"), nullptr},
    Mark{id::batchHandedOver, CardState::handedOver, ESEK_N_("Handed over"), nullptr},
    Mark{id::batchSpoiled, CardState::spoiled, ESEK_N_("Spoiled…"),
         ESEK_N_("Why are the chosen cards spoiled? The reason stays in the register.")},
    Mark{id::batchLost, CardState::lost, ESEK_N_("Lost…"),
         ESEK_N_("How was the card lost (lost, stolen, destroyed)? The reason stays in the register.")},
    Mark{id::batchReturned, CardState::returned, ESEK_N_("Returned to the school"), nullptr},
    Mark{id::batchInvalid, CardState::invalid, ESEK_N_("Invalid…"),
         ESEK_N_("Why do the chosen cards become invalid? The reason stays in the register.")},
};
constexpr std::size_t kCommon = 3; ///< with a button of their own

const Mark& markOf(CardState state) {
    for (const Mark& mark : kMarks)
        if (mark.state == state)
            return mark;
    return kMarks.front();
}

} // namespace

CardMarksBar::CardMarksBar(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "po-druku.html");
    setAccessibleName(*this, T(tr("The chosen cards")));
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, T(tr("The chosen cards")));
    m_box = box->GetStaticBox();
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto gap = wxSizerFlags().Border(wxALL, FromDIP(3));
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(m_box, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, id](wxCommandEvent&) {
            if (id == id::batchMore)
                showMenu();
            else
                run(id);
        });
        row->Add(b, gap);
        return b;
    };
    for (std::size_t i = 0; i < kCommon; ++i)
        m_buttons.push_back(button(kMarks[i].id, tr(kMarks[i].label)));
    m_more = button(id::batchMore, tr("More…"));
    // Before the first layout a wrapping row is of no height, and GTK complains of a frame around nothing.
    row->SetMinSize(wxSize(-1, m_more->GetBestSize().y + FromDIP(6)));
    box->Add(row, wxSizerFlags().Expand());
    SetSizer(box);
}

void CardMarksBar::set(model::CardChoice choice, bool mayMark) {
    m_choice = std::move(choice);
    m_mayMark = mayMark;
    m_box->SetLabel(wx(format(fmt::runtime(tr("The chosen cards ({})")), m_choice.chosen.size())));
    for (wxButton* b : m_buttons)
        b->Enable(mayMark && !m_choice.chosen.empty());
    m_more->Enable(mayMark && !m_choice.shown.empty());
}

void CardMarksBar::fill(wxMenu& menu) const {
    for (std::size_t i = 0; i < kCommon; ++i)
        menu.Append(kMarks[i].id, T(tr(kMarks[i].label)))->Enable(m_mayMark);
    menu.AppendSeparator();
    fillRare(menu);
}

void CardMarksBar::fillRare(wxMenu& menu) const {
    const bool any = m_mayMark && !m_choice.chosen.empty();
    for (std::size_t i = kCommon; i < kMarks.size(); ++i)
        menu.Append(kMarks[i].id, T(tr(kMarks[i].label)))->Enable(any);
    menu.AppendSeparator();
    menu.Append(id::batchBlanks, T(tr("Blanks of the cards…")))->Enable(any);
    menu.Append(id::batchDuplicate, T(tr("Issue a duplicate…")))
        ->Enable(m_mayMark && m_choice.chosen.size() == 1);
    menu.Append(id::batchCancelBatch, T(tr("Call off the whole batch…")))
        ->Enable(m_mayMark && m_choice.batch && !m_choice.toCallOff().empty());
}

void CardMarksBar::showMenu() {
    wxMenu menu;
    fillRare(menu);
    menu.Bind(wxEVT_MENU, [this](wxCommandEvent& e) { run(e.GetId()); });
    m_more->PopupMenu(&menu, 0, m_more->GetSize().y);
}

bool CardMarksBar::run(int id) {
    if (id == id::batchBlanks) {
        if (m_mayMark && !m_choice.chosen.empty() && onBlanks)
            onBlanks(m_choice.chosenIds());
        return true;
    }
    if (id == id::batchDuplicate) {
        duplicate();
        return true;
    }
    if (id == id::batchCancelBatch) {
        callOff();
        return true;
    }
    for (const Mark& m : kMarks)
        if (m.id == id) {
            mark(m.state);
            return true;
        }
    return false;
}

void CardMarksBar::mark(CardState state) {
    if (m_choice.chosen.empty() || !m_mayMark)
        return;
    const Mark& m = markOf(state);
    auto ids = m_choice.chosenIds(); // the list may be read anew while the question is open
    std::string reason;
    if (m.question) {
        const auto typed =
            m_ctx.dialogs.askText(this, domain::label(state), tr(m.question), tr("Write it down"));
        if (!typed)
            return;
        reason = *typed;
    }
    mark(std::move(ids), state, reason);
}

void CardMarksBar::mark(std::vector<domain::CardId> ids, CardState state, const std::string& reason) {
    const std::size_t of = ids.size();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, ids = std::move(ids), state, reason] {
            return CardMarks(office).mark(ids, state, reason);
        },
        [this, state, reason, of](Result<CardMarks::Outcome> outcome) {
            if (!outcome)
                m_notice.error(outcome.error());
            else
                told(*outcome, state, reason, of);
        });
}

void CardMarksBar::told(const CardMarks::Outcome& outcome, CardState state, const std::string& reason,
                        std::size_t of) {
    if (!outcome.refused.empty()) {
        std::vector<NoticeBar::Action> actions;
        if (!outcome.allowed.empty())
            actions.push_back({format(fmt::runtime(tr("Mark the others ({})")), outcome.allowed.size()),
                               [this, ids = outcome.allowed, state, reason] { mark(ids, state, reason); }});
        m_notice.bad(model::notMarkedText(outcome, of), std::move(actions));
        return;
    }
    if (outcome.made.empty()) {
        m_notice.info(tr("The chosen cards are marked so already."));
        return;
    }
    m_undo.push_back(outcome.made);
    m_notice.good(model::markedText(outcome.made.size(), state), {{tr("Take back"), [this] { undo(); }}});
    m_ctx.dataChanged();
}

void CardMarksBar::undo() {
    if (m_undo.empty() || !m_mayMark)
        return;
    std::vector<CardMarks::Made> marks = std::move(m_undo.back());
    m_undo.pop_back();
    const std::size_t n = marks.size();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, marks = std::move(marks)] { return CardMarks(office).takeBack(marks); },
        [this, n](Result<void> done) {
            if (done)
                m_notice.info(model::takenBackText(n));
            else
                m_notice.error(done.error());
            m_ctx.dataChanged();
        });
}

void CardMarksBar::callOff() {
    if (!m_choice.batch || !m_mayMark)
        return;
    auto ids = m_choice.toCallOff();
    if (ids.empty())
        return;
    std::string question = format(
        fmt::runtime(trn("{count} card of batch {batch} becomes invalid. Its number stays used up, and the "
                         "pupil can get a new card. Why?",
                         "{count} cards of batch {batch} become invalid. Their numbers stay used up, and the "
                         "pupils can get new cards. Why?",
                         ids.size())),
        fmt::arg("count", ids.size()), fmt::arg("batch", m_choice.batch->number));
    if (const std::size_t out = m_choice.inHand(); out > 0)
        question += " " + format(fmt::runtime(trn("{} card that was handed over stays as it is.",
                                                  "{} cards that were handed over stay as they are.", out)),
                                 out);
    const auto reason =
        m_ctx.dialogs.askText(this, tr("Call off the whole batch"), question, tr("Make them invalid"));
    if (reason)
        mark(std::move(ids), CardState::invalid, *reason);
}

void CardMarksBar::duplicate() {
    if (m_choice.chosen.size() == 1 && m_mayMark && onDuplicate)
        onDuplicate(m_choice.chosen.front());
}

} // namespace esek::ui
