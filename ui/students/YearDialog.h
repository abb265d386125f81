#pragma once
#include "app/YearChange.h"
#include "ui/UiContext.h"

#include <functional>
#include <vector>
#include <wx/dialog.h>

class wxButton;
class wxChoice;
class wxScrolledWindow;
class wxTextCtrl;

namespace esek::ui {

class WrappedText;

/// The new school year: what becomes of the pupils of each class, to be looked at and changed before anything
/// is done. Stays open beside the window. Interface thread only.
class YearDialog : public wxDialog {
  public:
    YearDialog(wxWindow* parent, UiContext&);
    /// The pupils were moved; the dialog closes after it.
    std::function<void(const app::ImportMade&, const std::string& year)> onMade;
    std::function<void()> onAges; ///< the person wants to see how old the photos are
    /// A change was taken back; the dialog closes after it.
    std::function<void(const app::ImportUndo::Outcome&)> onTakenBack;

  private:
    struct Row {
        int pupils = 0;
        std::string classUnit;
        wxChoice* what = nullptr;
        wxTextCtrl* next = nullptr;
    };
    wxSizer* buildButtons();
    void read();
    void fill(const app::YearChange::Preview&);
    void addRow(const app::YearChange::Line&);
    std::vector<app::YearChange::Line> lines() const;
    void chosen(); ///< for one of the classes
    void say(const std::string& words);
    void make();
    void takeBack();

    UiContext& m_ctx;
    std::vector<Row> m_rows;
    std::string m_reached;
    WrappedText* m_words = nullptr;
    wxTextCtrl* m_year = nullptr;
    wxScrolledWindow* m_classes = nullptr;
    WrappedText* m_sum = nullptr;
    wxButton* m_make = nullptr;
    wxButton* m_undo = nullptr;
    bool m_working = false; ///< a change is being made; the window stays until it has ended
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
