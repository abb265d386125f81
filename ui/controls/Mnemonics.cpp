#include "ui/controls/Mnemonics.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/menu.h>

namespace esek::ui {

namespace {

/// Buttons, then check boxes: where letters run short, the buttons have them.
void collect(wxWindow& window, std::vector<wxControl*>& buttons, std::vector<wxControl*>& boxes) {
    for (wxWindow* child : window.GetChildren()) {
        if (!child->IsShown() || child->IsTopLevel())
            continue;
        if (auto* button = dynamic_cast<wxButton*>(child))
            buttons.push_back(button);
        else if (auto* box = dynamic_cast<wxCheckBox*>(child))
            boxes.push_back(box);
        else
            collect(*child, buttons, boxes);
    }
}

/// Where the letter stands in the words, first at the beginning of a word; npos when it does not.
std::size_t placeOf(char letter, const wxString& words) {
    const wxString small = words.Lower();
    for (const bool beginning : {true, false})
        for (std::size_t i = 0; i < small.length(); ++i)
            if (small[i] == letter && (!beginning || i == 0 || small[i - 1] == ' '))
                return i;
    return wxString::npos;
}

wxString withMnemonic(const wxString& words, char letter) {
    const std::size_t at = letter ? placeOf(letter, words) : wxString::npos;
    const auto escaped = [](wxString part) {
        part.Replace("&", "&&");
        return part;
    };
    if (at == wxString::npos)
        return escaped(words);
    return escaped(words.Left(at)) + "&" + escaped(words.Mid(at));
}

bool isLetter(wxUniChar c) {
    return c >= 'a' && c <= 'z'; // what every keyboard has without a second key
}

} // namespace

char Mnemonics::letterOf(const wxString& label) {
    for (std::size_t i = 0; i + 1 < label.length(); ++i) {
        if (label[i] != '&')
            continue;
        if (label[i + 1] != '&')
            return static_cast<char>(wxString(label[i + 1]).Lower()[0].GetValue());
        ++i;
    }
    return 0;
}

char Mnemonics::choose(const wxString& words, const std::set<char>& used) const {
    const wxString small = words.Lower();
    for (const bool beginning : {true, false})
        for (std::size_t i = 0; i < small.length(); ++i) {
            const wxUniChar c = small[i];
            if (isLetter(c) && (!beginning || i == 0 || small[i - 1] == ' '))
                if (const auto letter = static_cast<char>(c.GetValue()); !used.contains(letter))
                    return letter;
        }
    return 0;
}

void Mnemonics::give(wxWindow& window, const wxMenuBar* menu) {
    std::vector<wxControl*> controls, boxes;
    collect(window, controls, boxes);
    controls.insert(controls.end(), boxes.begin(), boxes.end());
    Labels now;
    for (wxControl* control : controls)
        now.emplace_back(control, control->GetLabel());
    if (now == m_labels)
        return;
    std::set<char> used;
    for (std::size_t i = 0; menu && i < menu->GetMenuCount(); ++i)
        used.insert(letterOf(menu->GetMenuLabel(i)));
    std::vector<char> letters(controls.size(), 0);
    for (std::size_t i = 0; i < controls.size(); ++i) {
        const auto before = m_letters.find(controls[i]->GetId());
        if (before == m_letters.end() || used.contains(before->second) ||
            placeOf(before->second, controls[i]->GetLabelText()) == wxString::npos)
            continue;
        letters[i] = before->second;
        used.insert(letters[i]);
    }
    m_labels.clear();
    for (std::size_t i = 0; i < controls.size(); ++i) {
        const wxString words = controls[i]->GetLabelText();
        if (!letters[i]) {
            letters[i] = choose(words, used);
            used.insert(letters[i]);
        }
        if (letters[i])
            m_letters[controls[i]->GetId()] = letters[i];
        if (const wxString label = withMnemonic(words, letters[i]); label != controls[i]->GetLabel())
            controls[i]->SetLabel(label);
        m_labels.emplace_back(controls[i], controls[i]->GetLabel());
    }
}

} // namespace esek::ui
