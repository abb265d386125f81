#include "ui/import/ScanDialog.h"

#include "app/PhotoFiles.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/import/ScanIds.h"
#include "ui/import/ScannedSheetCanvas.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/display.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

constexpr int kWidthInLetters = 84;
constexpr int kSheetInLines = 20;
constexpr int kResolutions[] = {300, 600, 1200};

} // namespace

ScanDialog::ScanDialog(wxWindow* parent, UiContext& ctx, app::OutsideScanner scanner)
    : wxDialog(parent, wxID_ANY, T(tr("Scan photos")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx), m_scanner(std::move(scanner)) {
    setHelpPage(*this, "skanowanie.html");
    const wxSize screen = wxDisplay(this).GetClientArea().GetSize();
    const int width = std::min(GetCharWidth() * kWidthInLetters, screen.x * 9 / 10);
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto line = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10));
    m_words = new WrappedText(this);
    m_words->fit(width);
    column->Add(m_words, line);
    column->Add(buildChoices(), line);
    m_sheet = new ScannedSheetCanvas(this, id::scanSheet);
    m_sheet->SetMinSize(wxSize(width, std::min(GetCharHeight() * kSheetInLines, screen.y * 2 / 5)));
    m_sheet->showWords(tr("The page will be shown here."));
    column->Add(m_sheet, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    m_progress = new ProgressRow(this, id::scanStop);
    column->Add(m_progress, line);
    column->Add(buildButtons(), wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        // What was scanned is nowhere else, but the paper still lies there.
        if (e.CanVeto() && !m_photos.empty() &&
            !m_ctx.dialogs.confirm(this, tr("Scan photos"),
                                   format(runtime(tr("Photos that were scanned and are not assigned yet: {}. "
                                                     "Leave them out?")),
                                          m_photos.size()),
                                   tr("Leave them out")))
            return e.Veto();
        Destroy(); // the row of the progress stops what is under way
    });
    bindHelpKey(*this);
    CentreOnParent();
    look();
}

wxSizer* ScanDialog::buildChoices() {
    Form form(this);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_which = form.choice(id::scanScanner, tr("Scanner"));
    m_dpi = form.choice(id::scanDpi, tr("Resolution"));
    for (const int dpi : kResolutions)
        m_dpi->Append(wx(format(runtime(tr("{} points per inch")), dpi)));
    m_dpi->SetSelection(std::clamp(m_ctx.preferences.number("scanner.resolution", 1), 0, 2));
    m_settings = form.text(id::scanSettings, tr("Settings of the scanner")).text;
    m_settings->SetHint(T(tr("usually empty; NAME=VALUE; NAME=VALUE")));
    m_settings->ChangeValue(wx(m_ctx.preferences.text("scanner.settings")));
    row->Add(form.sizer(), wxSizerFlags(1).Expand());
    m_look = new wxButton(this, id::scanLook, T(tr("Look for scanners")));
    setAccessibleName(*m_look, m_look->GetLabelText());
    m_look->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { look(); });
    row->Add(m_look, wxSizerFlags().Border(wxLEFT, FromDIP(10)));
    return row;
}

wxSizer* ScanDialog::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label, void (ScanDialog::*act)()) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, b->GetLabelText());
        b->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) { (this->*act)(); });
        row->Add(b, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
        return b;
    };
    m_scan = button(id::scanStart, tr("Scan a page"), &ScanDialog::scan);
    m_hand = button(id::scanHand, tr("Assign to pupils…"), &ScanDialog::hand);
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close);
    return row;
}

void ScanDialog::working(bool under) {
    for (wxWindow* one : std::initializer_list<wxWindow*>{m_which, m_dpi, m_settings, m_look})
        one->Enable(!under);
    m_scan->Enable(!under && !m_scanners.empty());
    m_hand->Enable(!under && !m_photos.empty());
    if (!under)
        m_progress->finish();
}

void ScanDialog::say(const std::string& words) {
    m_words->set(words);
    Layout();
}

void ScanDialog::look() {
    if (m_progress->running())
        return;
    auto progress = m_progress->start(tr("Looking for scanners"));
    working(true);
    m_ctx.tasks.run(
        m_scope, [scanner = m_scanner, progress] { return scanner.scanners(*progress); },
        [this](const Result<std::vector<app::ScannerFacts>>& found) { fillScanners(found); });
}

