#include "ui/model/CardsModel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "ui/model/CardChoice.h"

#include <algorithm>
#include <iterator>

namespace esek::ui::model {

namespace {
std::string fill(const std::string& pattern, std::size_t n) {
    return format(fmt::runtime(pattern), n);
}
} // namespace

std::string reasonWithoutName(const app::CardService::Refusal& refusal) {
    std::string text = describe(refusal.error);
    if (const std::string name = refusal.error.value("student");
        !name.empty() && startsWith(text, name + ": ")) {
        text.erase(0, name.size() + 2);
        // The rest began in the middle of a sentence.
        auto letters = toUtf32(text);
        if (!letters.empty()) {
            const std::string first = toUpper(toUtf8(std::u32string_view(letters).substr(0, 1)));
            text = first + toUtf8(std::u32string_view(letters).substr(1));
        }
    }
    return text;
}

void CardsModel::set(const app::CardService::Readiness& readiness) {
    for (auto& rows : m_all)
        rows.clear();
    for (const auto& r : readiness.ready) {
        m_all[0].push_back({r.student.id,
                            r.student.classUnit.empty() ? r.student.listName()
                                                        : r.student.listName() + ", " + r.student.classUnit,
                            {}});
    }
    for (const auto& refusal : readiness.refused) {
        if (refusal.error.code == ErrorCode::cardAlreadyIssued)
            m_all[2].push_back({refusal.student, refusal.label, refusal.error.value("number")});
        else
            m_all[1].push_back({refusal.student, refusal.label, reasonWithoutName(refusal)});
    }
    find(m_text);
}

void CardsModel::find(const std::string& text) {
    m_text = text;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        m_rows[i].clear();
        std::copy_if(m_all[i].begin(), m_all[i].end(), std::back_inserter(m_rows[i]),
                     [&](const Row& row) { return fits(row.label + " " + row.reason, text); });
    }
}

std::string CardsModel::title(Section section) const {
    switch (section) {
    case Section::ready:
        return fill(tr("To be issued ({})"), count(section));
    case Section::refused:
        return fill(tr("To be completed ({})"), count(section));
    case Section::issued:
        break;
    }
    return fill(tr("With a card ({})"), count(section));
}

std::vector<domain::StudentId> CardsModel::ready() const {
    std::vector<domain::StudentId> ids;
    for (const Row& row : rows(Section::ready))
        ids.push_back(row.student);
    return ids;
}

std::string sampleNumber(const domain::School& school, Date issuedOn) {
    const auto pattern = domain::NumberPattern::parse(school.numberPattern);
    if (!pattern)
        return {};
    domain::Student pupil;
    pupil.registerNumber = "123";
    pupil.classUnit = "1A";
    return pattern->number(school.nextNumber, issuedOn, pupil);
}

namespace {

/// Adds the reasons of those who were left out.
void addReasons(Summary& summary, const std::vector<app::CardService::Refusal>& refused) {
    if (refused.empty())
        return;
    summary.text += "\n" + refusalLines(refused, kMostLines);
    if (const std::string all = refusalLines(refused, refused.size());
        summary.text.find(all) == std::string::npos)
        summary.all = all;
}

} // namespace

Summary issuedSummary(const app::CardService::Issued& issued) {
    Summary s;
    const std::size_t n = issued.cards.size();
    s.done = n > 0;
    if (s.done) {
        s.text = fill(trn("{} card issued", "{} cards issued", n), n);
        s.text += n == 1 ? format(fmt::runtime(tr(", number {}.")), issued.cards.front().number)
                         : format(fmt::runtime(tr(", numbers {} to {}.")), issued.cards.front().number,
                                  issued.cards.back().number);
        if (!issued.refused.empty())
            s.text +=
                " " + fill(trn("{} pupil was left out:", "{} pupils were left out:", issued.refused.size()),
                           issued.refused.size());
    } else {
        s.text = tr("No card was issued, and no number was used up.");
    }
    addReasons(s, issued.refused);
    return s;
}

Summary exportedSummary(const app::CardExporter::Exported& exported, const std::string& file) {
    Summary s;
    const auto n = static_cast<std::size_t>(exported.cards);
    s.done = n > 0;
    if (s.done) {
        s.text = format(fmt::runtime(trn("{} card saved in {}.", "{} cards saved in {}.", n)), n, file);
        if (!exported.refused.empty())
            s.text += " " + tr("Left out:");
    } else {
        s.text = tr("No file was saved, because every card had to be left out.");
    }
    addReasons(s, exported.refused);
    return s;
}

} // namespace esek::ui::model
