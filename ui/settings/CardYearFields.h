#pragma once
#include "ui/controls/Form.h"
#include "ui/model/CardYearForm.h"

namespace esek::ui {

/// The fields of the year of the cards in the settings: fee of duplicates, days until which validity marks
/// hold. What is wrong is said under each field. Interface thread only.
class CardYearFields {
  public:
    explicit CardYearFields(wxWindow* parent);
    wxSizer* sizer() { return m_form.sizer(); }
    void fill(const domain::School&);
    /// Puts what was typed into the school; false when something is wrong: then the complaints are shown and
    /// the first wrong field gets the focus.
    bool apply(domain::School&);
    bool changed() const; ///< since it was filled
    void revert() { fill(domain::School(m_base)); }

  private:
    model::CardYearForm form() const;
    void check(bool all);

    domain::School m_base;
    model::CardYearForm m_filled;
    Form m_form;
    std::vector<Form::Field> m_fields; ///< as CardYearForm::Field numbers them
    wxStaticText* m_fees;
};

} // namespace esek::ui
