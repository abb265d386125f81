#pragma once
#include "app/PhotoAge.h"
#include "ui/UiContext.h"

#include <functional>
#include <vector>
#include <wx/dialog.h>

class wxButton;
class wxChoice;
class wxTextCtrl;

namespace esek::ui {

class NumberField;
class PhotoCanvas;
class VirtualList;
class WrappedText;

/// The accepted photos by class with their age, beside the photo itself: which stay in the new school year,
/// and for which the families are asked anew. Stays open beside the window. Interface thread only.
class PhotoAgeDialog : public wxDialog {
  public:
    PhotoAgeDialog(wxWindow* parent, UiContext&);
    std::function<void()> onAsked; ///< photos were asked for anew; the dialog stays open

  private:
    void build();
    wxSizer* buildFilters();
    wxSizer* buildButtons();
    void read();
    void fill(std::vector<app::PhotoAge::Item>);
    void fillClasses();
    void filter();
    void selected();
    void showPhoto(const app::PhotoAge::Item*);
    std::vector<app::PhotoAge::Item> wanted() const;
    void ask();
    void say(const std::string& words);

    UiContext& m_ctx;
    std::vector<app::PhotoAge::Item> m_all;
    std::vector<app::PhotoAge::Item> m_shown;
    std::vector<std::string> m_classes;
    domain::StudentId m_seen; ///< whose photo is shown
    WrappedText* m_words = nullptr;
    wxChoice* m_class = nullptr;
    NumberField* m_years = nullptr;
    VirtualList* m_list = nullptr;
    PhotoCanvas* m_photo = nullptr;
    wxTextCtrl* m_note = nullptr;
    wxButton* m_ask = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_photoScope;
};

} // namespace esek::ui
