#pragma once
#include <wx/frame.h>

namespace esek::ui {

/// Keys and the course of work, on one page; stays open beside the work.
class HelpFrame : public wxFrame {
  public:
    explicit HelpFrame(wxWindow* parent);
};

} // namespace esek::ui
