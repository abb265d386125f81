#pragma once
#include "app/PhotoAdvice.h"
#include "ui/model/QueueModel.h"

#include <functional>
#include <wx/panel.h>
#include <wx/timer.h>

class wxChoice;
class wxSearchCtrl;
class wxStaticText;
class wxToggleButton;

namespace esek::ui {

/// Above the list of photos: which of them it shows, and how many they are.
class ReviewFilters : public wxPanel {
  public:
    explicit ReviewFilters(wxWindow* parent);

    /// What the photo checks found, as a condition.
    enum class Findings { any, serious, some, none, unchecked };
    struct Query {
        std::string text;
        std::string classUnit; ///< empty: all
        Findings findings = Findings::any;
        bool empty() const { return text.empty() && classUnit.empty() && findings == Findings::any; }
    };
    Query query() const;
    void setClasses(const std::vector<storage::ClassRow>&);
    void setSummary(const std::string&);
    void setGrid(bool);
    bool inSearch(const wxWindow* focus) const;
    bool inChoice(const wxWindow* focus) const;
    void focusSearch();
    bool clearSearch(); ///< false when there was nothing to clear

    std::function<void()> onChanged;
    std::function<void()> onLeave; ///< the keys belong to the photos again
    std::function<void(bool)> onGrid;

  private:
    wxTimer m_typing; ///< waits for the next letter
    wxSearchCtrl* m_text;
    wxChoice* m_class;
    wxChoice* m_findings;
    wxToggleButton* m_grid;
    wxStaticText* m_summary;
};

/// The rows that satisfy the condition; asks the cache of the checks only. On a worker.
std::vector<model::Row> withFindings(app::Office&, std::vector<model::Row>, ReviewFilters::Findings);

} // namespace esek::ui
