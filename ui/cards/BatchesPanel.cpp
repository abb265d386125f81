#include "ui/cards/BatchesPanel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/cards/ScreenCanvas.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

BatchesPanel::BatchesPanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setAccessibleName(*this, T(tr("Batches and printing")));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
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
    m_batchList->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) { loadCards(); });
    auto* lists = new wxBoxSizer(wxVERTICAL);
    lists->Add(m_batchList, wxSizerFlags(1).Expand());
    m_empty = new wxStaticText(this, wxID_ANY, T(tr("No cards have been issued yet.")), wxDefaultPosition,
                               wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    lists->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(30)));
    auto* middle = new wxBoxSizer(wxVERTICAL);
    middle->Add(lists, wxSizerFlags(2).Expand().Border(wxBOTTOM, FromDIP(8)));
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
    m_cardList->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) { showCard(); });
    m_cardList->Bind(wxEVT_LIST_ITEM_DESELECTED, [this](wxListEvent&) { enable(); });
    middle->Add(m_cardList, wxSizerFlags(4).Expand());
    middle->Add(buildMarks(), wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    row->Add(middle, wxSizerFlags(5).Expand().Border(wxRIGHT, FromDIP(8)));

    auto* right = new wxBoxSizer(wxVERTICAL);
    m_canvas = new ScreenCanvas(this);
    right->Add(m_canvas, wxSizerFlags(1).Expand());
    right->Add(buildExport(), wxSizerFlags().Expand().Border(wxALL, FromDIP(4)));
    row->Add(right, wxSizerFlags(4).Expand());

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(8)));
    m_progress = new ProgressRow(this, id::batchCancel);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    refresh();
}

wxSizer* BatchesPanel::buildExport() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, T(tr("Files for printing")));
    wxWindow* parent = box->GetStaticBox();
    const auto button = [&](int id, const std::string& label, Kind kind) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, kind](wxCommandEvent&) { save(kind); });
        m_exports.push_back(b);
        return b;
    };
    auto* offsets = new wxFlexGridSizer(2, FromDIP(4), FromDIP(10));
    const auto offset = [&](int id, const std::string& label, const char* key) {
        auto* words = new wxStaticText(parent, wxID_ANY, wx(label));
        auto* spin = new wxSpinCtrlDouble(parent, id, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS,
                                          -10, 10, m_ctx.preferences.real(key), 0.1);
        spin->SetDigits(1);
        setAccessibleName(*spin, wx(label));
        spin->Bind(wxEVT_SPINCTRLDOUBLE,
                   [this, key](wxSpinDoubleEvent& e) { m_ctx.preferences.set(key, e.GetValue()); });
        offsets->Add(words, wxSizerFlags().CenterVertical());
        offsets->Add(spin);
        return spin;
    };
    m_offsetX = offset(id::batchOffsetX, tr("Shift right, mm"), "printer.offsetX");
    m_offsetY = offset(id::batchOffsetY, tr("Shift down, mm"), "printer.offsetY");
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(4));
    box->Add(offsets, wxSizerFlags().Border(wxALL, FromDIP(4)));
    box->Add(button(id::batchPdf, tr("Cards for the printer (PDF)…"), Kind::pdf), line);
    m_background =
        new wxCheckBox(parent, id::batchBackground, T(tr("proof with a drawn blank, on screen only")));
    box->Add(button(id::batchSheet, tr("A4 proof sheet (PDF)…"), Kind::sheet), line);
    box->Add(m_background, wxSizerFlags().Border(wxALL, FromDIP(4)));
    box->Add(button(id::batchSio, tr("List for SIO (CSV)…"), Kind::sio), line);
    return box;
}

wxSizer* BatchesPanel::buildMarks() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, T(tr("The chosen cards")));
    wxWindow* parent = box->GetStaticBox();
    const auto button = [&](int id, const std::string& label, domain::CardState state) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, state](wxCommandEvent&) { mark(state); });
        m_marks.push_back(b);
        return b;
    };
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto gap = wxSizerFlags().Border(wxALL, FromDIP(4));
    row->Add(button(id::batchPrinted, tr("Printed"), domain::CardState::printed), gap);
    row->Add(button(id::batchHandedOver, tr("Handed over"), domain::CardState::handedOver), gap);
    row->Add(button(id::batchSpoiled, tr("Spoiled"), domain::CardState::spoiled), gap);
    m_reason = new wxTextCtrl(parent, id::batchReason, {}, wxDefaultPosition, FromDIP(wxSize(180, -1)));
    m_reason->SetMinSize(wxSize(FromDIP(180), GetCharHeight() * 17 / 10));
    setAccessibleName(*m_reason, T(tr("Why the cards are spoiled")));
    m_reason->SetHint(T(tr("Why the cards are spoiled")));
    row->Add(m_reason, gap);
    // Before the first layout a wrapping row is of no height, and GTK complains of a frame around nothing.
    row->SetMinSize(wxSize(-1, m_marks.front()->GetBestSize().y + FromDIP(8)));
    box->Add(row, wxSizerFlags().Expand());
    return box;
}

