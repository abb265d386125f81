#include "ui/help/KeysFrame.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"

#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

/// One part a line group, so that a translation can be checked against it.
std::string helpText() {
    const std::string parts[] = {
        tr("The course of work\n"
           "1. Pupils – Import pupils: a class list (CSV or XLSX) from the register program.\n"
           "2. Pupils – Import photos: a folder or a zip; the names of the files tell whose they are, the "
           "others are assigned by hand with the photo in sight.\n"
           "3. Photos: accept each photo or reject it with a reason.\n"
           "4. Cards: issue cards for those who are ready, then save the PDF and print it on blanks."),
        tr("Everywhere\n"
           "Ctrl+1 to Ctrl+5: views, Ctrl+6: journal of changes, Ctrl+7: reports\n"
           "Ctrl+F: search; Escape clears it\n"
           "Ctrl+I, Ctrl+J: import pupils, import photos\n"
           "Ctrl+L: logins for families\n"
           "Ctrl+O: open another school\n"
           "Ctrl+Z: take back the last decision about photos, while it has not left the office; in the views "
           "Pupils and Cards the last import and the last mark\n"
           "Alt with the underlined letter: a button; the menu key: what can be done with the chosen row\n"
           "Files and folders can be dragged into the window: class lists, folders or zips of photos, one "
           "photo "
           "on its pupil\n"
           "F5: read anew\n"
           "F1: the manual, at the page of what is chosen; Shift+F1: this list"),
        tr("Photos: deciding\n"
           "A: accept\n"
           "O: reject, withdraw an acceptance or refuse a deletion, with a reason\n"
           "Z, N: with two photos, keep the present one or choose the new one\n"
           "U: delete the photo that a family wants deleted\n"
           "K: crop\n"
           "G: confirm the headwear that a family gives reasons for\n"
           "In the reasons: digits and letters tick, Enter sends, Escape goes back"),
        tr("Photos: moving and looking\n"
           "Arrows, Page Up, Page Down, Home, End: other photos\n"
           "Space: mark; the marks stay while arrows move, and a decision means the marked photos\n"
           "Shift with arrows: mark a range; Ctrl+A: mark all; Escape: no marks\n"
           "+, −, 0: larger, smaller, whole photo\n"
           "R: show and hide the frames\n"
           "B (held): two photos in turn\n"
           "/: search"),
        tr("Good to know\n"
           "Only accepted photos are printed. The card of a pupil whose photo is asked to be deleted is not "
           "printed.\n"
           "A spoiled card is marked as such with its reason, and the pupil can get another one.\n"
           "Without a network everything goes on; decisions wait and leave by themselves. Where two offices "
           "decided differently, the view Synchronisation shows both decisions."),
    };
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : "\n\n") + part;
    return all;
}

} // namespace

KeysFrame::KeysFrame(wxWindow* parent)
    : wxFrame(parent, wxID_ANY, T(tr("Keys and help")), wxDefaultPosition, wxDefaultSize,
              wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT) {
    setAccessibleName(*this, T(tr("Keys and help")));
    auto* text = new wxTextCtrl(this, wxID_ANY, wx(helpText()), wxDefaultPosition, wxDefaultSize,
                                wxTE_MULTILINE | wxTE_READONLY | wxBORDER_NONE);
    setAccessibleName(*text, T(tr("Keys and help")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(text, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(12)));
    SetSizer(column);
    SetSize(FromDIP(wxSize(620, 560)));
    CentreOnParent();
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_ESCAPE)
            Close();
        else
            e.Skip();
    });
}

} // namespace esek::ui
