#include "app/Journal.h"

#include "app/CardRules.h"
#include "app/ChangeWords.h"
#include "base/CleanText.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "domain/OnBehalf.h"
#include "domain/RoleLabel.h"

#include <unordered_map>

namespace esek::app {

using namespace domain;

namespace {

/// Names of pupils and cards by their ids, read once.
class Labels {
  public:
    explicit Labels(Office& office) {
        storage::StudentFilter everyone;
        everyone.includeLeft = true;
        for (const auto& row : office.replica().students().list(everyone).value())
            m_labels[row.student.id.uuid] = labelOf(row.student);
        for (const auto& card : office.replica().cards().list().value())
            m_labels[card.id.uuid] = labelOf(card);
    }
    std::string of(const Mutation& m) const {
        if (const auto it = m_labels.find(m.entityId); it != m_labels.end())
            return it->second;
        if (m.entity() == Entity::school)
            return tr("The school's data");
        return {};
    }

  private:
    std::unordered_map<Uuid, std::string> m_labels;
};

} // namespace

std::string actorText(const Actor& by) {
    const std::string role = label(by.role);
    const std::string who = by.name.empty() ? role : format("{} ({})", shownText(by.name), role);
    return by.onBehalfOf ? who + " " + onBehalfText(by) : who;
}

Result<std::vector<JournalRow>> journal(Office& office, int limit) {
    storage::AuditFilter filter;
    filter.limit = limit;
    const auto entries = office.replica().history().audit(filter);
    return entries ? journal(office, *entries) : entries.error();
}

Result<std::vector<JournalRow>> journal(Office& office, const std::vector<storage::AuditRow>& entries) {
    return guarded([&] {
        const Labels labels(office);
        std::vector<JournalRow> rows;
        for (const storage::AuditRow& entry : entries) {
            const Mutation& m = entry.mutation;
            rows.push_back({m.at, actorText(m.by), shownText(m.by.workstation), labels.of(m), changeText(m)});
        }
        return rows;
    });
}

} // namespace esek::app
