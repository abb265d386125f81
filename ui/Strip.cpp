#include "ui/Strip.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

Strip::Strip(wxWindow* parent, const std::string& words, const std::vector<Button>& buttons)
    : wxPanel(parent) {
    SetBackgroundColour(tone(Tone::noticeInfo));
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto flags = wxSizerFlags().CenterVertical().Border(wxALL, FromDIP(6));
    auto* text = new wxBoxSizer(wxHORIZONTAL);
    text->Add(new wxStaticBitmap(this, wxID_ANY, icon("info", 18)),
              wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    m_words = new wxStaticText(this, wxID_ANY, wx(words));
    text->Add(m_words, wxSizerFlags().CenterVertical());
    row->Add(text, flags);
    for (const Button& b : buttons) {
        auto* button = new wxButton(this, b.id, wx(b.label));
        setAccessibleName(*button, wx(b.label));
        button->Bind(wxEVT_BUTTON, [this, command = b.command](wxCommandEvent&) {
            wxCommandEvent event(wxEVT_MENU, command);
            event.SetEventObject(this);
            ProcessWindowEvent(event);
        });
        row->Add(button, flags);
    }
    SetSizer(row);
    say(words);
}

void Strip::say(const std::string& words) {
    setAccessibleName(*this, wx(words));
    m_words->SetLabelText(wx(words));
    Layout();
}

} // namespace esek::ui
