#include "ui/HelpFrame.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"

#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

HelpFrame::HelpFrame(wxWindow* parent)
    : wxFrame(parent, wxID_ANY, T(tr("Keys and help")), wxDefaultPosition, wxDefaultSize,
              wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT) {
    setAccessibleName(*this, T(tr("Keys and help")));
    auto* text = new wxTextCtrl(
        this, wxID_ANY,
        T(tr("The course of work\n"
             "1. Pupils – Import pupils: a class list (CSV or XLSX) from the register program.\n"
             "2. Pupils – Import photos: a folder or a zip; the names of the files tell whose they are.\n"
             "3. Photos: accept each photo or reject it with a reason.\n"
             "4. Cards: issue cards for those who are ready, then save the PDF and print it on blanks.\n"
             "\n"
             "Everywhere\n"
             "Ctrl+1 to Ctrl+5: views\n"
             "Ctrl+F: search\n"
             "Ctrl+I, Ctrl+J: import pupils, import photos\n"
             "F5: read anew\n"
             "F1: this page\n"
             "\n"
             "Photos\n"
             "A: accept\n"
             "O: reject, with a reason\n"
             "Arrows: next and previous photo\n"
             "Ctrl+Z: take back the last decision, while it has not left the office\n"
             "\n"
             "Only accepted photos are printed. A pupil whose photo is asked to be deleted is never "
             "printed.")),
        wxDefaultPosition, wxDefaultSize, wxTE_MULTILINE | wxTE_READONLY | wxBORDER_NONE);
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
