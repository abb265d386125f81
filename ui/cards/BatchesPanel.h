#pragma once
#include "ui/UiContext.h"
#include "ui/model/CardChoice.h"

#include <wx/panel.h>

class wxSearchCtrl;
class wxStaticText;

namespace esek::ui {

class CardFiles;
class CardMarksBar;
class NoticeBar;
class ProgressRow;
class ScreenCanvas;
class VirtualList;

/// Batches and their cards, or the cards of all batches that fit a search; beside them the card in front,
/// files for printing, and what became of each card.
class BatchesPanel : public wxPanel {
  public:
    BatchesPanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    void showBatch(const domain::BatchId& id);
    void search();
    void undo();
    bool canUndo() const;
    std::function<void(const domain::StudentCard&)> onDuplicate;
    std::function<void(std::vector<domain::CardId>)> onBlanks; ///< which blanks these cards go on

  private:
    wxSizer* buildLists();
    void buildBatches();
    void buildCards();
    void loadCards();
    void show(std::vector<domain::StudentCard>);
    void chosen();
    void preview();
    void act();
    void showMenu();
    std::string wanted() const;
    const domain::CardBatch* batch() const;
    const domain::StudentCard* card() const;

    UiContext& m_ctx;
    NoticeBar& m_notice;
    std::vector<domain::CardBatch> m_batches;
    std::vector<domain::StudentCard> m_cards;
    std::optional<domain::BatchId> m_wanted;
    wxSearchCtrl* m_find = nullptr;
    VirtualList* m_batchList = nullptr;
    VirtualList* m_cardList = nullptr;
    wxStaticText* m_empty = nullptr;
    ScreenCanvas* m_canvas = nullptr;
    CardFiles* m_files = nullptr;
    CardMarksBar* m_marks = nullptr;
    ProgressRow* m_progress = nullptr;
    std::optional<domain::StudentCard> m_previewed; ///< whose picture stands or is on its way
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_cardScope;
    app::TaskRunner::Scope m_previewScope;
};

} // namespace esek::ui
