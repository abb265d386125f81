#include "ui/controls/Form.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <vector>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/settings.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

int noteWidth(const wxWindow& parent) {
    return parent.GetCharWidth() * (largeText() ? 30 : 40);
}

} // namespace

Form::Form(wxWindow* parent)
    : m_parent(parent), m_grid(new wxFlexGridSizer(2, parent->FromDIP(4), parent->FromDIP(10))) {
    m_grid->AddGrowableCol(1);
}

Form::Field Form::text(int id, const std::string& label, long style) {
    Field field;
    field.text = new wxTextCtrl(m_parent, id, {}, wxDefaultPosition, wxDefaultSize, style);
    // A PESEL fits; the rest of the width is what the pane has.
    field.text->SetMinSize(wxSize(m_parent->GetCharWidth() * 14, -1));
    control(field.text, label);
    field.hint = note();
    return field;
}

wxChoice* Form::choice(int id, const std::string& label) {
    auto* c = new wxChoice(m_parent, id);
    // Long choices must not push the form out of a narrow pane.
    c->SetMinSize(
        wxSize(m_parent->GetCharWidth() * 14, m_parent->GetCharHeight() * 3 / 2 + m_parent->FromDIP(8)));
    control(c, label);
    return c;
}

void Form::control(wxWindow* window, const std::string& label) {
    auto* words = new wxStaticText(m_parent, wxID_ANY, wx(label));
    words->MoveBeforeInTabOrder(window);
    setAccessibleName(*window, wx(label));
    m_grid->Add(words, wxSizerFlags().CenterVertical());
    m_grid->Add(window, wxSizerFlags().Expand());
}

wxStaticText* Form::note(const std::string& text) {
    auto* words = new wxStaticText(m_parent, wxID_ANY, wx(text));
    makeMuted(words);
    words->Wrap(noteWidth(*m_parent));
    m_grid->AddSpacer(0);
    m_grid->Add(words, wxSizerFlags().Expand());
    if (text.empty())
        words->Hide();
    return words;
}

void fitPage(wxScrolledWindow& page) {
    page.FitInside();
    int across = 0, down = 0;
    page.GetScrollPixelsPerUnit(&across, &down);
    if (across == 0)
        page.SetVirtualSize(page.GetClientSize().x, page.GetVirtualSize().y);
    page.Layout();
}

void growPage(wxWindow* inside) {
    for (wxWindow* w = inside; w && !w->IsTopLevel(); w = w->GetParent()) {
        w->InvalidateBestSize();
        if (auto* page = dynamic_cast<wxScrolledWindow*>(w)) {
            fitPage(*page);
            break;
        }
    }
    // From the page inwards, each with the room that the one around it has now.
    std::vector<wxWindow*> chain;
    for (wxWindow* w = inside; w && !w->IsTopLevel() && !dynamic_cast<wxScrolledWindow*>(w);
         w = w->GetParent())
        chain.push_back(w);
    for (auto w = chain.rbegin(); w != chain.rend(); ++w)
        (*w)->Layout();
}

void setHint(wxStaticText* hint, const std::string& words, bool complaint) {
    const wxString text = wx(complaint && !words.empty() ? "⚠ " + words : words);
    // A form asks for every field at every letter: only what changes moves the page.
    wxString before = hint->GetLabelText();
    before.Replace("\n", " "); // as it was broken to lines
    if (text == before && hint->IsShown() != words.empty())
        return;
    hint->SetForegroundColour(tone(complaint ? Tone::bad : Tone::muted));
    hint->SetLabelText(text);
    hint->Show(!words.empty());
    wxWindow* parent = hint->GetParent();
    int room = parent->GetClientSize().x / 2;
    // Beside the labels, or the words would push the form out of its pane.
    if (const auto* grid = dynamic_cast<wxFlexGridSizer*>(hint->GetContainingSizer());
        grid && !grid->GetColWidths().empty())
        room =
            parent->GetClientSize().x - 2 * grid->GetPosition().x - grid->GetColWidths()[0] - grid->GetHGap();
    // A page that has no size yet: the usual width, or one long line would make the page wider than the
    // window.
    // Before the form has its place the room is that of one word.
    hint->Wrap(room > parent->GetCharWidth() * 20 ? room : noteWidth(*parent));
    growPage(parent);
}

} // namespace esek::ui
