#include "ui/controls/CropEditor.h"

#include "base/Number.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/CropCanvas.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/Theme.h"

#include <cmath>
#include <memory>
#include <numbers>
#include <wx/button.h>
#include <wx/dcbuffer.h>
#include <wx/sizer.h>
#include <wx/slider.h>
#include <wx/stattext.h>

namespace esek::ui {

namespace {
constexpr int kFineSteps = 10; // the slider counts tenths of a degree
}

CropEditor::CropEditor(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Crop")));
    m_canvas = new CropCanvas(*this);
    m_result = new wxWindow(this, wxID_ANY);
    m_result->SetBackgroundStyle(wxBG_STYLE_PAINT);
    setAccessibleName(*m_result, T(tr("On the card")));
    m_result->SetMinSize(FromDIP(wxSize(114, 156)));
    m_result->SetMaxSize(FromDIP(wxSize(114, 156)));
    m_result->Bind(wxEVT_PAINT, &CropEditor::paintResult, this);
    auto* caption = new wxStaticText(this, wxID_ANY, T(tr("On the card")));
    m_facts = new wxStaticText(this, wxID_ANY, {});
    makeMuted(m_facts);
    const auto button = [&](int windowId, const std::string& label) {
        auto* b = new wxButton(this, windowId, wx(label));
        setAccessibleName(*b, wx(label));
        return b;
    };
    auto* left = button(id::cropLeft, tr("Turn left"));
    auto* right = button(id::cropRight, tr("Turn right"));
    auto* reset = button(id::cropReset, tr("Start again"));
    auto* save = button(id::cropSave, tr("Save crop"));
    auto* cancel = button(id::cropCancel, tr("Cancel (Esc)"));
    m_fineText = new wxStaticText(this, wxID_ANY, {});
    const int most = static_cast<int>(model::CropModel::kMaxFine) * kFineSteps;
    m_fine = new wxSlider(this, id::cropFine, 0, -most, most);
    setAccessibleName(*m_fine, T(tr("Straighten, degrees")));
    auto* help = new wxStaticText(this, wxID_ANY,
                                  T(tr("Arrows move the frame, + and - change its size, [ and ] turn, comma "
                                       "and full stop straighten.")));
    makeMuted(help);
    help->Wrap(FromDIP(210));

    auto* side = new wxBoxSizer(wxVERTICAL);
    const auto gap = wxSizerFlags().Border(wxBOTTOM, FromDIP(8));
    side->Add(caption, gap);
    side->Add(m_result, gap);
    side->Add(m_facts, gap);
    auto* turns = new wxBoxSizer(wxHORIZONTAL);
    turns->Add(left, wxSizerFlags(1).Border(wxRIGHT, FromDIP(4)));
    turns->Add(right, wxSizerFlags(1));
    side->Add(turns, wxSizerFlags(gap).Expand());
    side->Add(m_fineText);
    side->Add(m_fine, wxSizerFlags(gap).Expand());
    auto* ends = new wxBoxSizer(wxHORIZONTAL);
    ends->Add(save, wxSizerFlags(1).Border(wxRIGHT, FromDIP(4)));
    ends->Add(cancel, wxSizerFlags(1));
    side->Add(ends, wxSizerFlags(gap).Expand());
    // What has a key or only explains comes last: a low window with large text cuts it off first.
    side->Add(reset, wxSizerFlags(gap).Expand());
    side->Add(help);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(m_canvas, wxSizerFlags(1).Expand());
    row->Add(side, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    SetSizer(row);

    left->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { turn(-1); });
    right->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { turn(1); });
    reset->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        m_model.reset();
        changed();
    });
    save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { onSave(m_model.params()); });
    cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { onCancel(); });
    m_fine->Bind(wxEVT_SLIDER, [this](wxCommandEvent&) {
        m_model.setFine(static_cast<double>(m_fine->GetValue()) / kFineSteps);
        changed();
    });
}

void CropEditor::open(const app::ScreenPictures::Shown& upright, std::optional<domain::CropParams> stored,
                      std::optional<domain::CropParams> suggested) {
    m_upright = viewOf(upright.image).Copy();
    m_fullWidth = upright.fullWidth;
    m_fullHeight = upright.fullHeight;
    m_model = model::CropModel(m_fullWidth, m_fullHeight, stored, suggested);
    m_turned.reset();
    changed();
}

