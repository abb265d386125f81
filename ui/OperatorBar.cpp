#include "ui/OperatorBar.h"

#include "ui/Ids.h"
#include "ui/Operator.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/WrappedText.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

OperatorBar::OperatorBar(wxWindow* parent, Operator& who) : wxPanel(parent), m_operator(who) {
    setAccessibleName(*this, T(tr("Who works at this computer?")));
    SetBackgroundColour(tone(Tone::noticeInfo));
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto flags = wxSizerFlags().CenterVertical().Border(wxALL, FromDIP(6));
    auto* question = new WrappedText(
        this, tr("Who works at this computer? The history of changes will name this person."));
    row->Add(question, flags);
    Bind(wxEVT_SIZE, [this, question](wxSizeEvent& e) {
        e.Skip();
        const wxSize before = question->GetBestSize();
        question->fit(GetClientSize().x - FromDIP(12));
        if (question->GetBestSize() != before) // the bar needs another height now
            CallAfter([this] { GetParent()->Layout(); });
    });
    const auto field = [&](int id, const std::string& label, const std::string& value, int characters) {
        auto* place = new wxBoxSizer(wxHORIZONTAL);
        auto* words = new wxStaticText(this, wxID_ANY, wx(label));
        auto* text =
            new wxTextCtrl(this, id, wx(value), wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
        // In large text too. Together they leave room for one line in a window of 1280 pixels.
        text->SetMinSize(wxSize(GetCharWidth() * characters, GetCharHeight() * 17 / 10));
        setAccessibleName(*text, wx(label));
        text->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { save(); });
        place->Add(words, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
        place->Add(text, wxSizerFlags().CenterVertical());
        row->Add(place, flags);
        return text;
    };
    m_name = field(id::operatorName, tr("Name and surname"), {}, 21);
    m_workstation = field(id::operatorWorkstation, tr("Workstation"), who.actor().workstation, 12);
    auto* button = new wxButton(this, id::operatorSave, T(tr("Save")));
    setAccessibleName(*button, T(tr("Save")));
    button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
    row->Add(button, flags);
    SetSizer(row);
}

void OperatorBar::save() {
    const std::string name = utf8(m_name->GetValue().Trim().Trim(false));
    if (name.empty()) {
        m_name->SetFocus();
        return;
    }
    m_operator.set(name, utf8(m_workstation->GetValue()));
    if (onSaved)
        onSaved();
}

} // namespace esek::ui
