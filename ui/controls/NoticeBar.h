#pragma once
#include "base/Error.h"

#include <functional>
#include <string>
#include <vector>
#include <wx/panel.h>

class wxBoxSizer;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

/// What happened, above a view, without stopping the work: an icon, a sentence, what can be done next, and a
/// button that closes it.
class NoticeBar : public wxPanel {
  public:
    /// A button beside the sentence: "Open the file", "Take back". The bar stays until the action dismisses
    /// it.
    struct Action {
        std::string label;
        std::function<void()> run;
    };
    explicit NoticeBar(wxWindow* parent);
    void info(const std::string& text, std::vector<Action> actions = {});
    void good(const std::string& text, std::vector<Action> actions = {});
    void bad(const std::string& text, std::vector<Action> actions = {});
    void error(const Error&);
    void dismiss();

  private:
    enum class Kind { info, good, bad };
    void show(Kind, const std::string& text, std::vector<Action> actions);
    void offer(std::vector<Action> actions);
    void wrap();
    wxStaticBitmap* m_icon;
    wxStaticText* m_text;
    wxBoxSizer* m_actions;
    std::string m_words;
    int m_wrappedAt = 0;
};

} // namespace esek::ui