void CropEditor::focusFirst() {
    m_canvas->SetFocus();
}

void CropEditor::makeTurned() {
    const int by = m_model.params().quarterTurns;
    if (m_turned && m_turnedBy == by)
        return;
    const wxImage image = by == 1   ? m_upright.Rotate90()
                          : by == 2 ? m_upright.Rotate180()
                          : by == 3 ? m_upright.Rotate90(false)
                                    : m_upright;
    const model::Size t = m_model.turned();
    m_turned = makePicture(image, static_cast<int>(t.w), static_cast<int>(t.h));
    m_turnedBy = by;
}

void CropEditor::changed() {
    makeTurned();
    m_fine->SetValue(static_cast<int>(std::lround(m_model.params().fineDegrees * kFineSteps)));
    m_fineText->SetLabelText(wx(tr("Straighten:") + " " + numberText(m_model.params().fineDegrees, 1) + "°"));
    std::string facts = numberText(m_model.dpi(26.0)) + " dpi";
    if (m_model.dpi(26.0) < 300)
        facts += "\n" + tr("Below 300 dpi: the print will be soft.");
    if (m_model.leavesPicture())
        facts += "\n" + tr("The frame reaches outside the photo.");
    m_facts->SetLabelText(wx(facts));
    m_facts->Wrap(FromDIP(210));
    Layout();
    m_canvas->Refresh(false);
    m_result->Refresh(false);
}

void CropEditor::turn(int quarters) {
    m_model.turn(quarters);
    changed();
}

bool CropEditor::keyPressed(wxKeyEvent& e) {
    const int code = e.GetKeyCode();
    if (code == WXK_ESCAPE) {
        onCancel();
        return true;
    }
    wxWindow* focus = FindFocus();
    const bool onControl = dynamic_cast<wxButton*>(focus) || focus == m_fine;
    if ((code == WXK_RETURN || code == WXK_NUMPAD_ENTER) && !onControl) {
        onSave(m_model.params());
        return true;
    }
    const double step = m_model.frame().h / 100 * (e.ShiftDown() ? 5 : 1);
    switch (focus == m_fine ? 0 : code) {
    case WXK_LEFT:
        m_model.nudge(-step, 0);
        break;
    case WXK_RIGHT:
        m_model.nudge(step, 0);
        break;
    case WXK_UP:
        m_model.nudge(0, -step);
        break;
    case WXK_DOWN:
        m_model.nudge(0, step);
        break;
    case '+':
    case '=':
    case WXK_NUMPAD_ADD:
        m_model.grow(1.02);
        break;
    case '-':
    case WXK_NUMPAD_SUBTRACT:
        m_model.grow(1 / 1.02);
        break;
    case '[':
        m_model.turn(-1);
        break;
    case ']':
        m_model.turn(1);
        break;
    case ',':
        m_model.setFine(m_model.params().fineDegrees - 0.5);
        break;
    case '.':
        m_model.setFine(m_model.params().fineDegrees + 0.5);
        break;
    default:
        return false;
    }
    changed();
    return true;
}

void CropEditor::paintResult(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(m_result);
    dc.SetBackground(tone(Tone::canvas));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::CreateFromUnknownDC(dc));
    if (!gc || !m_turned)
        return;
    const wxSize s = m_result->GetClientSize();
    const model::Box frame = m_model.frame();
    const double scale = s.y / std::max(1.0, frame.h);
    gc->Clip(0, 0, s.x, s.y);
    gc->Translate(s.x / 2.0, s.y / 2.0);
    gc->Rotate(m_model.params().fineDegrees * std::numbers::pi / 180);
    gc->Scale(scale, scale);
    gc->SetInterpolationQuality(wxINTERPOLATION_GOOD);
    const model::Size t = m_model.turned();
    gc->DrawBitmap(m_turned->bitmap, -(frame.x + frame.w / 2), -(frame.y + frame.h / 2), t.w, t.h);
}

} // namespace esek::ui
