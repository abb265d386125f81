#include "ui/cards/BlankField.h"

#include "base/Text.h"
#include "ui/Text.h"

#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

constexpr std::size_t kItems = 4; ///< of a field in the grid: label, text, a gap, the hint

} // namespace

BlankField::BlankField(Form& form, int id, const std::string& label)
    : m_grid(form.sizer()), m_first(m_grid->GetItemCount()), m_field(form.text(id, label)) {
    m_field.text->SetHint("AB 0001");
}

void BlankField::set(const std::string& number, const std::string& hint) {
    m_field.text->ChangeValue(wx(number));
    setHint(m_field.hint, hint, false);
}

void BlankField::show(bool shown) {
    for (std::size_t i = m_first; i < m_first + kItems; ++i)
        m_grid->Show(i, shown);
}

std::string BlankField::number() const {
    return squeeze(utf8(m_field.text->GetValue()));
}

} // namespace esek::ui
