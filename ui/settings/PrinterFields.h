#pragma once
#include "app/PrintOffset.h"
#include "ui/UiContext.h"

#include <optional>
#include <string>
#include <vector>
#include <wx/dialog.h>
#include <wx/weakref.h>

class wxChoice;
class wxSizer;

namespace esek::ui {

class NoticeBar;
class NumberField;

/// The corrections of the printers of this computer, the test card, and the places on the card. What is typed
/// counts at once. Interface thread only.
class PrinterFields {
  public:
    PrinterFields(wxWindow* parent, UiContext&, NoticeBar&);
    wxSizer* sizer() { return m_sizer; }
    void refresh(); ///< other windows may have changed a correction

  private:
    void readQueues();
    std::string queue() const; ///< the chosen one; empty: files and all others
    void fill();
    void typed();
    std::optional<app::PrintOffset> correction(); ///< nothing, with a complaint, where a field is wrong
    void testCard();
    void measure();
    void places();

    wxWindow* m_parent;
    UiContext& m_ctx;
    NoticeBar& m_notice;
    wxSizer* m_sizer;
    wxChoice* m_printer;
    std::vector<std::string> m_queues; ///< of the choices behind the first
    NumberField* m_right;
    NumberField* m_down;
    NumberField* m_across;
    NumberField* m_tall;
    bool m_filling = false;
    wxWeakRef<wxDialog> m_measure; ///< the window of the test card
    wxWeakRef<wxDialog> m_places;  ///< that of the places on the card
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
