#pragma once
#include <string>
#include <wx/string.h>

class wxWindow;

namespace esek::ui {

/// What a control is, for screen readers, where its class does not tell (drawn lists and pictures).
enum class AccessibleRole { list, image, text };

/// Gives a control the name that a screen reader speaks. wxWindow::SetName alone does not reach the reader:
/// wxGTK keeps that name to itself. Call it again when the words change. Interface thread only, like all
/// functions of this header.
void setAccessibleName(wxWindow&, const wxString& name);

/// Words that the reader adds to the name: what a picture or a pane shows at present.
void setAccessibleDescription(wxWindow&, const std::string& words);

void setAccessibleRole(wxWindow&, AccessibleRole);

/// Tells the reader which row of a drawn list is the current one. A drawn list has no rows of its own for the
/// reader, so one stands for all of them and carries the words of the current row. `row` counts from 0.
void announceRow(wxWindow& list, const std::string& words, long row, long rows);

/// wxGTK takes the first label in the tab order for the label of the next control, even where the control has
/// a name of its own. This undoes the wrong ones in every window of the program, whenever it has nothing else
/// to do. The first call has an effect, after the toolkit has started.
void keepLabelsWithTheirControls();

} // namespace esek::ui
