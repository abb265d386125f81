#pragma once
#include "ui/UiContext.h"
#include "ui/model/JournalModel.h"

#include <wx/panel.h>

class wxSearchCtrl;
class wxStaticText;

namespace esek::ui {

class NoticeBar;
class VirtualList;

/// Dziennik zmian: who changed what and when, in the whole school.
class JournalPanel : public wxPanel {
  public:
    JournalPanel(wxWindow* parent, UiContext&);
    void refresh();
    void SetFocus() override;

  private:
    void show();
    UiContext& m_ctx;
    model::JournalModel m_model;
    NoticeBar* m_notice;
    wxSearchCtrl* m_search;
    wxStaticText* m_count;
    VirtualList* m_list;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
