#pragma once
#include "domain/Guardian.h"
#include "ui/UiContext.h"

#include <functional>
#include <vector>
#include <wx/scrolwin.h>

class wxButton;
class wxChoice;
class wxListBox;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

/// Parents and guardians of one pupil: those that are known, and a form to add, change or remove one.
class GuardiansForm : public wxScrolledWindow {
  public:
    GuardiansForm(wxWindow* parent, UiContext&);
    void start(const domain::Student&);
    bool changed() const;
    const std::string& pupil() const { return m_whose; }
    void discard();
    std::function<void()> onClose;

  private:
    void load(const domain::GuardianId& chosen);
    void show(int index);
    domain::Guardian typed() const;
    void save();
    void remove();
    template <class Work>
    void run(Work work);
    void say(const std::string& words, bool complaint);
    /// Asks before what was typed about a person is thrown away.
    bool mayLeave();
    void enableFields(bool enabled);
    int indexOfShown() const;

    UiContext& m_ctx;
    std::string m_whose;
    domain::StudentId m_student;
    std::vector<domain::Guardian> m_guardians;
    domain::Guardian m_shown; ///< as it is stored; id nil: a new one
    wxStaticText* m_pupil;
    wxListBox* m_list;
    wxTextCtrl* m_name;
    wxTextCtrl* m_email;
    wxChoice* m_relation;
    wxStaticText* m_hint;
    wxButton *m_save, *m_remove;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_reading; ///< the persons of the pupil who is shown now
};

} // namespace esek::ui
