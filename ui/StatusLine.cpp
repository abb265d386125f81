#include "ui/StatusLine.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"

#include <wx/statusbr.h>

namespace esek::ui {

namespace {

/// Wider and higher than the border of a field with any theme.
constexpr int kSmallestPx = 12;

} // namespace

StatusLine::StatusLine(wxFrame& frame, const std::vector<int>& widths, const std::string& name)
    : m_bar(frame.CreateStatusBar(static_cast<int>(widths.size()))), m_texts(widths.size()) {
    m_bar->SetStatusWidths(static_cast<int>(widths.size()), widths.data());
    setAccessibleName(*m_bar, wx(name));
    m_bar->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        // The bar computes the places of its fields in its own handler, which runs after this one.
        m_bar->CallAfter([this] {
            for (int field = 0; field < static_cast<int>(m_texts.size()); ++field)
                show(field);
        });
    });
}

void StatusLine::set(int field, const std::string& text) {
    m_texts.at(static_cast<std::size_t>(field)) = text;
    show(field);
}

void StatusLine::show(int field) {
    wxRect place;
    const auto text = wx(m_texts[static_cast<std::size_t>(field)]);
    if (m_bar->GetStatusText(field) == text || !m_bar->GetFieldRect(field, place))
        return;
    if (place.width >= kSmallestPx && place.height >= kSmallestPx)
        m_bar->SetStatusText(text, field);
}

} // namespace esek::ui
