#include "ui/settings/CardYearFields.h"

#include "app/CardYearSettings.h"
#include "base/Format.h"
#include "base/Text.h"
#include "ui/Text.h"
#include "ui/model/SchoolForm.h"
#include "ui/settings/SettingsIds.h"

#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using model::CardYearForm;

CardYearFields::CardYearFields(wxWindow* parent) : m_form(parent) {
    m_fields.push_back(m_form.text(id::settingsFee, tr("Fee of a duplicate, zł")));
    m_fields.push_back(m_form.text(id::settingsFeeFrom, tr("The fee holds from")));
    m_fees = m_form.note(" ");
    int control = id::settingsFirstEnd;
    for (const std::string& type : model::cardTypes())
        m_fields.push_back(m_form.text(control++, format(runtime(tr("Validity marks {}")), type)));
    m_form.note(tr("The day of the year until which a mark holds; several days when marks hold for a "
                   "half-year: 28.02 i 30.09."));
    for (const Form::Field& field : m_fields)
        field.text->Bind(wxEVT_TEXT, [this](wxCommandEvent& e) {
            e.Skip();
            check(false);
        });
}

void CardYearFields::fill(const domain::School& school) {
    m_base = school;
    const CardYearForm form = CardYearForm::of(school);
    m_fields[CardYearForm::kFee].text->ChangeValue(wx(form.fee));
    m_fields[CardYearForm::kFeeFrom].text->ChangeValue(wx(form.feeFrom));
    for (std::size_t i = 0; i < form.ends.size(); ++i)
        m_fields[CardYearForm::kFirstEnd + i].text->ChangeValue(wx(form.ends[i]));
    m_filled = this->form();
    setHint(m_fees,
            format(runtime(tr("Fees: {}. Another day adds a fee and keeps the earlier ones.")),
                   app::feesText(school)),
            false);
    check(false);
}

CardYearForm CardYearFields::form() const {
    CardYearForm form;
    const auto text = [this](std::size_t i) { return squeeze(utf8(m_fields[i].text->GetValue())); };
    form.fee = text(CardYearForm::kFee);
    form.feeFrom = text(CardYearForm::kFeeFrom);
    for (std::size_t i = CardYearForm::kFirstEnd; i < m_fields.size(); ++i)
        form.ends.push_back(text(i));
    return form;
}

bool CardYearFields::changed() const {
    return form() != m_filled;
}

/// While somebody types, a day that is not there yet is no complaint.
void CardYearFields::check(bool all) {
    domain::School ignored = m_base;
    const auto problems = form().apply(ignored);
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const auto problem = problems.find(static_cast<int>(i));
        setHint(m_fields[i].hint, all && problem != problems.end() ? problem->second : std::string(), true);
    }
}

bool CardYearFields::apply(domain::School& school) {
    check(true);
    const auto problems = form().apply(school);
    if (!problems.empty())
        m_fields[static_cast<std::size_t>(problems.begin()->first)].text->SetFocus();
    return problems.empty();
}

} // namespace esek::ui
