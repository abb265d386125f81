#pragma once
#include <string>
#include <wx/stattext.h>

namespace esek::ui {

/// Text broken to the width that its place has; the owner says the width when that place changes.
class WrappedText : public wxStaticText {
  public:
    explicit WrappedText(wxWindow* parent, const std::string& text = {});
    /// Screen readers get the words unbroken.
    void set(const std::string& text);
    void fit(int width);

  private:
    std::string m_words;
    int m_width = 0;
};

} // namespace esek::ui
