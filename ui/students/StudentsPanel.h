#pragma once
#include "ui/UiContext.h"
#include "ui/controls/SidePane.h"
#include "ui/model/StudentsModel.h"

#include <wx/dialog.h>
#include <wx/panel.h>
#include <wx/timer.h>
#include <wx/weakref.h>

class wxButton;
class wxChoice;
class wxSearchCtrl;
class wxStaticText;
class wxSplitterWindow;

namespace esek::ui {

class NoticeBar;
class StudentDetails;
class VirtualList;

/// Uczniowie: the list with its filters on the left, the chosen pupil on the right.
class StudentsPanel : public wxPanel {
  public:
    StudentsPanel(wxWindow* parent, UiContext&);
    void refresh();
    void SetFocus() override;
    bool editing() const; ///< a form is open
    /// A picture that was dropped there, for the pupil under the pointer, else the chosen one, after a
    /// question.
    void addPhoto(const std::string& file, const wxPoint& screen);
    void giveLogins(); ///< opens the window of the families' logins

  private:
    void buildList(wxWindow* parent);
    void load();
    void take(Result<model::StudentsData>);
    void chosen(); ///< by the person
    void choose(const domain::StudentId&);
    void showSelection();
    void command(int id); ///< to the frame
    void saveList();
    void newYear();
    void photoAges();
    model::StudentsQuery query() const;

    UiContext& m_ctx;
    model::StudentsModel m_model;
    std::vector<std::string> m_classes;
    std::vector<storage::ClassRow> m_classRows;
    domain::StudentId m_wanted; ///< to choose after the next load
    NoticeBar* m_notice = nullptr;
    wxSearchCtrl* m_search = nullptr;
    wxChoice* m_class = nullptr;
    wxChoice* m_status = nullptr;
    wxButton* m_saveList = nullptr;
    wxStaticText* m_count = nullptr;
    wxStaticText* m_empty = nullptr;
    VirtualList* m_list = nullptr;
    StudentDetails* m_details = nullptr;
    wxSplitterWindow* m_splitter = nullptr;
    std::unique_ptr<SidePane> m_side;
    wxWeakRef<wxDialog> m_year; ///< the dialog of the new school year
    wxWeakRef<wxDialog> m_ages; ///< that of the age of the photos
    wxWeakRef<wxDialog> m_logins;
    wxTimer m_debounce;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
