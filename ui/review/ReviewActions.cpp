#include "ui/review/ReviewActions.h"

#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ButtonMenu.h"
#include "ui/controls/PhotoIcons.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/menu.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using domain::PhotoStatus;
using model::Command;

ReviewActions::ReviewActions(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Decision")));
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto flags = wxSizerFlags().Center().Border(wxRIGHT | wxTOP | wxBOTTOM, FromDIP(4));
    const auto add = [&](int windowId, Command c, const std::string& label) {
        auto* b = button(windowId, c, label);
        row->Add(b, flags);
        return b;
    };
    add(id::reviewAccept, Command::accept, tr("Accept (A)"))
        ->SetBitmap(icon("status-accepted", 18, statusColour(PhotoStatus::accepted)));
    add(id::reviewReject, Command::reject, tr("Reject… (O)"))
        ->SetBitmap(icon("status-rejected", 18, statusColour(PhotoStatus::rejected)));
    add(id::reviewKeep, Command::keepCurrent, tr("Keep the present one (Z)"));
    add(id::reviewTakeNew, Command::takeNew, tr("Choose the new one (N)"));
    add(id::reviewDelete, Command::approveDeletion, tr("Delete the photo… (U)"))
        ->SetBitmap(icon("status-deletion", 18, statusColour(PhotoStatus::deletionRequested)));
    add(id::reviewRefuseDelete, Command::refuseDeletion, tr("Refuse… (O)"));
    add(id::reviewHeadwear, Command::confirmHeadwear, tr("Confirm the headwear (G)"))
        ->SetToolTip(T(tr("The family says that the head is covered for religious or medical reasons. "
                          "Confirmed, it is an exception of this pupil from the photo rules.")));
    add(id::reviewCrop, Command::editCrop, tr("Crop… (K)"));
    add(id::reviewUndo, Command::undo, tr("Take back (Ctrl+Z)"));
    m_more = new wxButton(this, id::reviewMore, T(tr("More…")));
    setAccessibleName(*m_more, T(tr("More actions")));
    m_more->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { openMenu(); });
    row->Add(m_more, flags);
    m_allowPrinting =
        new wxCheckBox(this, id::reviewAllowPrinting, T(tr("Allow printing with the present photo")));
    setAccessibleName(*m_allowPrinting, T(tr("Allow printing with the present photo")));
    m_allowPrinting->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& e) { onAllowPrinting(e.IsChecked()); });
    row->Add(m_allowPrinting, flags);
    SetSizer(row);
    show({});
}

wxButton* ReviewActions::button(int windowId, Command command, const std::string& label) {
    auto* b = new wxButton(this, windowId, wx(label));
    setAccessibleName(*b, wx(label));
    b->Bind(wxEVT_BUTTON, [this, command](wxCommandEvent&) { onCommand(command); });
    m_items.push_back({b, command, label});
    return b;
}

void ReviewActions::show(const State& state) {
    if (state == m_state && !m_first)
        return;
    m_first = false;
    m_state = state;
    const bool several = state.several > 0;
    for (const Item& item : m_items) {
        bool visible = item.command == Command::undo;
        if (state.status && item.command != Command::undo)
            visible = model::allowed(item.command, *state.status, several) &&
                      (item.command != Command::confirmHeadwear || state.headwearToConfirm);
        item.button->Show(visible);
        std::string label = item.label;
        if (several && item.command == Command::accept)
            label = format(runtime(tr("Accept {n}… (A)")), fmt::arg("n", state.several));
        else if (several && item.command == Command::reject)
            label = format(runtime(tr("Reject {n}… (O)")), fmt::arg("n", state.several));
        else if (item.command == Command::reject && state.status == PhotoStatus::accepted)
            label = tr("Withdraw acceptance… (O)");
        if (utf8(item.button->GetLabelText()) != label) {
            item.button->SetLabel(wx(label));
            setAccessibleName(*item.button, wx(label));
        }
    }
    m_more->Show(state.status && !several);
    m_allowPrinting->Show(state.status == PhotoStatus::changeRequested && !several);
    m_allowPrinting->SetValue(state.printCurrent);
    InvalidateBestSize();
    Layout();
    GetParent()->Layout();
}

void ReviewActions::setCanUndo(bool can) {
    for (const Item& item : m_items)
        if (item.command == Command::undo)
            item.button->Enable(can);
}

void ReviewActions::popUp(wxWindow& over) {
    std::vector<wxButton*> buttons;
    for (const Item& item : m_items)
        buttons.push_back(item.button);
    buttons.push_back(m_more);
    popUpButtons(over, buttons);
}

void ReviewActions::openMenu() {
    wxMenu menu;
    const auto add = [&](int windowId, Command c, const std::string& label) {
        menu.Append(windowId, wx(label))->Enable(m_state.status && model::allowed(c, *m_state.status));
        menu.Bind(
            wxEVT_MENU, [this, c](wxCommandEvent&) { CallAfter([this, c] { onCommand(c); }); }, windowId);
    };
    add(id::reviewAddPhoto, Command::addPhoto, tr("Add a photo from a file…"));
    add(id::reviewSaveOriginal, Command::saveOriginal, tr("Save the original…"));
    m_more->PopupMenu(&menu, 0, m_more->GetSize().y);
}

} // namespace esek::ui
