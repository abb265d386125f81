#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"
#include "ui/controls/Form.h"
#include "ui/model/StudentForm.h"

#include <functional>
#include <wx/panel.h>

class wxButton;
class wxCheckBox;
class wxChoice;
class wxScrolledWindow;

namespace esek::ui {

class NoticeBar;

/// A pupil's data as fields, checked while they are typed; also a new pupil. The fields scroll in a low
/// window; the buttons below them stay in sight.
class StudentEditor : public wxPanel {
  public:
    StudentEditor(wxWindow* parent, UiContext&, NoticeBar&);
    void edit(const domain::Student&, bool isNew);
    bool changed() const; ///< something was typed that is not saved
    /// Says whether it was saved; else what is wrong stands in the form.
    void save(std::function<void(bool)> done);
    std::function<void(const domain::StudentId&)> onSaved;
    std::function<void()> onCancel;

  private:
    void makeFields();
    void makeButtons();
    model::StudentForm form() const;
    std::string what() const;
    void leave();
    void check();
    UiContext& m_ctx;
    NoticeBar& m_notice;
    domain::Student m_base;
    model::StudentForm m_filled; ///< as the fields were filled
    UnsavedChanges::Known m_known;
    bool m_filling = false;
    bool m_tried = false; ///< to save: from then on empty fields are named too
    wxScrolledWindow* m_fields;
    wxStaticText* m_heading;
    Form::Field m_surname, m_given, m_class, m_register, m_birth, m_pesel, m_docKind, m_docNumber;
    std::map<domain::PhotoExceptionKind, wxTextCtrl*> m_exceptions;
    wxStaticText* m_exceptionsNote;
    wxChoice* m_cardType;
    wxCheckBox* m_noCard;
    wxCheckBox* m_left;
    wxButton* m_save;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
