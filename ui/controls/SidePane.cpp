#include "ui/controls/SidePane.h"

#include "ui/Preferences.h"

#include <algorithm>

namespace esek::ui {

SidePane::SidePane(wxSplitterWindow& splitter, Side side, Preferences& preferences, std::string key,
                   int usual, int least)
    : m_splitter(splitter), m_side(side), m_preferences(preferences), m_key(std::move(key)), m_width(usual),
      m_least(least) {
    // What an older version wrote while the window was being made may be nonsense.
    if (const int kept = preferences.number(m_key); kept >= least)
        m_width = kept;
    m_splitter.SetMinimumPaneSize(least);
    m_splitter.Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        m_splitter.CallAfter([this] { place(); });
    });
    // Only a hand on the sash sends this; resizing the window does not.
    m_splitter.Bind(wxEVT_SPLITTER_SASH_POS_CHANGING, [this](wxSplitterEvent& e) {
        e.Skip();
        const int at = e.GetSashPosition();
        m_width = m_side == Side::left ? at : m_splitter.GetClientSize().x - at;
        m_preferences.set(m_key, m_width);
    });
}

void SidePane::place() {
    const int room = m_splitter.GetClientSize().x;
    if (room < 2 * m_least)
        return;
    const int width = std::clamp(m_width, m_least, room - m_least);
    m_splitter.SetSashPosition(m_side == Side::left ? width : room - width);
}

} // namespace esek::ui
