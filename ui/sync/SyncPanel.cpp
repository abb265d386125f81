#include "ui/sync/SyncPanel.h"

#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Operator.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/sync/ConflictPane.h"
#include "ui/sync/JoinForm.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SyncHeader.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/scrolwin.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/statbmp.h>
#include <wx/statline.h>
#include <wx/stattext.h>

namespace esek::ui {

using model::SyncConflicts;

SyncPanel::SyncPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Synchronisation")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_book = new wxSimplebook(this);
    m_book->AddPage(buildUnjoined(m_book), {});
    m_book->AddPage(buildJoined(m_book), {});
    column->Add(m_book, wxSizerFlags(1).Expand());
    SetSizer(column);
    m_known = m_ctx.unsaved.add({[] { return tr("Join the server"); },
                                 [this] { return m_join->changed(); },
                                 {},
                                 [this] { m_join->clear(); },
                                 true});
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { SetFocus(); }, id::search);
    m_ctx.sync.listen(m_listening, [this] { statusChanged(); });
    statusChanged();
    refresh();
}

wxWindow* SyncPanel::buildUnjoined(wxWindow* parent) {
    m_joinPage = new wxScrolledWindow(parent);
    m_joinPage->SetScrollRate(0, FromDIP(16));
    auto* inside = new wxBoxSizer(wxVERTICAL);
    m_joinHeading = new wxStaticText(m_joinPage, wxID_ANY, {});
    makeHeading(m_joinHeading);
    m_joinWords = new WrappedText(m_joinPage);
    m_join = new JoinForm(m_joinPage, m_ctx.dialogs);
    m_join->onJoin = [this](const app::SyncService::JoinRequest& r) { join(r); };
    m_join->onBack = [this] { offerRejoin(false); };
    inside->Add(m_joinHeading, wxSizerFlags().Border(wxALL, FromDIP(16)));
    inside->Add(m_joinWords, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16)));
    inside->Add(m_join, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16)).Expand());
    m_joinPage->SetSizer(inside);
    m_joinPage->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        const int room = m_joinPage->GetClientSize().x - FromDIP(32);
        if (room == m_joinRoom)
            return;
        m_joinRoom = room;
        // Lines that are too long are hard to read, and fields that are too wide look unfinished.
        const int wanted = std::min(room, m_joinPage->GetCharWidth() * 90);
        m_joinWords->fit(wanted);
        m_join->SetMinSize(wxSize(wanted, -1));
        m_join->SetMaxSize(wxSize(wanted, -1));
        m_joinPage->FitInside();
        m_joinPage->Layout();
    });
    return m_joinPage;
}

