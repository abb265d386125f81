#pragma once
#include "ui/UiContext.h"
#include "ui/controls/SidePane.h"
#include "ui/model/ReportsModel.h"

#include <memory>
#include <wx/panel.h>
#include <wx/timer.h>

class wxBoxSizer;
class wxButton;
class wxChoice;
class wxSplitterWindow;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class NoticeBar;
class VirtualList;
class WrappedText;

/// Raporty: what there is on the left, the chosen one as a table on the right. Reads only, so a headteacher's
/// computer shows all of it.
class ReportsPanel : public wxPanel {
  public:
    ReportsPanel(wxWindow* parent, UiContext&);
    void refresh();
    void SetFocus() override;

  private:
    /// A choice above the table with its label, shown for the reports that have it.
    struct Choice {
        wxStaticText* label = nullptr;
        wxTextCtrl* text = nullptr;
    };
    void buildTable(wxWindow* parent);
    Choice field(wxWindow* parent, wxSizer&, int id, const std::string& label, const std::string& hint);
    const app::ReportKind& kind() const;
    void chooseKind();
    void offerChoices();
    void offer(const std::vector<std::string>& classes, const std::vector<std::string>& years);
    void load();
    void show();
    void makeList();
    /// The meaning of the column under the pointer as a tooltip.
    void showDefinition(const wxMouseEvent&, wxWindow& inner);
    void copy();
    void save();
    void explain();

    UiContext& m_ctx;
    std::vector<app::ReportKind> m_kinds;
    model::ReportsModel m_model;
    app::ReportQuery m_query; ///< of the table that is shown
    NoticeBar* m_notice;
    wxSplitterWindow* m_splitter;
    std::unique_ptr<SidePane> m_side;
    VirtualList* m_kindList;
    wxPanel* m_right = nullptr;
    wxStaticText* m_title = nullptr;
    WrappedText* m_sentence = nullptr;
    wxStaticText* m_classLabel = nullptr;
    wxChoice* m_class = nullptr;
    wxStaticText* m_yearLabel = nullptr;
    wxChoice* m_year = nullptr; ///< school years, the newest first
    Choice m_from, m_to, m_days, m_person;
    wxStaticText* m_complaint = nullptr;
    wxBoxSizer* m_tablePlace = nullptr;
    VirtualList* m_list = nullptr;
    std::string m_listOf; ///< name of the report that the list has the columns of
    wxStaticText* m_note = nullptr;
    wxButton *m_copy = nullptr, *m_save = nullptr, *m_explain = nullptr;
    wxTimer m_typed;
    app::TaskRunner::Scope m_scope, m_work;
};

} // namespace esek::ui
