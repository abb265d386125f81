#include "ui/model/SchoolForm.h"

#include "app/CardLetters.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/CleanChange.h"
#include "ui/model/CardsModel.h"

#include <algorithm>
#include <charconv>

namespace esek::ui::model {

namespace {

bool digitsOnly(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isPostcode(const std::string& text) {
    return text.size() == 6 && text[2] == '-' && digitsOnly(text.substr(0, 2)) && digitsOnly(text.substr(3));
}

} // namespace

SchoolForm SchoolForm::of(const domain::School& s) {
    SchoolForm form;
    form.name = s.name;
    form.street = s.address.street;
    form.postcode = s.address.postcode;
    form.city = s.address.city;
    form.rspo = s.rspo;
    form.headteacher = s.headteacher;
    form.numberPattern = s.numberPattern;
    form.nextNumber = std::to_string(s.nextNumber);
    form.cardType = s.defaultCardType;
    form.photoProfile = s.photoProfile;
    return form;
}

SchoolForm::Checked SchoolForm::check(const domain::School& base, Date today) const {
    Checked out;
    domain::School s = base;
    s.name = name;
    s.address = {street, postcode, city};
    s.rspo = rspo;
    s.headteacher = headteacher;
    s.numberPattern = numberPattern;
    domain::cleanTexts(s);
    s.defaultCardType = cardType;
    s.photoProfile = photoProfile;
    if (s.name.empty())
        out.problems[Field::name] = tr("Type the name of the school as it stands on the card.");
    if (!s.address.postcode.empty() && !isPostcode(s.address.postcode))
        out.problems[Field::postcode] = tr("A postcode looks like 00-950.");
    if (s.address.city.empty())
        out.problems[Field::city] = tr("Type the town.");
    if (!digitsOnly(s.rspo))
        out.problems[Field::rspo] = tr("An RSPO number has digits only.");
    if (s.headteacher.empty())
        out.problems[Field::headteacher] = tr("Type the headteacher's name as it stands on the card.");
    for (const auto& [field, text] : {std::pair{Field::name, s.name},
                                      {Field::postcode, s.address.postcode},
                                      {Field::city, s.address.street + " " + s.address.city},
                                      {Field::headteacher, s.headteacher}})
        if (const std::string complaint = app::letterComplaint(text);
            !complaint.empty() && !out.problems.contains(field))
            out.problems[field] = complaint;
    const std::string number = trim(nextNumber);
    int next = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), next);
    if (number.empty() || read.ec != std::errc() || read.ptr != number.data() + number.size() || next < 1)
        out.problems[Field::nextNumber] = tr("Type a whole number from 1 upwards.");
    else
        s.nextNumber = next;
    if (const auto pattern = domain::NumberPattern::parse(s.numberPattern); !pattern)
        out.problems[Field::numberPattern] = pattern.error().value("reason");
    else
        out.sample = sampleNumber(s, today);
    if (out.problems.empty())
        out.school = std::move(s);
    return out;
}

const std::vector<std::string>& cardTypes() {
    static const std::vector<std::string> list{"MEiN-I/1", "MEiN-I/2", "MEiN-I/3-N", "MEiN-I/4-N"};
    return list;
}

std::string cardTypeTitle(const std::string& symbol) {
    if (symbol == "MEiN-I/1")
        return tr("MEiN-I/1 – pupils");
    if (symbol == "MEiN-I/2")
        return tr("MEiN-I/2 – post-secondary and adults");
    if (symbol == "MEiN-I/3-N")
        return tr("MEiN-I/3-N – pupils with a disability");
    if (symbol == "MEiN-I/4-N")
        return tr("MEiN-I/4-N – post-secondary and adults with a disability");
    return symbol;
}

} // namespace esek::ui::model
