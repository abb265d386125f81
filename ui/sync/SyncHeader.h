#pragma once
#include "ui/model/SyncWords.h"

#include <functional>
#include <wx/panel.h>

class wxButton;
class wxGauge;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

class WrappedText;

/// How the office stands with its server: in words, with an icon, what goes on now, and what a person can do.
class SyncHeader : public wxPanel {
  public:
    explicit SyncHeader(wxWindow* parent);
    void show(const model::SyncWords&);
    void focusButton();
    std::function<void()> onSync;
    std::function<void(model::SyncCure)> onCure;

  private:
    void arrange();
    model::SyncWords m_words;
    bool m_shown = false;
    int m_width = 0; ///< that the words are broken to
    wxStaticBitmap* m_icon;
    WrappedText* m_headline;
    WrappedText *m_waiting, *m_contact;
    wxButton* m_sync;
    wxPanel* m_problem;
    wxStaticBitmap* m_problemIcon;
    WrappedText* m_problemText;
    wxButton *m_cure, *m_otherCure;
    wxStaticText* m_progress;
    wxGauge* m_gauge;
};

} // namespace esek::ui
