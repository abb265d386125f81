#pragma once
#include "ui/UiContext.h"
#include "ui/model/CardsModel.h"

#include <wx/panel.h>

class wxButton;
class wxCheckBox;
class wxSpinCtrlDouble;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class NoticeBar;
class ProgressRow;
class ScreenCanvas;
class VirtualList;

/// Batches and their cards: files for printing, and what became of each card.
class BatchesPanel : public wxPanel {
  public:
    BatchesPanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    void showBatch(const domain::BatchId& id);

  private:
    wxSizer* buildExport();
    wxSizer* buildMarks();
    void loadCards();
    void showCard();
    void enable();
    enum class Kind { pdf, sheet, sio };
    void save(Kind);
    void mark(domain::CardState);
    const domain::CardBatch* batch() const;

    UiContext& m_ctx;
    NoticeBar& m_notice;
    std::vector<domain::CardBatch> m_batches;
    std::vector<domain::StudentCard> m_cards;
    std::optional<domain::BatchId> m_wanted;
    VirtualList* m_batchList = nullptr;
    VirtualList* m_cardList = nullptr;
    wxStaticText* m_empty = nullptr;
    ScreenCanvas* m_canvas = nullptr;
    std::vector<wxButton*> m_exports;
    std::vector<wxButton*> m_marks;
    wxSpinCtrlDouble* m_offsetX = nullptr;
    wxSpinCtrlDouble* m_offsetY = nullptr;
    wxCheckBox* m_background = nullptr;
    wxTextCtrl* m_reason = nullptr;
    ProgressRow* m_progress = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_cardScope;
    app::TaskRunner::Scope m_previewScope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
