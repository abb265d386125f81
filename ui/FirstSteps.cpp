#include "ui/FirstSteps.h"

#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

FirstSteps::FirstSteps(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("First steps")));
    SetBackgroundColour(tone(Tone::noticeInfo));
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto step = [&](int buttonId, int command, const std::string& words, const std::string& label) {
        auto* place = new wxBoxSizer(wxHORIZONTAL);
        Step s{};
        s.tick = new wxStaticBitmap(this, wxID_ANY, icon("status-accepted", 18, tone(Tone::good)));
        s.words = new wxStaticText(this, wxID_ANY, wx(words));
        s.button = new wxButton(this, buttonId, wx(label));
        setAccessibleName(*s.button, wx(label));
        s.button->Bind(wxEVT_BUTTON, [this, command](wxCommandEvent&) {
            wxCommandEvent event(wxEVT_MENU, command);
            event.SetEventObject(this);
            ProcessWindowEvent(event);
        });
        place->Add(s.tick, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
        place->Add(s.words, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
        place->Add(s.button, wxSizerFlags().CenterVertical());
        row->Add(place, wxSizerFlags().Border(wxALL, FromDIP(8)));
        m_steps.push_back(s);
    };
    step(id::stepPupils, id::importStudents, tr("1. Import the class lists"), tr("Import pupils…"));
    step(id::stepPhotos, id::importPhotos, tr("2. Import the photos"), tr("Import photos…"));
    step(id::stepCards, id::viewCards, tr("3. Issue the cards"), tr("Go to the cards"));
    SetSizer(row);
    Hide();
}

bool FirstSteps::show(const State& state) {
    if (state == m_state)
        return false;
    m_state = state;
    Show(!state.done());
    const bool done[] = {state.pupils, state.photos, state.cards};
    bool before = true; // all the steps before are done
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const Step& s = m_steps[i];
        s.tick->Show(done[i] && !largeText());
        s.button->Show(!done[i]);
        s.button->Enable(before);
        s.words->Show(!done[i] || !largeText()); // large words need the room for what is to be done
        s.words->SetForegroundColour(done[i] ? tone(Tone::muted) : wxNullColour);
        before = before && done[i];
    }
    InvalidateBestSize();
    Layout();
    return true;
}

} // namespace esek::ui
