#include "ui/model/CardChoice.h"

#include "app/CardExporter.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

using domain::CardId;
using domain::CardState;
using domain::StudentCard;

namespace {

template <class Keep>
std::vector<CardId> idsOf(const std::vector<StudentCard>& cards, Keep keep) {
    std::vector<CardId> ids;
    for (const StudentCard& card : cards)
        if (keep(card))
            ids.push_back(card.id);
    return ids;
}

bool any(const StudentCard&) {
    return true;
}

} // namespace

std::vector<CardId> CardChoice::waiting() const {
    return idsOf(shown, app::CardExporter::waitsForPrinter);
}

std::vector<CardId> CardChoice::shownIds() const {
    return idsOf(shown, any);
}

std::vector<CardId> CardChoice::chosenIds() const {
    return idsOf(chosen, any);
}

std::size_t CardChoice::chosenAlreadyPrinted() const {
    return static_cast<std::size_t>(std::count_if(
        chosen.begin(), chosen.end(), [](const StudentCard& c) { return c.state == CardState::printed; }));
}

std::vector<CardId> CardChoice::toCallOff() const {
    return idsOf(shown, [](const StudentCard& c) {
        return c.state == CardState::issued || c.state == CardState::printed || c.state == CardState::spoiled;
    });
}

std::size_t CardChoice::inHand() const {
    return static_cast<std::size_t>(std::count_if(
        shown.begin(), shown.end(), [](const StudentCard& c) { return c.state == CardState::handedOver; }));
}

std::string CardChoice::fileStem(bool onlyChosen, Date today) const {
    if (onlyChosen && chosen.size() == 1) {
        std::string number = chosen.front().number;
        for (char& c : number)
            if (std::string_view("/\\:*?\"<>| ").find(c) != std::string_view::npos)
                c = '-';
        return number;
    }
    return batch ? format(fmt::runtime(tr("batch-{}")), batch->number) : toIso(today);
}

bool fits(const std::string& text, const std::string& wanted) {
    const auto wordsOf = [](std::string words) {
        words = fold(words);
        std::replace_if(
            words.begin(), words.end(), [](char c) { return c == '-' || c == ','; }, ' ');
        return split(squeeze(words), ' ');
    };
    const auto words = wordsOf(text);
    const auto parts = wordsOf(wanted);
    return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return startsWith(word, part); });
    });
}

bool fits(const StudentCard& card, const std::string& wanted) {
    return fits(card.contents.surname + " " + card.contents.givenNames + " " + card.classUnit + " " +
                    card.number,
                wanted);
}

std::string markedText(std::size_t cards, CardState state) {
    return format(
        fmt::runtime(trn("{count} card is now: {state}.", "{count} cards are now: {state}.", cards)),
        fmt::arg("count", cards), fmt::arg("state", domain::label(state)));
}

std::string takenBackText(std::size_t cards) {
    return format(fmt::runtime(trn("The mark of {} card was taken back.",
                                   "The marks of {} cards were taken back.", cards)),
                  cards);
}

std::string refusalLines(const std::vector<app::CardService::Refusal>& refused, std::size_t most) {
    std::string lines;
    const std::size_t shown = refused.size() <= most + 1 ? refused.size() : most;
    for (std::size_t i = 0; i < shown; ++i) {
        std::string line = describe(refused[i].error);
        // Some sentences speak of the card only.
        if (refused[i].error.value("student").empty())
            line = refused[i].label + ": " + line;
        lines += (lines.empty() ? "" : "\n") + line;
    }
    if (shown < refused.size())
        lines += "\n" + format(fmt::runtime(tr("… and {} more")), refused.size() - shown);
    return lines;
}

std::string notMarkedText(const app::CardMarks::Outcome& outcome, std::size_t of) {
    return format(fmt::runtime(trn("Nothing was marked: {} of {} chosen cards is in the way.",
                                   "Nothing was marked: {} of {} chosen cards are in the way.",
                                   outcome.refused.size())),
                  outcome.refused.size(), of) +
           "\n" + refusalLines(outcome.refused, kMostLines);
}

} // namespace esek::ui::model
