#include "ui/model/CardsModel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

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
    for (auto& rows : m_rows)
        rows.clear();
    for (const auto& r : readiness.ready) {
        m_rows[0].push_back({r.student.id,
                             r.student.classUnit.empty() ? r.student.listName()
                                                         : r.student.listName() + ", " + r.student.classUnit,
                             {}});
    }
    for (const auto& refusal : readiness.refused) {
        if (refusal.error.code == ErrorCode::cardAlreadyIssued)
            m_rows[2].push_back({refusal.student, refusal.label, refusal.error.value("number")});
        else
            m_rows[1].push_back({refusal.student, refusal.label, reasonWithoutName(refusal)});
    }
}

std::string CardsModel::title(Section section) const {
    switch (section) {
    case Section::ready:
        return fill(tr("Ready ({})"), count(section));
    case Section::refused:
        return fill(tr("Not ready ({})"), count(section));
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

std::string issuedSummary(const app::CardService::Issued& issued) {
    if (issued.cards.empty())
        return tr("No card was issued: nobody is ready.");
    std::string text =
        fill(trn("{} card issued", "{} cards issued", issued.cards.size()), issued.cards.size());
    text += issued.cards.size() == 1 ? format(fmt::runtime(tr(", number {}.")), issued.cards.front().number)
                                     : format(fmt::runtime(tr(", numbers {} to {}.")),
                                              issued.cards.front().number, issued.cards.back().number);
    if (!issued.refused.empty())
        text += " " + fill(trn("{} pupil was left out; see “Not ready”.",
                               "{} pupils were left out; see “Not ready”.", issued.refused.size()),
                           issued.refused.size());
    return text;
}

std::string exportedSummary(const app::CardService::Exported& exported, const std::string& file) {
    const auto n = static_cast<std::size_t>(exported.cards);
    std::string text = format(fmt::runtime(trn("{} card saved in {}.", "{} cards saved in {}.", n)), n, file);
    for (const auto& refusal : exported.refused)
        text += "\n" + tr("Left out:") + " " + describe(refusal.error);
    return text;
}

} // namespace esek::ui::model