wxWindow* SyncPanel::buildJoined(wxWindow* parent) {
    auto* page = new wxScrolledWindow(parent);
    page->SetScrollRate(0, FromDIP(16));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_header = new SyncHeader(page);
    m_header->onSync = [this] {
        m_notice->dismiss();
        m_ctx.sync.syncNow();
    };
    m_header->onCure = [this](model::SyncCure c) { cure(c); };
    column->Add(m_header, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    column->Add(new wxStaticLine(page), wxSizerFlags().Expand());

    m_splitter = new wxSplitterWindow(page, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                      wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    m_splitter->SetMinimumPaneSize(FromDIP(200));
    m_list = new VirtualList(m_splitter, id::syncList, tr("What waits for a person to look at it"),
                             {{tr("What"), 165}, {tr("About"), 210}}, wxLC_SINGLE_SEL);
    m_list->setIcons({icon("warning", 16, tone(Tone::warning)), icon("status-rejected", 16, tone(Tone::bad)),
                      icon("info", 16, tone(Tone::accent))});
    m_list->setSource(
        [this](long row, long col) {
            return static_cast<std::size_t>(row) < m_model.size()
                       ? m_model.text(static_cast<std::size_t>(row), static_cast<SyncConflicts::Column>(col))
                       : std::string();
        },
        [this](long row, long col) {
            return col == 0 && static_cast<std::size_t>(row) < m_model.size()
                       ? m_model.icon(static_cast<std::size_t>(row))
                       : -1;
        });
    m_list->rememberIn(m_ctx.preferences, "sync");
    m_list->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) { showSelection(); });
    m_list->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { m_pane->focusAnswer(); });
    m_pane = new ConflictPane(m_splitter, m_ctx);
    m_pane->onAnswer = [this](storage::Resolution side) { answer(side); };
    m_splitter->SplitVertically(m_list, m_pane, listWidth());
    m_splitter->Bind(wxEVT_SPLITTER_SASH_POS_CHANGED, [this](wxSplitterEvent& e) {
        if (IsShownOnScreen() && m_splitter->GetSplitMode() == wxSPLIT_VERTICAL)
            m_ctx.preferences.set("sync.split", e.GetSashPosition());
        e.Skip();
    });
    page->Bind(wxEVT_SIZE, [this, page](wxSizeEvent& e) {
        e.Skip();
        splitFor(e.GetSize().x);
        page->FitInside();
    });
    column->Add(m_splitter, wxSizerFlags(1).Expand());

    m_empty = new wxPanel(page);
    auto* empty = new wxBoxSizer(wxVERTICAL);
    auto* nothing = new wxStaticText(m_empty, wxID_ANY, T(tr("Nothing waits for a decision.")));
    makeMuted(nothing);
    empty->AddStretchSpacer();
    empty->Add(new wxStaticBitmap(m_empty, wxID_ANY, icon("status-accepted", 48, tone(Tone::muted))),
               wxSizerFlags().Center().Border(wxBOTTOM, FromDIP(10)));
    empty->Add(nothing, wxSizerFlags().Center());
    empty->AddStretchSpacer();
    m_empty->SetSizer(empty);
    m_empty->Hide();
    column->Add(m_empty, wxSizerFlags(1).Expand());

    column->Add(new wxStaticLine(page), wxSizerFlags().Expand());
    auto* foot = new wxBoxSizer(wxHORIZONTAL);
    m_server = new wxStaticText(page, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_MIDDLE);
    makeMuted(m_server);
    auto* leave_ = new wxButton(page, id::syncLeave, T(tr("Disconnect from the server…")), wxDefaultPosition,
                                wxDefaultSize, wxBORDER_NONE);
    setAccessibleName(*leave_, leave_->GetLabelText());
    leave_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { leave(); });
    foot->Add(m_server, wxSizerFlags(1).CenterVertical());
    foot->Add(leave_, wxSizerFlags().CenterVertical());
    column->Add(foot, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    page->SetSizer(column);
    return page;
}

void SyncPanel::splitFor(int width) {
    // With large text two columns side by side leave no room for words: the list goes above.
    const auto wanted = width < GetCharWidth() * 85 ? wxSPLIT_HORIZONTAL : wxSPLIT_VERTICAL;
    // Where the photos of both sides would have too little room, the whole page is scrolled.
    m_splitter->SetMinSize(wxSize(FromDIP(200), GetCharHeight() * (wanted == wxSPLIT_HORIZONTAL ? 14 : 17)));
    if (m_splitter->GetSplitMode() == wanted)
        return;
    const bool above = wanted == wxSPLIT_HORIZONTAL;
    m_splitter->SetSplitMode(wanted);
    m_splitter->SetMinimumPaneSize(FromDIP(above ? 60 : 200));
    m_splitter->SetSashPosition(above ? m_list->GetCharHeight() * 7 / 2 : listWidth());
}

int SyncPanel::listWidth() const {
    return m_ctx.preferences.number("sync.split", std::max(FromDIP(390), GetCharWidth() * 44));
}

void SyncPanel::SetFocus() {
    if (m_book->GetSelection() == unjoined)
        m_join->SetFocus();
    else if (!m_model.empty())
        m_list->SetFocus();
    else
        m_header->focusButton();
}

