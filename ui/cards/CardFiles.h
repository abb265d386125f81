#pragma once
#include "app/CardExporter.h"
#include "ui/UiContext.h"
#include "ui/model/CardChoice.h"

#include <wx/dialog.h>
#include <wx/panel.h>
#include <wx/weakref.h>

class wxButton;

namespace esek::ui {

class NoticeBar;
class NumberField;
class ProgressRow;

/// Files of the cards in front: for the printer, a test card, a proof, the print firm, SIO. Every button says
/// how many cards it is about.
class CardFiles : public wxPanel {
  public:
    CardFiles(wxWindow* parent, UiContext&, NoticeBar&, ProgressRow&);
    void set(model::CardChoice);
    void readOffsets(); ///< they may have been changed in the settings
    /// A command of this panel or of the menu of the cards; false when it is none of these.
    bool run(int id);
    std::function<void()> onBusy; ///< an export has begun or ended

  private:
    enum class Kind { pdf, sheet, vendor, sio, handover };
    NumberField* offset(wxWindow* parent, int id, const std::string& label, const char* key);
    wxButton* button(wxWindow* parent, int id);
    void enable();
    void showMenu();
    void save(Kind, bool onlyChosen);
    void testCard();
    void printDirectly(bool onlyChosen);
    bool mayPrintAgain();
    std::optional<app::CardExporter::Options> options();
    std::optional<std::string> askFile(Kind, bool onlyChosen);
    void told(const app::CardExporter::Exported&, const std::string& file);

    UiContext& m_ctx;
    NoticeBar& m_notice;
    ProgressRow& m_progress;
    model::CardChoice m_choice;
    NumberField* m_right;
    NumberField* m_down;
    wxButton* m_print;
    wxButton* m_printChosen;
    wxButton* m_direct;
    wxWeakRef<wxDialog> m_dialog; ///< in which cards are printed directly
    wxButton* m_test;
    wxButton* m_more;
    bool m_background = false;
    app::TaskRunner::Scope m_work;
};

/// Saves a test card where the person wants it; also behind the printer's settings.
void saveTestCard(wxWindow* parent, UiContext&, NoticeBar&, app::TaskRunner::Scope&,
                  const app::CardExporter::Options&);

} // namespace esek::ui
