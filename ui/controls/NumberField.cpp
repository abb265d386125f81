#include "ui/controls/NumberField.h"

#include "base/Format.h"
#include "base/Number.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <wx/button.h>
#include <wx/settings.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

/// Whole where only whole numbers are clicked, else one decimal, or two where a person wants them.
std::string shown(double value, double step) {
    if (step >= 1 && value == std::round(value))
        return numberText(value, 0);
    const bool tenths = std::abs(value * 10 - std::round(value * 10)) < 1e-9;
    return numberText(value, tenths ? 1 : 2);
}

double hundredths(double value) {
    return std::round(value * 100) / 100;
}

} // namespace

NumberField::NumberField(wxWindow* parent, int id, const std::string& name, Range range, double value)
    : wxPanel(parent), m_range(range), m_name(name), m_kept(value) {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_text = new wxTextCtrl(this, id, wx(shown(value, m_range.step)));
    setAccessibleName(*m_text, wx(name));
    m_text->SetMinSize(wxSize(GetTextExtent(wx("−00,00")).x + FromDIP(28), GetCharHeight() * 17 / 10));
    row->Add(m_text, wxSizerFlags(1).CenterVertical());
    // Not wxSpinButton: GTK complains of its width each time it is shown.
    for (const auto& [sign, direction] : {std::pair{"−", -1}, {"+", 1}}) {
        auto* button =
            new wxButton(this, wxID_ANY, wx(sign), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
        button->SetCanFocus(false); // the arrow keys do the same in the text field
        setAccessibleName(*button, wx(name + " " + sign));
        button->Bind(wxEVT_BUTTON, [this, by = direction](wxCommandEvent&) { step(by); });
        row->Add(button, wxSizerFlags().CenterVertical().Border(wxLEFT, FromDIP(2)));
    }
    SetSizer(row);
    m_text->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { typed(); });
    m_text->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& e) {
        e.Skip();
        left();
    });
    m_text->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_UP)
            step(1);
        else if (e.GetKeyCode() == WXK_DOWN)
            step(-1);
        else
            e.Skip();
    });
}

std::optional<double> NumberField::value() const {
    const auto read = numberFromText(utf8(m_text->GetValue()));
    if (!read || *read < m_range.min || *read > m_range.max)
        return std::nullopt;
    return hundredths(*read);
}

void NumberField::set(double value) {
    if (m_text->HasFocus())
        return;
    m_text->ChangeValue(wx(shown(value, m_range.step)));
    m_kept = value;
    paint();
}

std::string NumberField::complaint() const {
    if (value())
        return {};
    return format(fmt::runtime(tr("“{name}”: type a number from {min} to {max}, such as {sample}.")),
                  fmt::arg("name", m_name), fmt::arg("min", numberText(m_range.min)),
                  fmt::arg("max", numberText(m_range.max)), fmt::arg("sample", numberText(0.5, 1)));
}

void NumberField::SetFocus() {
    m_text->SetFocus();
    m_text->SelectAll();
}

void NumberField::typed() {
    paint();
    // On the way to "0,5,1" stands the number 0,5, which nobody meant.
    if (onChange)
        onChange(value().value_or(m_kept));
}

void NumberField::step(int direction) {
    const double now = value().value_or(0);
    const double next = std::clamp(hundredths(now + direction * m_range.step), m_range.min, m_range.max);
    m_text->ChangeValue(wx(shown(next, m_range.step)));
    m_text->SelectAll();
    m_kept = next;
    typed();
}

void NumberField::left() {
    if (const auto now = value()) {
        m_text->ChangeValue(wx(shown(*now, m_range.step)));
        m_kept = *now;
    } else if (onBad)
        onBad(complaint());
}

void NumberField::paint() {
    m_text->SetForegroundColour(value() ? wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT)
                                        : tone(Tone::bad));
    m_text->Refresh();
}

} // namespace esek::ui
