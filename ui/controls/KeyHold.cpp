#include "ui/controls/KeyHold.h"

#include <cctype>

namespace esek::ui {

KeyHold::~KeyHold() {
    if (active())
        wxEvtHandler::RemoveFilter(this);
}

void KeyHold::begin(int keyCode) {
    if (!active())
        wxEvtHandler::AddFilter(this);
    m_key = keyCode;
}

void KeyHold::end() {
    m_key = 0;
    wxEvtHandler::RemoveFilter(this);
    m_ended();
}

int KeyHold::FilterEvent(wxEvent& e) {
    const wxEventType type = e.GetEventType();
    if (type == wxEVT_KEY_UP) {
        const int code = static_cast<wxKeyEvent&>(e).GetKeyCode();
        if (code < 0x80 ? std::toupper(code) == m_key : code == m_key)
            end();
    } else if (type == wxEVT_KILL_FOCUS ||
               (type == wxEVT_ACTIVATE && !static_cast<wxActivateEvent&>(e).GetActive())) {
        end();
    }
    return Event_Skip;
}

} // namespace esek::ui
