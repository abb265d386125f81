#pragma once
#include "ui/controls/Form.h"

namespace esek::ui {

/// The number of the blank that lies in the printer, as a row of a form. Interface thread only.
class BlankField {
  public:
    BlankField(Form&, int id, const std::string& label);
    void set(const std::string& number, const std::string& hint);
    void show(bool);
    std::string number() const;

  private:
    wxFlexGridSizer* m_grid;
    std::size_t m_first; ///< of its items in the grid
    Form::Field m_field;
};

} // namespace esek::ui
