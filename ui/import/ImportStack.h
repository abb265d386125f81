#pragma once
#include "app/ImportUndo.h"
#include "ui/UiContext.h"

#include <functional>
#include <memory>
#include <set>
#include <vector>

class wxWindow;

namespace esek::ui {

class NoticeBar;

/// The imports of this run of the program, the newest last: Ctrl+Z in the views of the pupils and of the
/// imports takes a whole one back, after a question. Interface thread only.
class ImportStack {
  public:
    void add(app::ImportMade);
    bool any() const { return !m_made.empty(); }
    /// Pupils who left again with an import; the corrected list brings them back.
    const std::set<domain::StudentId>& takenBack() const { return m_takenBack; }
    /// `then` runs after an import was taken back.
    void takeBackLast(wxWindow& parent, UiContext&, NoticeBar&, std::function<void()> then = {});

    /// Called after every import that was taken back, from whichever view, until the scope ends.
    void listen(const app::TaskRunner::Scope&, std::function<void()>);

  private:
    void tell();
    void told(const app::ImportUndo::Outcome&, bool promotion, NoticeBar&);
    std::vector<app::ImportMade> m_made;
    std::set<domain::StudentId> m_takenBack;
    std::vector<std::pair<std::shared_ptr<bool>, std::function<void()>>> m_listeners;
    app::TaskRunner::Scope m_scope;
};

/// Answers the undo command of the menu in this view with the last import.
void offerImportUndo(wxWindow& view, UiContext&, NoticeBar&, std::function<void()> then = {});

} // namespace esek::ui
