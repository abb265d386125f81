#pragma once
#include "ui/model/PhotosImport.h"

#include <functional>
#include <wx/panel.h>

class wxButton;
class wxTextCtrl;

namespace esek::ui {

class VirtualList;

/// Whose the chosen file is, said by a person. No pupil is chosen until the person chooses one, so that no
/// key or click too many gives a face to the pupil who happens to stand first.
class AssignPane : public wxPanel {
  public:
    explicit AssignPane(wxWindow* parent, model::PhotosImport&);
    /// Another file: the search is empty and nobody is chosen.
    void showRow(std::optional<std::size_t> row);
    void enableButtons(bool working);
    void focusSearch();

    /// A person said something of the chosen file, or took it back (then the file stays chosen).
    std::function<void(bool tookBack)> onChanged;
    std::function<void(const model::PhotosImport::Pupil*)> onPupil; ///< chosen in the list; null for nobody
    std::function<void(const std::string&)> onAdvice;               ///< what is missing for the key pressed

  private:
    void fillCandidates();
    void assign();
    const model::PhotosImport::Pupil* chosen() const;
    model::PhotosImport& m_model;
    std::optional<std::size_t> m_row;
    bool m_working = false;
    std::vector<model::PhotosImport::Pupil> m_offered;
    wxTextCtrl* m_find;
    VirtualList* m_candidates;
    wxButton *m_assign, *m_useThis, *m_leaveOut, *m_takeBack;
};

} // namespace esek::ui
