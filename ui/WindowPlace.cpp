#include "ui/WindowPlace.h"

#include "ui/Preferences.h"

#include <algorithm>
#include <wx/display.h>

namespace esek::ui {

namespace {

/// As large as fits, and wholly in sight.
wxRect within(wxRect wanted, const wxRect& room) {
    wanted.width = std::min(wanted.width, room.width);
    wanted.height = std::min(wanted.height, room.height);
    wanted.x = std::clamp(wanted.x, room.x, room.GetRight() + 1 - wanted.width);
    wanted.y = std::clamp(wanted.y, room.y, room.GetBottom() + 1 - wanted.height);
    return wanted;
}

} // namespace

void WindowPlace::restore(wxSize usual) {
    const bool known = m_preferences.number(m_key + ".width") > 0;
    wxRect wanted(m_preferences.number(m_key + ".x"), m_preferences.number(m_key + ".y"),
                  m_preferences.number(m_key + ".width", usual.x),
                  m_preferences.number(m_key + ".height", usual.y));
    const int display = known ? wxDisplay::GetFromPoint(wanted.GetPosition()) : wxNOT_FOUND;
    const wxRect room = wxDisplay(static_cast<unsigned>(std::max(0, display))).GetClientArea();
    if (display == wxNOT_FOUND)
        wanted = wxRect(wanted.GetSize()).CentreIn(room);
    wanted = within(wanted, room);
    m_window.SetSize(wanted);
    if (m_preferences.flag(m_key + ".maximised"))
        m_window.Maximize();
#ifdef __WXGTK__
    // The window manager places a new window where it likes. Once it is on the screen and no longer being
    // made (before that GTK keeps a size of its own), it goes where it was asked to.
    m_window.Bind(wxEVT_ACTIVATE, [this, wanted, first = true](wxActivateEvent& e) mutable {
        e.Skip();
        if (!e.GetActive() || !std::exchange(first, false))
            return;
        m_window.CallAfter([this, wanted] {
            if (!m_window.IsMaximized())
                m_window.SetSize(wanted);
        });
    });
#endif
}

void WindowPlace::remember() {
    m_preferences.set(m_key + ".maximised", m_window.IsMaximized());
    if (m_window.IsMaximized() || m_window.IsIconized())
        return;
    m_preferences.set(m_key + ".x", m_window.GetPosition().x);
    m_preferences.set(m_key + ".y", m_window.GetPosition().y);
    m_preferences.set(m_key + ".width", m_window.GetSize().x);
    m_preferences.set(m_key + ".height", m_window.GetSize().y);
}

} // namespace esek::ui
