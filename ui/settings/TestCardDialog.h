#pragma once
#include "app/PrintOffset.h"

#include <functional>
#include <wx/dialog.h>

namespace esek::ui {

class NumberField;
class WrappedText;

/// Where the two crosses of the test card came out, as a ruler says: the program computes from it how the
/// printer is to be corrected. Stays open beside the window. Interface thread only.
class TestCardDialog : public wxDialog {
  public:
    /// `present`: the correction with which the test card was printed.
    TestCardDialog(wxWindow* parent, const app::PrintOffset& present);
    std::function<void(const app::PrintOffset&)> onMeasured; ///< the dialog closes after it

  private:
    void compute();
    app::PrintOffset m_present;
    WrappedText* m_words = nullptr;
    NumberField* m_firstX = nullptr;
    NumberField* m_firstY = nullptr;
    NumberField* m_secondX = nullptr;
    NumberField* m_secondY = nullptr;
};

} // namespace esek::ui
