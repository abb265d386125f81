#pragma once
#include "base/Error.h"

#include <string>
#include <wx/panel.h>

class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

/// What happened, above a view, without stopping the work: an icon, a sentence, a button that closes it.
class NoticeBar : public wxPanel {
  public:
    explicit NoticeBar(wxWindow* parent);
    void info(const std::string& text);
    void good(const std::string& text);
    void bad(const std::string& text);
    void error(const Error&);
    void dismiss();

  private:
    enum class Kind { info, good, bad };
    void show(Kind, const std::string& text);
    void wrap();
    wxStaticBitmap* m_icon;
    wxStaticText* m_text;
    std::string m_words;
    int m_wrappedAt = 0;
};

} // namespace esek::ui
