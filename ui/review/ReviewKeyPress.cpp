#include "ui/review/ReviewKeyPress.h"

#include <wx/event.h>

namespace esek::ui {

model::KeyPress pressOf(const wxKeyEvent& e) {
    model::KeyPress p;
    p.ctrl = e.ControlDown();
    p.shift = e.ShiftDown();
    p.alt = e.AltDown();
    const int code = e.GetKeyCode();
    switch (code) {
    case WXK_LEFT:
        p.key = model::Key::left;
        break;
    case WXK_RIGHT:
        p.key = model::Key::right;
        break;
    case WXK_UP:
        p.key = model::Key::up;
        break;
    case WXK_DOWN:
        p.key = model::Key::down;
        break;
    case WXK_PAGEUP:
        p.key = model::Key::pageUp;
        break;
    case WXK_PAGEDOWN:
        p.key = model::Key::pageDown;
        break;
    case WXK_HOME:
        p.key = model::Key::home;
        break;
    case WXK_END:
        p.key = model::Key::end;
        break;
    case WXK_SPACE:
        p.key = model::Key::space;
        break;
    case WXK_ESCAPE:
        p.key = model::Key::escape;
        break;
    case WXK_NUMPAD_ADD:
        p.key = model::Key::character;
        p.character = U'+';
        break;
    case WXK_NUMPAD_SUBTRACT:
        p.key = model::Key::character;
        p.character = U'-';
        break;
    default:
        if (code > WXK_SPACE && code < WXK_START) {
            p.key = model::Key::character;
            p.character = static_cast<char32_t>(code >= 'a' && code <= 'z' ? code - 'a' + 'A' : code);
        }
    }
    return p;
}

} // namespace esek::ui
