#include "app/PrintOrder.h"

#include "base/Text.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

/// "9" before "10": runs of digits are compared as numbers.
std::string numbersInOrder(const std::string& text) {
    constexpr std::size_t kDigits = 12;
    std::string key;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = std::min(text.find_first_not_of("0123456789", i), text.size());
        if (end == i) {
            key += text[i++];
            continue;
        }
        key.append(end - i < kDigits ? kDigits - (end - i) : 0, '0').append(text, i, end - i);
        i = end;
    }
    return key;
}

} // namespace

void sortForPrint(Office& office, std::vector<StudentCard>& cards, PrintOrder order) {
    if (order == PrintOrder::issue)
        return;
    std::vector<std::pair<std::vector<std::string>, std::size_t>> keys;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const StudentCard& card = cards[i];
        std::vector<std::string> key;
        if (order == PrintOrder::byRegisterNumber)
            key = {
                numbersInOrder(office.replica().students().get(card.student).value().student.registerNumber)};
        else
            key = {polishSortKey(numbersInOrder(card.classUnit))};
        key.push_back(polishSortKey(card.contents.surname));
        key.push_back(polishSortKey(card.contents.givenNames));
        keys.emplace_back(std::move(key), i);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<StudentCard> sorted;
    for (const auto& [key, i] : keys)
        sorted.push_back(std::move(cards[i]));
    cards = std::move(sorted);
}

} // namespace esek::app
