#include "ui/cards/BatchesPanel.h"

#include "app/CardPreview.h"
#include "base/Describe.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/CardFiles.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/CardMarksBar.h"
#include "ui/cards/ScreenCanvas.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/VirtualList.h"
#include "ui/help/HelpPage.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <set>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>

namespace esek::ui {

using domain::StudentCard;

BatchesPanel::BatchesPanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "druk.html");
    setAccessibleName(*this, T(tr("Batches and printing")));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(buildLists(), wxSizerFlags(5).Expand().Border(wxRIGHT, FromDIP(8)));
    auto* right = new wxBoxSizer(wxVERTICAL);
    m_canvas = new ScreenCanvas(this);
    m_progress = new ProgressRow(this, id::batchCancel);
    m_files = new CardFiles(this, m_ctx, m_notice, *m_progress);
    m_files->onBusy = [this] { act(); };
    right->Add(m_canvas, wxSizerFlags(1).Expand());
    right->Add(m_files, wxSizerFlags().Expand().Border(wxALL, FromDIP(4)));
    row->Add(right, wxSizerFlags(4).Expand());

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(8)));
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    refresh();
}

wxSizer* BatchesPanel::buildLists() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_find = new wxSearchCtrl(this, id::batchFind);
    setAccessibleName(*m_find, T(tr("Search the cards of all batches")));
    m_find->SetDescriptiveText(T(tr("Pupil, class or card number")));
    m_find->ShowCancelButton(true);
    m_find->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { loadCards(); });
    m_find->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_find->Clear(); });
    m_find->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_ESCAPE && !m_find->IsEmpty())
            m_find->Clear();
        else
            e.Skip();
    });
    column->Add(m_find, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(6)));
    buildBatches();
    column->Add(m_batchList, wxSizerFlags(2).Expand().Border(wxBOTTOM, FromDIP(6)));
    m_empty = new wxStaticText(this, wxID_ANY, T(tr("No cards have been issued yet.")), wxDefaultPosition,
                               wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    column->Add(m_empty, wxSizerFlags(2).Expand().Border(wxALL, FromDIP(30)));
    buildCards();
    column->Add(m_cardList, wxSizerFlags(4).Expand());
    m_marks = new CardMarksBar(this, m_ctx, m_notice);
    m_marks->onBlanks = [this](std::vector<domain::CardId> cards) {
        if (onBlanks)
            onBlanks(std::move(cards));
    };
    m_marks->onDuplicate = [this](const StudentCard& card) {
        if (onDuplicate)
            onDuplicate(card);
    };
    column->Add(m_marks, wxSizerFlags().Expand().Border(wxTOP, FromDIP(6)));
    return column;
}

void BatchesPanel::buildBatches() {
    m_batchList =
        new VirtualList(this, id::batchList, tr("Batches"),
                        {{tr("Batch"), 60}, {tr("Date of issue"), 100}, {tr("Cards"), 110}}, wxLC_SINGLE_SEL);
    m_batchList->setSource([this](long r, long col) {
        if (static_cast<std::size_t>(r) >= m_batches.size())
            return std::string();
        const auto& b = m_batches[static_cast<std::size_t>(r)];
        return col == 0   ? std::to_string(b.number)
               : col == 1 ? toPolish(b.issuedOn)
                          : std::to_string(b.cardCount);
    });
    m_batchList->onChosen = [this] { loadCards(); };
}

void BatchesPanel::buildCards() {
    m_cardList = new VirtualList(
        this, id::batchCards, tr("Cards of the batch"),
        {{tr("Number"), 90}, {tr("Pupil"), 200}, {tr("Class"), 60}, {tr("State"), 110}, {tr("Reason"), 140}});
    m_cardList->setSource([this](long r, long col) {
        if (static_cast<std::size_t>(r) >= m_cards.size())
            return std::string();
        const auto& c = m_cards[static_cast<std::size_t>(r)];
        switch (col) {
        case 0:
            return c.number;
        case 1:
            return c.contents.surname + " " + c.contents.givenNames;
        case 2:
            return c.classUnit;
        case 3:
            return domain::label(c.state);
        default:
            return c.stateReason;
        }
    });
    m_cardList->onChosen = [this] { chosen(); };
    m_cardList->onMenu = [this] { showMenu(); };
}

void BatchesPanel::SetFocus() {
    if (m_cards.empty())
        m_batchList->SetFocus();
    else
        m_cardList->SetFocus();
}

void BatchesPanel::search() {
    m_find->SetFocus();
    m_find->SelectAll();
}

void BatchesPanel::undo() {
    m_marks->undo();
}

bool BatchesPanel::canUndo() const {
    return m_marks->canUndo();
}

void BatchesPanel::showBatch(const domain::BatchId& wanted) {
    m_find->ChangeValue({});
    m_wanted = wanted;
    refresh();
}

std::string BatchesPanel::wanted() const {
    return utf8(m_find->GetValue().Strip(wxString::both));
}

const domain::CardBatch* BatchesPanel::batch() const {
    const long row = m_batchList->current();
    return row >= 0 && static_cast<std::size_t>(row) < m_batches.size()
               ? &m_batches[static_cast<std::size_t>(row)]
               : nullptr;
}

