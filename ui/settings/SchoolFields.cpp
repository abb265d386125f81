#include "ui/settings/SchoolFields.h"

#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Text.h"

#include <algorithm>
#include <wx/choice.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using model::SchoolForm;

SchoolFields::SchoolFields(wxWindow* parent, const Clock& clock)
    : m_clock(clock), m_school(parent), m_numbers(parent) {
    m_name = m_school.text(id::settingsName, tr("Name of the school"));
    m_street = m_school.text(id::settingsStreet, tr("Street and number"));
    m_postcode = m_school.text(id::settingsPostcode, tr("Postcode"));
    m_city = m_school.text(id::settingsCity, tr("Town"));
    m_rspo = m_school.text(id::settingsRspo, tr("RSPO number"));
    m_head = m_school.text(id::settingsHead, tr("Headteacher"));
    m_pattern = m_numbers.text(id::settingsPattern, tr("Pattern of card numbers"));
    m_numbers.note(
        tr("{n} running number, {n:5} with zeros in front, {year}, {schoolyear}, {register}, {class}"));
    m_next = m_numbers.text(id::settingsNext, tr("Next running number"));
    m_sample = m_numbers.note(" ");
    m_cardType = m_numbers.choice(id::settingsCardType, tr("Card"));
    for (const auto& type : model::cardTypes())
        m_cardType->Append(wx(model::cardTypeTitle(type)));
    m_cardType->SetSelection(0);
    m_profile = m_numbers.choice(id::settingsProfile, tr("Rules for photos"));
    m_profileNote = m_numbers.note(" ");
    m_numbers.note(tr("The photo checks follow these rules. They advise; the clerk decides."));
    m_profile->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { sayProfile(); });
    for (const Form::Field& f : {m_name, m_street, m_postcode, m_city, m_rspo, m_head, m_pattern, m_next})
        f.text->Bind(wxEVT_TEXT, [this](wxCommandEvent& e) {
            e.Skip();
            check();
        });
    fill({});
}

void SchoolFields::fillProfiles(const std::string& chosen) {
    m_profiles = app::photoProfiles();
    const auto known = [&](const app::PhotoProfileInfo& p) { return p.name == chosen; };
    // Rules that are not installed here stay chosen: saving something else must not change them.
    if (std::none_of(m_profiles.begin(), m_profiles.end(), known))
        m_profiles.push_back({chosen, chosen, {}});
    m_profile->Clear();
    for (const auto& p : m_profiles)
        m_profile->Append(wx(p.title));
    m_profile->SetSelection(
        static_cast<int>(std::find_if(m_profiles.begin(), m_profiles.end(), known) - m_profiles.begin()));
    sayProfile();
}

void SchoolFields::sayProfile() {
    const int i = m_profile->GetSelection();
    setHint(m_profileNote, i < 0 ? std::string() : m_profiles[static_cast<std::size_t>(i)].description,
            false);
}

void SchoolFields::fill(const domain::School& school) {
    m_base = school;
    m_tried = false;
    const SchoolForm f = SchoolForm::of(school);
    m_name.text->ChangeValue(wx(f.name));
    m_street.text->ChangeValue(wx(f.street));
    m_postcode.text->ChangeValue(wx(f.postcode));
    m_city.text->ChangeValue(wx(f.city));
    m_rspo.text->ChangeValue(wx(f.rspo));
    m_head.text->ChangeValue(wx(f.headteacher));
    m_pattern.text->ChangeValue(wx(f.numberPattern));
    m_next.text->ChangeValue(wx(f.nextNumber));
    for (std::size_t i = 0; i < model::cardTypes().size(); ++i)
        if (model::cardTypes()[i] == f.cardType)
            m_cardType->SetSelection(static_cast<int>(i));
    fillProfiles(f.photoProfile);
    m_filled = form();
    check();
}

bool SchoolFields::changed() const {
    return form() != m_filled;
}

SchoolForm SchoolFields::form() const {
    SchoolForm f = SchoolForm::of(m_base);
    f.name = utf8(m_name.text->GetValue());
    f.street = utf8(m_street.text->GetValue());
    f.postcode = utf8(m_postcode.text->GetValue());
    f.city = utf8(m_city.text->GetValue());
    f.rspo = utf8(m_rspo.text->GetValue());
    f.headteacher = utf8(m_head.text->GetValue());
    f.numberPattern = utf8(m_pattern.text->GetValue());
    f.nextNumber = utf8(m_next.text->GetValue());
    if (const int i = m_cardType->GetSelection(); i >= 0)
        f.cardType = model::cardTypes()[static_cast<std::size_t>(i)];
    if (const int i = m_profile->GetSelection(); i >= 0)
        f.photoProfile = m_profiles[static_cast<std::size_t>(i)].name;
    return f;
}

void SchoolFields::check() {
    using F = SchoolForm::Field;
    const auto checked = form().check(m_base, m_clock.today());
    const auto say = [&](const Form::Field& field, F what, bool now) {
        const auto it = checked.problems.find(what);
        setHint(field.hint, it != checked.problems.end() && now ? it->second : std::string(), true);
    };
    say(m_name, F::name, m_tried);
    setHint(m_street.hint, {}, false); // showing the page's sizer shows every hint
    say(m_postcode, F::postcode, m_tried);
    say(m_city, F::city, m_tried);
    say(m_rspo, F::rspo, true);
    say(m_head, F::headteacher, m_tried);
    say(m_pattern, F::numberPattern, true);
    say(m_next, F::nextNumber, true);
    setHint(m_sample,
            checked.sample.empty() ? std::string()
                                   : format(fmt::runtime(tr("Next card: no. {}")), checked.sample),
            false);
}

std::optional<domain::School> SchoolFields::take() {
    using F = SchoolForm::Field;
    m_tried = true;
    check();
    auto checked = form().check(m_base, m_clock.today());
    if (checked.school)
        return checked.school;
    const std::pair<F, const Form::Field*> order[] = {
        {F::name, &m_name},      {F::postcode, &m_postcode}, {F::city, &m_city},
        {F::rspo, &m_rspo},      {F::headteacher, &m_head},  {F::numberPattern, &m_pattern},
        {F::nextNumber, &m_next}};
    for (const auto& [what, field] : order) {
        if (checked.problems.count(what)) {
            field->text->SetFocus();
            break;
        }
    }
    return std::nullopt;
}

} // namespace esek::ui
