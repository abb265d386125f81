#pragma once
#include "app/ReportService.h"
#include "domain/Student.h"
#include "ui/UiContext.h"

#include <wx/dialog.h>

class wxButton;

namespace esek::ui {

class NoticeBar;
class VirtualList;

/// The whole story of one pupil, day by day, to read or to print. Only read. Stays open beside the window.
/// Interface thread only.
class StoryDialog : public wxDialog {
  public:
    StoryDialog(wxWindow* parent, UiContext&, const domain::Student&);

  private:
    void build();
    void read(const domain::StudentId&);
    void save();
    UiContext& m_ctx;
    app::ReportTable m_table;
    NoticeBar* m_notice = nullptr;
    VirtualList* m_list = nullptr;
    wxButton* m_save = nullptr;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
