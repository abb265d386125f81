#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"

#include <wx/simplebook.h>

class wxButton;
class wxCheckBox;
class wxFlexGridSizer;
class wxScrolledWindow;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

class DeletionForm;
class GuardiansForm;
class NoticeBar;
class StudentEditor;

/// The chosen pupil: data, photo, and what can be done; the same place holds the form while data are edited.
class StudentDetails : public wxSimplebook {
  public:
    StudentDetails(wxWindow* parent, UiContext&, NoticeBar&);
    void showStudent(const storage::StudentRow&);
    void clear();
    void edit();
    void popUp(wxWindow& over);               ///< the commands of the buttons as a context menu
    void offerPhoto(const std::string& file); ///< to the pupil that is shown, after a question
    void startNew(const std::string& classUnit);
    bool editing() const { return GetSelection() >= 2; }
    /// Whose data are in the form; nil for a new pupil and while no form is open.
    domain::StudentId edited() const { return editing() && m_has ? m_row.student.id : domain::StudentId{}; }
    /// The pupil's data changed.
    std::function<void(const domain::StudentId&)> onSaved;

  private:
    void buildCard(wxWindow* page);
    wxStaticText* value(wxWindow* page, wxFlexGridSizer*, const std::string& label);
    void loadPhoto();
    void addPhoto();
    void submitPhoto(const domain::StudentId&, const std::string& file, bool accept);
    void copyData();
    void tellStory();
    void requestDeletion(const domain::Actor&, const std::string& reason);
    void toggleNoCard(bool needsNone);
    void finished(const Result<domain::StudentId>&);

    UiContext& m_ctx;
    NoticeBar& m_notice;
    storage::StudentRow m_row;
    bool m_has = false;
    wxScrolledWindow* m_card;
    wxStaticText *m_name, *m_class, *m_register, *m_birth, *m_pesel, *m_cardNo, *m_photoText, *m_photoNote;
    wxStaticBitmap *m_photo, *m_photoIcon;
    wxButton *m_edit, *m_guardians, *m_addPhoto, *m_deletePhoto, *m_dataCopy, *m_story;
    wxCheckBox *m_noCard, *m_acceptNow;
    StudentEditor* m_editor;
    DeletionForm* m_deletion;
    GuardiansForm* m_guardiansForm;
    UnsavedChanges::Known m_known, m_knownGuardians;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_photoScope;
};

} // namespace esek::ui
