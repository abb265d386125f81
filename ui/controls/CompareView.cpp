#include "ui/controls/CompareView.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/CompareCanvas.h"
#include "ui/controls/CompareFindings.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/slider.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {
constexpr int kBlinkMs = 450; // slow enough not to hurt anybody (WCAG 2.3.1: below three flashes a second)
}

CompareView::CompareView(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Compare photos")));
    m_canvas = new CompareCanvas(*this);
    auto* swipeLabel = new wxStaticText(this, wxID_ANY, T(tr("Lay over:")));
    m_swipe = new wxSlider(this, id::reviewSwipe, 0, 0, 100);
    setAccessibleName(*m_swipe, T(tr("Lay the new photo over the present one")));
    m_blink = new wxToggleButton(this, id::reviewBlink, T(tr("Blink (hold B)")));
    setAccessibleName(*m_blink, T(tr("Blink (hold B)")));
    m_align = new wxCheckBox(this, id::reviewAlign, T(tr("Align by the eyes")));
    setAccessibleName(*m_align, m_align->GetLabelText());
    m_align->Disable();
    m_align->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& e) { align(e.IsChecked()); });
    m_findings = new CompareFindings(this);
    // In a narrow window the second group goes below the first.
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    auto* over = new wxBoxSizer(wxHORIZONTAL);
    auto* look = new wxBoxSizer(wxHORIZONTAL);
    const auto flags = wxSizerFlags().Center().Border(wxLEFT | wxRIGHT, FromDIP(4));
    m_swipe->SetMinSize(wxSize(FromDIP(120), -1));
    over->Add(m_blink, flags);
    over->Add(swipeLabel, flags);
    if (largeText()) { // the slider itself needs the room
        swipeLabel->Hide();
        m_swipe->SetToolTip(m_swipe->GetName());
        m_swipe->SetMinSize(wxSize(FromDIP(80), -1));
    }
    over->Add(m_swipe, wxSizerFlags(flags).Proportion(1));
    look->Add(m_align, flags);
    for (const auto& [windowId, label, name, factor] :
         {std::tuple(id::reviewZoomOut, "−", tr("Smaller"), 1 / model::Viewport::kStep),
          std::tuple(id::reviewZoomIn, "+", tr("Larger"), model::Viewport::kStep),
          std::tuple(id::reviewZoomFit, "1:1", tr("Whole photo"), 0.0)}) {
        auto* b = new wxButton(this, windowId, factor == 0.0 ? T(tr("Whole")) : wx(label), wxDefaultPosition,
                               wxDefaultSize, wxBU_EXACTFIT);
        setAccessibleName(*b, wx(name));
        b->SetToolTip(wx(name));
        b->Bind(wxEVT_BUTTON, [this, by = factor](wxCommandEvent&) { by == 0.0 ? fit() : zoom(by); });
        look->Add(b, flags);
    }
    row->Add(over, wxSizerFlags().Center());
    row->Add(look, wxSizerFlags().Center());
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(m_canvas, wxSizerFlags(1).Expand());
    column->Add(row, wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    column->Add(m_findings, wxSizerFlags().Expand());
    SetSizer(column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        // Not now: GTK is in the middle of giving out the room.
        CallAfter([this] { m_findings->giveRoom(GetSize().y > GetCharHeight() * 12); });
        e.Skip();
    });
    m_swipe->Bind(wxEVT_SLIDER, [this](wxCommandEvent&) {
        m_model.setSwipe(m_swipe->GetValue() / 100.0);
        changed();
    });
    m_blink->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { holdBlink(m_blink->GetValue()); });
    m_timer.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
        m_model.blinkTick();
        changed();
    });
}

void CompareView::show(PicturePtr present, PicturePtr fresh, const std::string& presentCaption,
                       const std::string& freshCaption) {
    m_present = std::move(present);
    m_fresh = std::move(fresh);
    m_presentCaption = presentCaption;
    m_freshCaption = freshCaption;
    setAccessibleDescription(*m_canvas, presentCaption + ". " + freshCaption);
    holdBlink(false);
    m_model.restart();
    m_swipe->SetValue(0);
    m_align->Disable();
    m_findings->show({}, false);
    changed();
}

void CompareView::showChecks(Checks checks) {
    m_model.setEyes(checks.presentEyes, checks.freshEyes);
    m_align->Enable(m_model.canAlign());
    m_align->SetToolTip(m_model.canAlign() ? wxString() : T(tr("A face was not found in both photos.")));
    m_findings->show(std::move(checks.differences), true);
    changed();
}

void CompareView::align(bool on) {
    m_align->SetValue(on);
    m_model.setAligned(on);
    changed();
}

void CompareView::changed() {
    m_canvas->Refresh(false);
}

void CompareView::zoom(double factor) {
    if (!m_fresh && !m_present)
        return;
    const model::Size pane = m_canvas->pane();
    m_model.viewport.zoomAt(factor, (m_fresh ? m_fresh : m_present)->full(), pane, {pane.w / 2, pane.h / 2});
    changed();
}

void CompareView::fit() {
    m_model.viewport.fit();
    changed();
}

void CompareView::holdBlink(bool on) {
    m_blink->SetValue(on);
    if (on == m_model.blinking())
        return;
    m_model.setBlinking(on);
    if (on)
        m_timer.Start(kBlinkMs);
    else
        m_timer.Stop();
    changed();
}

void CompareView::focusFirst() {
    m_canvas->SetFocus();
}

wxSize CompareView::pictureBox() const {
    const double scale = GetContentScaleFactor();
    const wxSize s = m_canvas->GetClientSize();
    return {static_cast<int>(s.x * scale), static_cast<int>(s.y * scale)};
}

} // namespace esek::ui
