#pragma once
#include <wx/frame.h>

namespace esek::ui {

/// Keys and the course of work, on one page; stays open beside the work.
class KeysFrame : public wxFrame {
  public:
    explicit KeysFrame(wxWindow* parent);
};

} // namespace esek::ui
