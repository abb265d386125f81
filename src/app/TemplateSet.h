#pragma once
#include "app/CardTemplates.h"
#include "pdf/FontMetrics.h"

#include <map>
#include <string>

namespace esek::app {

/// The office's templates and their fonts, loaded once for a run over many cards. One thread.
class TemplateSet {
  public:
    explicit TemplateSet(Office& office) : m_office(office) {}

    struct Entry {
        cards::CardTemplate card;
        pdf::FontMetrics metrics;
    };
    /// By name or card type; throws the Error of loading.
    const Entry& get(const std::string& nameOrCardType) {
        auto found = m_entries.find(nameOrCardType);
        if (found == m_entries.end()) {
            cards::CardTemplate card = CardTemplates(m_office).load(nameOrCardType).value();
            pdf::FontMetrics metrics = card.fonts().value();
            found = m_entries.emplace(nameOrCardType, Entry{std::move(card), std::move(metrics)}).first;
        }
        return found->second;
    }

  private:
    Office& m_office;
    std::map<std::string, Entry> m_entries;
};

} // namespace esek::app
