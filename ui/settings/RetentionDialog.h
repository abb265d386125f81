#pragma once
#include "app/RetentionService.h"
#include "ui/UiContext.h"

#include <functional>
#include <vector>
#include <wx/dialog.h>

class wxButton;

namespace esek::ui {

class VirtualList;
class WrappedText;

/// The photos whose time of keeping is over: whose, why and since when. They are erased after a question.
/// Stays open beside the window. Interface thread only.
class RetentionDialog : public wxDialog {
  public:
    RetentionDialog(wxWindow* parent, UiContext&);
    std::function<void(const app::RetentionService::Erased&)> onErased; ///< the dialog closes after it

  private:
    void build();
    void read();
    void fill(std::vector<app::RetentionService::Item>);
    void say(const std::string& words);
    void erase();
    UiContext& m_ctx;
    std::vector<app::RetentionService::Item> m_items;
    WrappedText* m_words = nullptr;
    VirtualList* m_list = nullptr;
    wxButton* m_erase = nullptr;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