void BatchesPanel::SetFocus() {
    m_batchList->SetFocus();
}

void BatchesPanel::showBatch(const domain::BatchId& wanted) {
    m_wanted = wanted;
    refresh();
}

const domain::CardBatch* BatchesPanel::batch() const {
    const long row = m_batchList->current();
    return row >= 0 && static_cast<std::size_t>(row) < m_batches.size()
               ? &m_batches[static_cast<std::size_t>(row)]
               : nullptr;
}

void BatchesPanel::refresh() {
    m_scope.renew();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return office.replica().batches(); },
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
    const domain::CardBatch* chosen = batch();
    if (!chosen) {
        m_cards.clear();
        m_cardList->setCount(0);
        m_canvas->explain({});
        enable();
        return;
    }
    m_ctx.tasks.run(
        m_cardScope,
        [&office = m_ctx.office, id = chosen->id] {
            storage::CardFilter filter;
            filter.batch = id;
            return office.replica().cards(filter);
        },
        [this](Result<std::vector<domain::StudentCard>> cards) {
            if (!cards) {
                m_notice.error(cards.error());
                return;
            }
            m_cards = std::move(*cards);
            m_cardList->setCount(static_cast<long>(m_cards.size()));
            if (m_cardList->current() < 0 && !m_cards.empty())
                m_cardList->choose(0);
            showCard();
        });
}

void BatchesPanel::showCard() {
    enable();
    m_previewScope.renew();
    const long row = m_cardList->current();
    if (row < 0 || static_cast<std::size_t>(row) >= m_cards.size()) {
        m_canvas->explain({});
        return;
    }
    m_ctx.tasks.run(
        m_previewScope,
        [&office = m_ctx.office, card = m_cards[static_cast<std::size_t>(row)]] {
            return app::CardPreview(office).draw(card);
        },
        [this](Result<app::CardPicture> picture) {
            if (picture)
                m_canvas->show(std::move(*picture));
            else
                m_canvas->explain(describe(picture.error()));
        });
}

void BatchesPanel::enable() {
    const bool idle = !m_progress->running();
    for (wxButton* b : m_exports)
        b->Enable(batch() && idle);
    for (wxButton* b : m_marks)
        b->Enable(!m_cardList->selected().empty() && idle);
}

void BatchesPanel::save(Kind kind) {
    const domain::CardBatch* chosen = batch();
    if (!chosen || m_progress->running())
        return;
    const std::string n = std::to_string(chosen->number);
    const std::string pdf = "PDF (*.pdf)|*.pdf";
    const auto file =
        kind == Kind::pdf     ? m_ctx.dialogs.saveFile(this, tr("Cards for the printer"), pdf,
                                                       format(fmt::runtime(tr("cards-batch-{}.pdf")), n))
        : kind == Kind::sheet ? m_ctx.dialogs.saveFile(this, tr("A4 proof sheet"), pdf,
                                                       format(fmt::runtime(tr("proof-batch-{}.pdf")), n))
                              : m_ctx.dialogs.saveFile(this, tr("List for SIO"), "CSV (*.csv)|*.csv",
                                                       format(fmt::runtime(tr("sio-batch-{}.csv")), n));
    if (!file)
        return;
    app::CardService::ExportOptions options;
    options.offsetXmm = m_offsetX->GetValue();
    options.offsetYmm = m_offsetY->GetValue();
    options.background = m_background->GetValue();
    auto progress = m_progress->start(tr("Saving cards"));
    enable();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, id = chosen->id, kind, options, progress,
         path = platform::pathFromUtf8(*file)] {
            app::CardService service(office);
            if (kind == Kind::pdf)
                return service.exportPdf(id, path, options, progress.get());
            if (kind == Kind::sheet)
                return service.exportSheet(id, path, options, progress.get());
            return service.exportSio(id, path);
        },
        [this, file = *file](Result<app::CardService::Exported> exported) {
            m_progress->finish();
            enable();
            if (exported)
                m_notice.good(model::exportedSummary(*exported, file));
            else
                m_notice.error(exported.error());
        });
}

void BatchesPanel::mark(domain::CardState state) {
    const std::string reason = utf8(m_reason->GetValue());
    if (state == domain::CardState::spoiled && reason.empty()) {
        m_notice.info(tr("Type why the cards are spoiled: it stays in the register."));
        m_reason->SetFocus();
        return;
    }
    std::vector<std::string> ids;
    for (const long row : m_cardList->selected())
        ids.push_back(m_cards[static_cast<std::size_t>(row)].id.toString());
    if (ids.empty())
        return;
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, ids, state, reason]() -> Result<std::size_t> {
            app::CardService service(office);
            for (const auto& id : ids) {
                const auto done =
                    service.mark(id, state, state == domain::CardState::spoiled ? reason : std::string());
                if (!done)
                    return done.error();
            }
            return ids.size();
        },
        [this](Result<std::size_t> done) {
            if (done) {
                m_notice.dismiss();
                m_reason->Clear();
            } else {
                m_notice.error(done.error());
            }
            m_ctx.dataChanged();
        });
}

} // namespace esek::ui
