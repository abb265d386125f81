#pragma once
#include "app/PhotoProfiles.h"
#include "ui/controls/Form.h"
#include "ui/model/SchoolForm.h"

#include <functional>

namespace esek::ui {

/// The fields of a school, for the first start and the settings; what is wrong is said under each field.
class SchoolFields {
  public:
    SchoolFields(wxWindow* parent, const Clock&);
    wxSizer* school() { return m_school.sizer(); }
    wxSizer* numbers() { return m_numbers.sizer(); }
    void fill(const domain::School&);
    /// What was typed, when it is right; else the complaints are shown and the first wrong field gets the
    /// focus.
    std::optional<domain::School> take();
    const domain::School& filled() const { return m_base; } ///< what it was filled with
    void check();
    bool changed() const; ///< since it was filled
    void revert() { fill(domain::School(m_base)); }

  private:
    model::SchoolForm form() const;
    void fillProfiles(const std::string& chosen);
    void sayProfile();
    const Clock& m_clock;
    domain::School m_base;
    model::SchoolForm m_filled;
    bool m_tried = false;
    Form m_school;
    Form m_numbers;
    Form::Field m_name, m_street, m_postcode, m_city, m_rspo, m_head, m_pattern, m_next;
    wxStaticText* m_sample;
    wxChoice* m_cardType;
    std::vector<app::PhotoProfileInfo> m_profiles; ///< as in the choice
    wxChoice* m_profile;
    wxStaticText* m_profileNote;
};

} // namespace esek::ui
