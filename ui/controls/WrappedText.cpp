#include "ui/controls/WrappedText.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"

namespace esek::ui {

WrappedText::WrappedText(wxWindow* parent, const std::string& text) : wxStaticText(parent, wxID_ANY, {}) {
    set(text);
}

void WrappedText::set(const std::string& text) {
    if (text == m_words)
        return;
    m_words = text;
    setAccessibleName(*this, wx(text));
    SetLabelText(wx(text));
    if (m_width > 0)
        Wrap(m_width);
    InvalidateBestSize();
}

void WrappedText::fit(int width) {
    if (width == m_width || width <= 0)
        return;
    m_width = width;
    SetLabelText(wx(m_words));
    Wrap(width);
    InvalidateBestSize();
}

} // namespace esek::ui
