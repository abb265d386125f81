#pragma once
#include "base/Translate.h"

#include <string>
#include <string_view>
#include <wx/string.h>

namespace esek::ui {

/// The border between UTF-8 std::string (everywhere) and wxString (windows only).
inline wxString wx(std::string_view text) {
    return wxString::FromUTF8(text.data(), text.size());
}
inline std::string utf8(const wxString& text) {
    return std::string(text.utf8_str());
}
/// Translated text for a window; xgettext knows tr() only, so write T(tr("...")).
inline wxString T(const std::string& translated) {
    return wx(translated);
}

} // namespace esek::ui
