#include "ui/model/JournalModel.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

std::string JournalModel::title(Column column) {
    switch (column) {
    case when:
        return tr("When");
    case who:
        return tr("Who");
    case workstation:
        return tr("Workstation");
    case about:
        return tr("About");
    case what:
        return tr("What was done");
    case columnCount:
        break;
    }
    return {};
}

void JournalModel::setRows(std::vector<app::JournalRow> rows) {
    m_rows = std::move(rows);
    m_folded.clear();
    for (const auto& row : m_rows)
        m_folded.push_back(fold(toPolishLocal(row.at) + " " + row.who + " " + row.workstation + " " +
                                row.about + " " + row.what));
    filter(m_typed);
}

void JournalModel::filter(const std::string& typed) {
    m_typed = typed;
    const auto words = split(squeeze(fold(typed)), ' ');
    m_shown.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (std::all_of(words.begin(), words.end(),
                        [&](const std::string& w) { return m_folded[i].find(w) != std::string::npos; }))
            m_shown.push_back(i);
}

std::string JournalModel::text(std::size_t i, Column column) const {
    const app::JournalRow& row = m_rows[m_shown[i]];
    switch (column) {
    case when:
        return toPolishLocal(row.at);
    case who:
        return row.who;
    case workstation:
        return row.workstation;
    case about:
        return row.about;
    case what:
        return row.what;
    case columnCount:
        break;
    }
    return {};
}

std::string JournalModel::counts() const {
    const std::size_t n = m_shown.size();
    std::string text = format(fmt::runtime(trn("{} change", "{} changes", n)), n);
    if (m_rows.size() >= static_cast<std::size_t>(kLimit))
        text += " · " + tr("older ones are in the database only");
    return text;
}

} // namespace esek::ui::model
