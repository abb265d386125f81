#pragma once
#include <functional>
#include <optional>
#include <string>
#include <wx/panel.h>

class wxTextCtrl;

namespace esek::ui {

/// A number with decimals, typed with a comma or a point and shown as the language writes it.
/// wxSpinCtrlDouble is not used: GTK reads a typed "0,5" as 5.
class NumberField : public wxPanel {
  public:
    struct Range {
        double min, max, step;
    };
    /// `id` is the id of the text field inside; `name` is for screen readers.
    NumberField(wxWindow* parent, int id, const std::string& name, Range, double value);

    /// Nothing while what is typed is no number of the range: it is never replaced by another one.
    std::optional<double> value() const;
    void set(double value); ///< not while a person types in the field
    /// Why value() is empty, and what to type instead.
    std::string complaint() const;
    void SetFocus() override;

    std::function<void(double)> onChange;                    ///< a person typed or clicked a right number
    std::function<void(const std::string& complaint)> onBad; ///< a person left the field with a wrong one

  private:
    void typed();
    void step(int direction);
    void left();
    void paint();
    Range m_range;
    std::string m_name;
    double m_kept; ///< the last number that a person left the field with
    wxTextCtrl* m_text;
};

} // namespace esek::ui
