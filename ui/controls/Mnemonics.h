#pragma once
#include <map>
#include <set>
#include <vector>
#include <wx/string.h>

class wxControl;
class wxMenuBar;
class wxWindow;

namespace esek::ui {

/// Gives every button and check box that a person sees in a window a letter that presses it together with
/// Alt. The letters are chosen here and not in the translations, because which buttons stand side by side
/// depends on the view, on the data and on the language: no two may share one. A control keeps its letter as
/// long as nothing stands in the way. Interface thread only.
class Mnemonics {
  public:
    /// Again after anything was shown, hidden or named anew; cheap when nothing was. Letters of the menu bar
    /// are left to it.
    void give(wxWindow& window, const wxMenuBar*);
    /// The letter behind the "&" of a label, small; 0 when there is none.
    static char letterOf(const wxString& label);

  private:
    using Labels = std::vector<std::pair<wxControl*, wxString>>;
    char choose(const wxString& words, const std::set<char>& used) const;
    Labels m_labels;
    std::map<int, char> m_letters; ///< by the id of the control
};

} // namespace esek::ui
