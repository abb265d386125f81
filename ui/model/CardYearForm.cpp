#include "ui/model/CardYearForm.h"

#include "app/CardYearSettings.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Duplicate.h"
#include "ui/model/SchoolForm.h"

namespace esek::ui::model {

namespace {

/// "9,00": without the unit, which stands in the label.
std::string amountText(int grosze) {
    const std::string text = domain::moneyText(grosze);
    return text.substr(0, text.find(' '));
}

} // namespace

CardYearForm CardYearForm::of(const domain::School& school) {
    CardYearForm form;
    const auto latest = app::latestFee(school);
    form.fee = amountText(latest ? latest->grosze : domain::kUsualDuplicateFee);
    form.feeFrom = latest ? toPolish(latest->from) : std::string();
    for (const std::string& type : cardTypes())
        form.ends.push_back(app::validityEndsText(school, type));
    return form;
}

CardYearForm::Problems CardYearForm::apply(domain::School& school) const {
    Problems problems;
    domain::School next = school;
    const CardYearForm before = of(school);
    if (squeeze(fee) != before.fee || squeeze(feeFrom) != before.feeFrom) {
        const auto day = dateFromText(squeeze(feeFrom));
        if (!day)
            problems[kFeeFrom] = tr("Type the day from which the fee holds as dd.mm.yyyy.");
        if (squeeze(fee).empty()) {
            if (day && !app::removeFee(next, *day))
                problems[kFee] = tr("Type the amount. Without one the fee that begins on this day is taken "
                                    "out, and there is none.");
        } else if (const auto grosze = app::groszeFromText(fee); !grosze) {
            problems[kFee] = tr("Type an amount from 0 to 1000 zł, such as 9,00.");
        } else if (day) {
            app::setFee(next, *day, *grosze);
        }
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (squeeze(ends[i]) == before.ends[i])
            continue;
        const std::string& type = cardTypes()[i];
        if (const auto days = app::validityEndsFromText(type, ends[i]))
            app::setValidityEnds(next, type, *days);
        else
            problems[kFirstEnd + static_cast<int>(i)] =
                tr("Type days as dd.mm, such as 30.09 or 28.02 i 30.09.");
    }
    if (problems.empty())
        school = std::move(next);
    return problems;
}

} // namespace esek::ui::model