void SyncPanel::statusChanged() {
    const bool isJoined = m_ctx.sync.joined();
    const bool wasJoined = m_book->GetSelection() == joined;
    const int wanted = isJoined && !m_rejoining ? joined : unjoined;
    if (m_book->GetSelection() != wanted)
        m_book->SetSelection(static_cast<std::size_t>(wanted));
    if (wanted == unjoined && (wasJoined || m_joinHeading->GetLabelText().empty())) {
        m_joinHeading->SetLabelText(
            T(m_rejoining ? tr("Join the server again") : tr("This computer works alone")));
        m_joinWords->set(
            m_rejoining ? tr("Ask the administrator of the server for a new code. What waits to be sent "
                             "stays here and leaves once the server admits this computer again.")
                        : tr("Several offices of a school can work together through a server: decisions "
                             "and photos reach the others by themselves, and without a network everybody "
                             "goes on working. The administrator of the server gives you its address and "
                             "a one-time code."));
        m_joinPage->FitInside();
        m_joinPage->Layout();
    }
    if (!isJoined)
        return;
    const auto& status = m_ctx.sync.status();
    m_header->show(model::syncWords(status, m_ctx.sync.offlineBefore(), m_ctx.office.clock().today()));
    m_header->GetParent()->FitInside(); // a complaint comes and goes
    const std::string server = format(fmt::runtime(tr("Server: {}")), m_ctx.sync.server());
    if (utf8(m_server->GetLabelText()) != server) {
        m_server->SetLabelText(wx(server));
        m_server->GetParent()->Layout();
    }
    if (status.summary.conflicts != m_shownConflicts) {
        m_shownConflicts = status.summary.conflicts;
        refresh();
    }
}

void SyncPanel::refresh() {
    m_scope.renew();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return app::describeConflicts(office); },
        [this](Result<std::vector<app::ConflictText>> rows) { showRows(std::move(rows)); });
}

void SyncPanel::showRows(Result<std::vector<app::ConflictText>> rows) {
    if (!rows) {
        m_notice->error(rows.error());
        return;
    }
    const long before = m_list->current();
    const std::int64_t number = before >= 0 && static_cast<std::size_t>(before) < m_model.size()
                                    ? m_model.row(static_cast<std::size_t>(before)).number
                                    : -1;
    const wxWindow* focus = wxWindow::FindFocus();
    const bool focusInside = focus && (focus == m_list || m_pane->IsDescendant(const_cast<wxWindow*>(focus)));
    m_model.setRows(std::move(*rows));
    m_list->setCount(static_cast<long>(m_model.size()));
    const bool any = !m_model.empty();
    m_splitter->Show(any);
    m_empty->Show(!any);
    m_splitter->GetParent()->Layout();
    const long place = m_model.place(number, before);
    if (place >= 0) {
        if (place != before)
            m_list->choose(place);
        showSelection();
    } else if (focusInside) {
        m_header->focusButton(); // the last one was answered; the focus must not be lost
    }
}

void SyncPanel::showSelection() {
    const long row = m_list->current();
    if (row >= 0 && static_cast<std::size_t>(row) < m_model.size())
        m_pane->show(m_model.row(static_cast<std::size_t>(row)),
                     m_model.text(static_cast<std::size_t>(row), SyncConflicts::reason));
}

void SyncPanel::answer(storage::Resolution side) {
    const long at = m_list->current();
    if (at < 0 || static_cast<std::size_t>(at) >= m_model.size())
        return;
    m_pane->enableAnswers(false); // no second answer to a matter that is being answered
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, number = m_model.row(static_cast<std::size_t>(at)).number, side] {
            return app::SyncService::resolve(office, number, side);
        },
        [this, row = m_model.row(static_cast<std::size_t>(at)), side](Result<void> done) {
            m_pane->enableAnswers(true);
            if (done)
                m_notice->good(SyncConflicts::answered(side, row));
            else
                m_notice->error(done.error());
            m_list->SetFocus();
            m_ctx.dataChanged(); // this view with it
        });
}