const StudentCard* BatchesPanel::card() const {
    const long row = m_cardList->current();
    return row >= 0 && static_cast<std::size_t>(row) < m_cards.size()
               ? &m_cards[static_cast<std::size_t>(row)]
               : nullptr;
}

void BatchesPanel::refresh() {
    m_files->readOffsets();
    m_scope.renew();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return office.replica().cards().batches(); },
        [this](Result<std::vector<domain::CardBatch>> batches) {
            if (!batches) {
                m_notice.error(batches.error());
                return;
            }
            std::optional<domain::BatchId> keep = m_wanted;
            if (!keep && batch())
                keep = batch()->id;
            m_wanted.reset();
            m_batches = std::move(*batches);
            m_batchList->setCount(static_cast<long>(m_batches.size()));
            m_batchList->Show(!m_batches.empty());
            m_empty->Show(m_batches.empty());
            long row = m_batches.empty() ? -1 : 0;
            for (std::size_t i = 0; i < m_batches.size(); ++i)
                if (keep == m_batches[i].id)
                    row = static_cast<long>(i);
            m_batchList->choose(row);
            Layout();
            loadCards();
        });
}

void BatchesPanel::loadCards() {
    m_cardScope.renew();
    const domain::CardBatch* const of = batch();
    const std::string text = wanted();
    if (!of && text.empty()) {
        show({});
        return;
    }
    storage::CardFilter filter;
    if (text.empty())
        filter.batch = of->id;
    m_ctx.tasks.run(
        m_cardScope,
        [&office = m_ctx.office, filter, text]() -> Result<std::vector<StudentCard>> {
            auto cards = office.replica().cards().list(filter);
            if (cards)
                std::erase_if(*cards, [&](const StudentCard& c) { return !model::fits(c, text); });
            return cards;
        },
        [this](Result<std::vector<StudentCard>> cards) {
            if (cards)
                show(std::move(*cards));
            else
                m_notice.error(cards.error());
        });
}

void BatchesPanel::show(std::vector<StudentCard> cards) {
    // Other cards stand in the rows now: the cards stay chosen, not the places.
    std::set<domain::CardId> chosenBefore;
    for (const long row : m_cardList->selected())
        if (static_cast<std::size_t>(row) < m_cards.size())
            chosenBefore.insert(m_cards[static_cast<std::size_t>(row)].id);
    const std::optional<domain::CardId> currentBefore = card() ? std::optional(card()->id) : std::nullopt;
    m_cards = std::move(cards);
    m_previewed.reset(); // a photo may have been erased since
    m_cardList->setCount(static_cast<long>(m_cards.size()));
    long current = -1;
    std::vector<long> rows;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (chosenBefore.contains(m_cards[i].id))
            rows.push_back(static_cast<long>(i));
        if (currentBefore == m_cards[i].id)
            current = static_cast<long>(i);
    }
    if (current < 0)
        current = !rows.empty() ? rows.front() : m_cards.empty() ? -1 : 0;
    m_cardList->choose(current);
    for (const long row : rows)
        m_cardList->SetItemState(row, wxLIST_STATE_SELECTED, wxLIST_STATE_SELECTED);
    chosen();
}

void BatchesPanel::chosen() {
    act();
    preview();
}

void BatchesPanel::act() {
    model::CardChoice choice;
    choice.shown = m_cards;
    for (const long row : m_cardList->selected())
        if (static_cast<std::size_t>(row) < m_cards.size())
            choice.chosen.push_back(m_cards[static_cast<std::size_t>(row)]);
    // The cards of the batch that was chosen before stay until those of this one have been read.
    const bool ofIt = batch() && std::ranges::all_of(m_cards, [id = batch()->id](const StudentCard& c) {
                          return c.batch == id;
                      });
    if (wanted().empty() && ofIt)
        choice.batch = *batch();
    m_marks->Show(m_ctx.sync.mayChange());
    m_marks->set(choice, !m_progress->running() && m_ctx.sync.mayChange());
    m_files->set(std::move(choice));
    Layout();
}

void BatchesPanel::preview() {
    const StudentCard* const now = card();
    if (now && m_previewed == *now)
        return;
    m_previewScope.renew();
    m_previewed = now ? std::optional(*now) : std::nullopt;
    if (!now) {
        m_canvas->explain({});
        return;
    }
    m_ctx.tasks.run(
        m_previewScope,
        [&office = m_ctx.office, shown = *now] { return app::CardPreview(office).draw(shown); },
        [this](Result<app::CardPicture> picture) {
            if (picture)
                m_canvas->show(std::move(*picture));
            else
                m_canvas->explain(describe(picture.error()));
        });
}

void BatchesPanel::showMenu() {
    if (m_progress->running())
        return;
    wxMenu menu;
    menu.Append(id::batchPrintSelected, T(tr("Print the chosen cards…")));
    if (m_marks->IsShown()) {
        menu.Append(id::batchDirectSelected, T(tr("Print the chosen on a card printer…")));
        menu.AppendSeparator();
        m_marks->fill(menu);
    }
    menu.Bind(wxEVT_MENU, [this](wxCommandEvent& e) {
        if (!m_marks->run(e.GetId()))
            m_files->run(e.GetId());
    });
    m_cardList->PopupMenu(&menu);
}

} // namespace esek::ui
