#include "ui/model/BlanksModel.h"

#include "base/Format.h"
#include "base/Translate.h"

namespace esek::ui::model {

using app::BlankService;

namespace {
constexpr std::size_t kMostNamed = 8;
}

std::string stockCell(const BlankService::Stock& s, long column) {
    switch (column) {
    case 0:
        return s.delivery.range();
    case 1:
        return s.delivery.cardType;
    case 2:
        return toPolish(s.delivery.deliveredOn);
    case 3:
        return s.delivery.document;
    case 4:
        return std::to_string(s.delivery.count());
    case 5:
        return std::to_string(s.used);
    case 6:
        return std::to_string(s.spoiled);
    case 7:
        return std::to_string(s.destroyed);
    case 8:
        return std::to_string(s.returned);
    case 9:
        return std::to_string(s.inStock);
    default:
        return s.next;
    }
}

std::string blanksText(const BlankService::Outcome& out) {
    std::string text;
    for (std::size_t i = 0; i < out.made.size() && i < kMostNamed; ++i)
        text += (i == 0 ? "" : ", ") + out.made[i].was.text();
    return out.made.size() > kMostNamed ? text + " … " + out.made.back().was.text() : text;
}

std::string bookedText(const BlankService::Outcome& out) {
    const std::size_t n = out.made.size();
    std::string text =
        n == 0 ? tr("No blank was booked.")
               : format(runtime(trn("{} blank booked: {}.", "{} blanks booked: {}.", n)), n, blanksText(out));
    if (out.already > 0)
        text += " " + format(runtime(tr("Cards with a blank before: {}.")), out.already);
    return text;
}

} // namespace esek::ui::model