void ScanDialog::fillScanners(const Result<std::vector<app::ScannerFacts>>& found) {
    m_scanners = found ? *found : std::vector<app::ScannerFacts>{};
    m_which->Clear();
    const std::string last = m_ctx.preferences.text("scanner.name");
    int chosen = 0;
    for (const app::ScannerFacts& one : m_scanners) {
        if (one.name == last)
            chosen = static_cast<int>(m_which->GetCount());
        m_which->Append(wx(one.description + " (" + one.name + ")"));
    }
    if (!m_scanners.empty())
        m_which->SetSelection(chosen);
    working(false);
    if (!found)
        say(describe(found.error()));
    else if (m_scanners.empty())
        say(tr("No scanner was found. Look whether it is switched on and connected, then choose “Look for "
               "scanners”."));
    else
        say(tr("Lay the photos on the scanner with some room between them. Behind photos with a white "
               "background put a dark sheet."));
    m_scanners.empty() ? m_look->SetFocus() : m_scan->SetFocus();
}

std::optional<app::ScanOrder> ScanDialog::order() {
    app::ScanOrder order;
    order.scanner = m_scanners[static_cast<std::size_t>(m_which->GetSelection())].name;
    order.dpi = kResolutions[m_dpi->GetSelection()];
    for (const std::string& part : split(utf8(m_settings->GetValue()), ';')) {
        const std::string setting = squeeze(part);
        const auto equals = setting.find('=');
        if (setting.empty())
            continue;
        if (equals == std::string::npos || equals == 0) {
            say(tr("A setting of a scanner is written NAME=VALUE; further ones follow behind a semicolon."));
            m_settings->SetFocus();
            return std::nullopt;
        }
        order.options.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    return order;
}

void ScanDialog::scan() {
    if (m_progress->running() || m_scanners.empty())
        return;
    const auto wanted = order();
    if (!wanted)
        return;
    m_ctx.preferences.set("scanner.name", wanted->scanner);
    m_ctx.preferences.set("scanner.resolution", m_dpi->GetSelection());
    m_ctx.preferences.set("scanner.settings", utf8(m_settings->GetValue()));
    auto progress = m_progress->start(tr("Scanning"));
    working(true);
    m_ctx.tasks.run(
        m_scope, [scanner = m_scanner, order = *wanted, progress] { return scanner.scan(order, *progress); },
        [this](Result<app::ScannedSheet> sheet) { scanned(std::move(sheet)); });
}

void ScanDialog::scanned(Result<app::ScannedSheet> sheet) {
    if (!sheet) {
        working(false);
        say(describe(sheet.error()));
        m_scan->SetFocus();
        return;
    }
    const std::size_t before = m_photos.size();
    for (const app::ScannedPhoto& photo : sheet->photos)
        m_photos.emplace_back(format("skan-{:03}.jpg", m_photos.size() + 1), photo.jpeg);
    working(false);
    showSheet(*sheet, before);
    if (sheet->photos.empty()) {
        say(tr("No photo was seen on the page. Put a dark sheet behind photos with a white background, leave "
               "room between them, and scan again."));
        m_scan->SetFocus();
        return;
    }
    say(format(
        runtime(tr("Photos found on this page: {}. Of all pages: {}. Lay the next photos down and scan "
                   "again, or say whose they are.")),
        sheet->photos.size(), m_photos.size()));
    m_hand->SetFocus();
}

void ScanDialog::showSheet(const app::ScannedSheet& sheet, std::size_t before) {
    std::vector<ScannedSheetCanvas::Numbered> frames;
    for (const app::ScannedPhoto& photo : sheet.photos)
        frames.push_back({static_cast<int>(before + frames.size() + 1), photo.corners});
    const wxSize box = m_sheet->GetClientSize() * std::max(1, static_cast<int>(GetContentScaleFactor()));
    m_ctx.tasks.run(
        m_scope,
        [jpeg = sheet.jpeg, box] {
            return app::fittedPicture(jpeg, tr("Page of the scanner"), 0, box.x, box.y);
        },
        [this, frames](const Result<app::ScreenPictures::Shown>& shown) {
            if (shown)
                m_sheet->show(makePicture(*shown), frames);
            else
                m_sheet->showWords(describe(shown.error()), "warning");
        });
}

void ScanDialog::hand() {
    if (m_photos.empty() || m_progress->running())
        return;
    auto files = app::PhotoFiles::ofScans(std::move(m_photos));
    m_photos.clear();
    if (onPhotos)
        onPhotos(std::move(files));
    Close(true);
}

} // namespace esek::ui
