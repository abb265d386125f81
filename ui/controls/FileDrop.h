#pragma once
#include <functional>
#include <string>
#include <vector>
#include <wx/gdicmn.h>

class wxWindow;

namespace esek::ui {

/// What was dropped, as paths in UTF-8, and where on the screen.
using TakeFiles = std::function<void(const std::vector<std::string>& paths, const wxPoint& screen)>;

/// Files and folders that are dragged from a file manager onto this window or anything in it go to `take`
/// after the drag has ended.
void acceptFiles(wxWindow&, TakeFiles take);

} // namespace esek::ui
