#include "ui/model/MarksModel.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "ui/model/CardChoice.h"

namespace esek::ui::model {

using app::ValidityService;

std::vector<std::string> yearsAround(const std::string& schoolYear) {
    const int start = domain::schoolYearStart(schoolYear).value();
    std::vector<std::string> years;
    for (int year = start - 1; year <= start + 1; ++year)
        years.push_back(format("{}/{}", year, year + 1));
    return years;
}

std::string markCell(const ValidityService::Row& row, long column) {
    switch (column) {
    case 0:
        return row.classUnit;
    case 1:
        return row.name;
    case 2:
        return row.card.number;
    case 3:
        if (row.mark)
            return format(runtime(tr("until {}, place {}, put on {}")), toPolish(row.mark->validUntil),
                          row.mark->place, toPolish(row.mark->placedOn));
        return tr("none");
    default:
        if (!row.inUse)
            return tr("print the card first");
        if (!row.nextPlace)
            return tr("none left: exchange the card");
        return *row.nextPlace == domain::kMarkPlaces && !row.mark
                   ? format(runtime(tr("{}, the last one")), *row.nextPlace)
                   : std::to_string(*row.nextPlace);
    }
}

std::string markCounts(const std::vector<ValidityService::Row>& rows) {
    std::size_t without = 0;
    for (const ValidityService::Row& row : rows)
        without += row.mark ? 0 : 1;
    return format(runtime(trn("{} card", "{} cards", rows.size())), rows.size()) + ", " +
           format(runtime(tr("without a mark: {}")), without);
}

Summary marksSummary(const ValidityService::Outcome& out) {
    Summary s;
    const std::size_t n = out.made.size();
    s.done = n > 0;
    s.text = s.done ? format(runtime(trn("{} mark entered.", "{} marks entered.", n)), n)
                    : tr("No mark was entered.");
    if (out.already > 0)
        s.text += " " + format(runtime(tr("Marked before: {}.")), out.already);
    if (!out.lastPlace.empty())
        s.text += " " + format(runtime(tr("On the last place, so that the card needs an exchange next year, "
                                          "free of charge: {}.")),
                               join(out.lastPlace, "; "));
    if (!out.refused.empty()) {
        s.text += "\n" + refusalLines(out.refused, kMostLines);
        if (const std::string all = refusalLines(out.refused, out.refused.size());
            s.text.find(all) == std::string::npos)
            s.all = all;
    }
    return s;
}

} // namespace esek::ui::model