void SyncPanel::cure(model::SyncCure c) {
    using model::SyncCure;
    if (c == SyncCure::rejoin) {
        offerRejoin(true);
    } else if (c == SyncCure::changes) {
        const auto& summary = m_ctx.sync.status().summary;
        const std::string question = format(
            fmt::runtime(
                tr("Photos that will be erased from this computer: {}. Pupils whose name, "
                   "identity data or guardians will be changed, or who will be marked as left: {}. Erased "
                   "photos cannot be brought back.")),
            summary.heldPhotos, summary.heldPupils);
        if (m_ctx.dialogs.confirm(this, tr("Very many changes at once"), question, tr("Carry them out")))
            m_ctx.sync.syncNow({.changes = true});
    } else if (c == SyncCure::removal) {
        const auto& error = m_ctx.sync.status().error;
        const std::string question =
            format(fmt::runtime(tr("Records that the server does not know will be removed from this computer "
                                   "(number: {} of {}). This cannot be taken back.")),
                   error ? error->value("count") : "?", error ? error->value("total") : "?");
        if (m_ctx.dialogs.confirm(this, tr("Removal of records"), question, tr("Remove the records")))
            m_ctx.sync.syncNow({.removal = true});
    } else if (c == SyncCure::sendAgain) {
        const auto& error = m_ctx.sync.status().error;
        const std::string question =
            format(fmt::runtime(tr("Records that the server does not know will be sent to it from this "
                                   "computer, with their photos (number: {}). What another office removed on "
                                   "purpose would come back for everybody: ask the other offices first.")),
                   error ? error->value("count") : "?");
        if (m_ctx.dialogs.confirm(this, tr("Sending records again"), question, tr("Send them again")))
            m_ctx.sync.syncNow({.sendAgain = m_ctx.office.clerk()});
    } else {
        m_ctx.sync.syncNow();
    }
}

void SyncPanel::offerRejoin(bool on) {
    m_rejoining = on;
    m_join->offerBack(on);
    m_join->clear();
    m_join->prefill(m_ctx.sync.server(), m_ctx.sync.caFile());
    statusChanged();
    SetFocus();
}

void SyncPanel::join(const app::SyncService::JoinRequest& request) {
    m_notice->dismiss();
    const std::weak_ptr<bool> alive = m_work.token();
    app::SyncService::JoinRequest named = request;
    named.deviceName = Operator(m_ctx.preferences).actor().workstation;
    m_ctx.sync.join(named, [this, alive](const Result<void>& done) {
        const auto still = alive.lock();
        if (!still || !*still)
            return;
        if (!done) {
            m_join->failed(done.error());
            return;
        }
        m_join->working(false);
        m_join->clear();
        m_rejoining = false;
        m_join->offerBack(false);
        m_shownConflicts = -1;
        statusChanged();
        m_notice->good(tr("This computer now works with the server. Data and photos come by themselves."));
        m_header->focusButton();
    });
}

void SyncPanel::leave() {
    const auto waiting = m_ctx.sync.status().summary.waiting;
    std::string question =
        tr("This computer will no longer exchange decisions and photos with the others. The "
           "data stay here, and you can join again with a new code.");
    if (waiting > 0)
        question += "\n\n" + model::waitingText(waiting) + ".";
    if (!m_ctx.dialogs.confirm(this, tr("Disconnecting from the server"), question, tr("Disconnect")))
        return;
    const std::weak_ptr<bool> alive = m_work.token();
    m_ctx.sync.leave([this, alive](const Result<void>& left) {
        const auto still = alive.lock();
        if (!still || !*still)
            return;
        if (left)
            m_notice->info(tr("This computer works alone now. The data are still here."));
        else
            m_notice->error(left.error());
        statusChanged();
        SetFocus();
    });
}

} // namespace esek::ui
