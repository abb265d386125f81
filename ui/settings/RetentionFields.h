#pragma once
#include "domain/Retention.h"
#include "ui/controls/Form.h"

#include <functional>

namespace esek::ui {

/// How long photos are kept, among the school's data in the settings. What is wrong is said under each field.
/// Interface thread only.
class RetentionFields {
  public:
    explicit RetentionFields(wxWindow* parent);
    wxSizer* sizer() { return m_sizer; }
    void fill(const domain::School&);
    /// Puts what was typed into the school; false when something is wrong: then the complaints are shown and
    /// the first wrong field gets the focus.
    bool apply(domain::School&);
    bool changed() const; ///< since it was filled
    void revert() { fill(domain::School(m_base)); }
    std::function<void()> onPreview; ///< a person wants to see what the rules would erase

  private:
    domain::School m_base;
    wxSizer* m_sizer;
    Form::Field m_rejected, m_leavers;
};

} // namespace esek::ui
