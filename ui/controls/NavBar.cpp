#include "ui/controls/NavBar.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ChosenMark.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/sizer.h>
#include <wx/tglbtn.h>

namespace esek::ui {

NavBar::NavBar(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Views")));
    SetSizer(new wxBoxSizer(wxVERTICAL));
    GetSizer()->AddSpacer(FromDIP(8));
}

void NavBar::add(const std::string& view, int id, const std::string& label, const std::string& iconName) {
    auto* button = new wxToggleButton(this, id, wx(label), wxDefaultPosition, wxDefaultSize, wxBU_LEFT);
    button->SetBitmap(icon(iconName, 22));
    button->SetBitmapMargins(FromDIP(8), FromDIP(4));
    setAccessibleName(*button, wx(label));
    button->SetMinSize(wxSize(-1, std::max(FromDIP(44), button->GetCharHeight() * 2)));
    const std::size_t index = m_items.size();
    button->Bind(wxEVT_TOGGLEBUTTON, [this, index](wxCommandEvent&) {
        choose(m_items[index].view);
        if (onChoose)
            onChoose(m_items[index].view);
    });
    button->Bind(wxEVT_KEY_DOWN, [this, index](wxKeyEvent& e) {
        const int key = e.GetKeyCode();
        std::size_t to = index;
        if (key == WXK_DOWN && index + 1 < m_items.size())
            to = index + 1;
        else if (key == WXK_UP && index > 0)
            to = index - 1;
        if (to == index) {
            e.Skip();
            return;
        }
        choose(m_items[to].view);
        m_items[to].button->SetFocus();
        if (onChoose)
            onChoose(m_items[to].view);
    });
    auto* mark = new ChosenMark(this, ChosenMark::Side::left);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(mark, wxSizerFlags().Expand().Border(wxRIGHT, FromDIP(2)));
    row->Add(button, wxSizerFlags(1).Expand());
    GetSizer()->Add(row, wxSizerFlags().Expand().Border(wxRIGHT | wxBOTTOM, FromDIP(6)));
    m_items.push_back({view, button, mark, label});
}

void NavBar::choose(const std::string& view) {
    for (Item& item : m_items) {
        item.button->SetValue(item.view == view);
        item.mark->mark(item.view == view);
    }
}

void NavBar::setCount(const std::string& view, long count) {
    const auto at =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item& i) { return i.view == view; });
    if (at == m_items.end())
        return;
    Item& item = *at;
    const std::string text = count > 0 ? item.label + " (" + std::to_string(count) + ")" : item.label;
    if (item.button->GetLabelText() == wx(text))
        return;
    item.button->SetLabel(wx(text));
    setAccessibleName(*item.button, wx(text));
    InvalidateBestSize();
    GetParent()->Layout();
}

} // namespace esek::ui
