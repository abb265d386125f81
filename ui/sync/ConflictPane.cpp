#include "ui/sync/ConflictPane.h"

#include "app/ScreenPictures.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/WrappedText.h"
#include "ui/help/HelpPage.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {
constexpr int kPictureSide = 900;  // device pixels: sharp enough for half of a window
constexpr int kLeastPicture = 260; // with the answers: below that a face is not recognised
} // namespace

ConflictPane::ConflictPane(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setHelpPage(*this, "synchronizacja.html#sprawy");
    setAccessibleName(*this, T(tr("The chosen matter")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_page = new wxScrolledWindow(this);
    m_page->SetScrollRate(0, FromDIP(16));
    auto* inside = new wxBoxSizer(wxVERTICAL);
    m_title = new wxStaticText(m_page, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    makeHeading(m_title, 1.15);
    m_reason = new WrappedText(m_page);
    inside->Add(m_title, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(4)));
    inside->Add(m_reason, wxSizerFlags().Border(wxBOTTOM, FromDIP(10)));
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    m_mine = makeSide(m_page, tr("Decided here"), "edit", id::syncMinePhoto);
    m_theirs = makeSide(m_page, tr("On the server – counts now"), "status-accepted", id::syncTheirsPhoto);
    sides->Add(m_mine.panel, wxSizerFlags(1).Expand());
    sides->AddSpacer(FromDIP(12)); // a border would be taken from one side only
    sides->Add(m_theirs.panel, wxSizerFlags(1).Expand());
    inside->Add(sides, wxSizerFlags(1).Expand());
    m_page->SetSizer(inside);
    column->Add(m_page, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(10)));

    auto* answers = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label, storage::Resolution side) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, side](wxCommandEvent&) {
            if (onAnswer)
                onAnswer(side);
        });
        answers->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
        return b;
    };
    m_takeMine = button(id::syncMine, tr("Bring my decision back"), storage::Resolution::mine);
    m_keepTheirs =
        button(id::syncTheirs, tr("Leave the decision from the server"), storage::Resolution::theirs);
    m_putAway = button(id::syncPutAway, tr("Put away"), storage::Resolution::theirs);
    column->Add(answers, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    SetSizer(column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        arrange();
    });
}

ConflictPane::Side ConflictPane::makeSide(wxWindow* parent, const std::string& heading, const char* iconName,
                                          int canvasId) {
    Side side;
    side.panel = new wxPanel(parent);
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    side.mark = new wxStaticBitmap(side.panel, wxID_ANY, icon(iconName, 16));
    side.heading = new WrappedText(side.panel, heading);
    makeHeading(side.heading, 1.0);
    head->Add(side.mark, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    head->Add(side.heading, wxSizerFlags().CenterVertical());
    column->Add(head, wxSizerFlags().Border(wxBOTTOM, FromDIP(4)));
    side.words = new WrappedText(side.panel);
    column->Add(side.words);
    side.row = new wxBoxSizer(wxVERTICAL);
    side.row->Add(column);
    side.row->Add(FromDIP(8), FromDIP(8));
    side.canvas = new PhotoCanvas(side.panel, canvasId);
    setAccessibleName(*side.canvas, wx(heading));
    side.canvas->SetMinSize(FromDIP(wxSize(120, 160)));
    side.row->Add(side.canvas, wxSizerFlags(1).Expand());
    side.panel->SetSizer(side.row);
    return side;
}

void ConflictPane::show(const app::ConflictText& row, const std::string& reason) {
    const bool same = row.number == m_row.number && row.minePhoto == m_row.minePhoto &&
                      row.theirsPhoto == m_row.theirsPhoto;
    m_row = row;
    m_title->SetLabelText(wx(row.title));
    m_reason->set(reason);
    m_mine.words->set(row.mine);
    m_theirs.words->set(row.theirs.empty() ? tr("Nothing was changed there.") : row.theirs);
    m_takeMine->Show(row.canTakeMine);
    m_keepTheirs->Show(row.canTakeMine);
    m_putAway->Show(!row.canTakeMine);
    const bool pictures = row.minePhoto || row.theirsPhoto;
    for (const Side* side : {&m_mine, &m_theirs})
        side->canvas->Show(pictures);
    arrange();
    if (same && hasPictures())
        return;
    m_scope.renew();
    if (pictures) {
        load(m_mine, row.minePhoto);
        load(m_theirs, row.theirsPhoto);
    }
}

void ConflictPane::load(const Side& side, const std::optional<domain::BlobId>& blob) {
    if (!blob) {
        side.canvas->showWords(tr("No photo"));
        return;
    }
    side.canvas->showWords(tr("Loading…"));
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, id = *blob] {
            return app::ScreenPictures(office).fitted(id, 0, kPictureSide, kPictureSide);
        },
        [canvas = side.canvas](Result<app::ScreenPictures::Shown> shown) {
            if (shown)
                canvas->show(makePicture(*shown), std::nullopt);
            else
                canvas->showWords(tr("This photo is not on this computer"));
        });
}

void ConflictPane::arrange() {
    const int width = m_page->GetClientSize().x;
    m_reason->fit(width);
    fitWords((width - FromDIP(12)) / 2, false);
    // In a low window with large text nothing would be left for a picture below the words.
    int words = 0;
    for (const Side* side : {&m_mine, &m_theirs})
        words = std::max(words, side->heading->GetBestSize().y + side->words->GetBestSize().y);
    words += m_title->GetBestSize().y + m_reason->GetBestSize().y + FromDIP(26);
    const bool beside = m_mine.canvas->IsShown() && GetSize().y - words < FromDIP(kLeastPicture);
    if (beside)
        fitWords((width - FromDIP(12)) / 2, true);
    for (const Side* side : {&m_mine, &m_theirs}) {
        side->row->SetOrientation(beside ? wxHORIZONTAL : wxVERTICAL);
        side->panel->InvalidateBestSize(); // a hidden picture counted for nothing
    }
    Layout();
    m_page->FitInside();
    m_page->Layout();
}

void ConflictPane::fitWords(int width, bool beside) {
    const int room = beside ? std::max(width / 2, width - FromDIP(160)) : width;
    for (const Side* side : {&m_mine, &m_theirs}) {
        side->words->fit(room);
        side->heading->fit(room - FromDIP(28));
    }
}

void ConflictPane::focusAnswer() {
    (m_row.canTakeMine ? m_keepTheirs : m_putAway)->SetFocus();
}

void ConflictPane::enableAnswers(bool on) {
    for (wxButton* b : {m_takeMine, m_keepTheirs, m_putAway})
        b->Enable(on);
}

bool ConflictPane::hasPictures() const {
    return m_mine.canvas->hasPicture() || m_theirs.canvas->hasPicture();
}

} // namespace esek::ui
