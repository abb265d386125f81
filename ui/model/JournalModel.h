#pragma once
#include "app/Journal.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// The journal of changes as it is listed and searched. Interface thread only.
class JournalModel {
  public:
    enum Column { when, who, workstation, about, what, columnCount };
    static std::string title(Column);
    static constexpr int kLimit = 5000; ///< changes that are read

    void setRows(std::vector<app::JournalRow>);
    /// Rows that have all these words, in any column; neither case nor diacritics matter.
    void filter(const std::string& typed);
    std::size_t size() const { return m_shown.size(); }
    std::string text(std::size_t i, Column) const;
    /// "12 changes", or how many of how many, and that older ones are not shown.
    std::string counts() const;

  private:
    std::vector<app::JournalRow> m_rows;
    std::vector<std::string> m_folded;
    std::vector<std::size_t> m_shown;
    std::string m_typed;
};

} // namespace esek::ui::model
