// Which keys belong to the photos.
#include "base/Format.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoList.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewFilters.h"
#include "ui/review/ReviewKeyPress.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTrace.h"

namespace esek::ui {

using domain::PhotoStatus;
using model::Command;

void ReviewPanel::keyPressed(wxKeyEvent& e) {
    wxWindow* focus = FindFocus();
    const auto inside = [&](wxWindow* w) {
        for (wxWindow* at = focus; at; at = at->GetParent()) {
            if (at == w)
                return true;
        }
        return false;
    };
    const int code = e.GetKeyCode();
    if (trace::on()) // the screen's own time of the press, ms: what waited in the queue counts
        trace::mark(format("key {}", e.GetTimestamp()));
    if (m_page == Page::crop) {
        if (!m_crop->keyPressed(e))
            e.Skip();
        return;
    }
    if (m_reject->IsShown() && inside(m_reject)) { // it hears its own keys first
        e.Skip();
        return;
    }
    if (m_filters->inSearch(focus)) {
        if (code == WXK_ESCAPE)
            m_filters->clearSearch();
        if (code == WXK_ESCAPE || code == WXK_RETURN || code == WXK_DOWN)
            m_list->SetFocus();
        else
            e.Skip();
        return;
    }
    const bool onPhotos = focus == nullptr || inside(m_list) || focus == m_canvas ||
                          dynamic_cast<wxPanel*>(focus) ||
                          (inside(m_compare) && !dynamic_cast<wxControl*>(focus));
    model::KeyPress press = pressOf(e);
    // On a button or a list of choices the keys that move and press belong to it; letters still decide.
    if (!onPhotos && press.key != model::Key::character) {
        e.Skip();
        return;
    }
    if (m_filters->inChoice(focus) && !press.ctrl) {
        e.Skip();
        return;
    }
    PhotoStatus status = PhotoStatus::none;
    if (m_shown)
        status = m_shown->file.status();
    else if (const model::Row* r = m_queue.currentRow())
        status = r->status;
    const Command c = model::commandFor(press, status, m_queue.several());
    if (c == Command::none) {
        e.Skip();
        return;
    }
    run(c, true);
}

} // namespace esek::ui
