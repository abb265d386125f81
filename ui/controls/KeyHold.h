#pragma once
#include <functional>
#include <wx/event.h>
#include <wx/eventfilter.h>

namespace esek::ui {

/// Something that lasts as long as a key is held. It ends when the key is let go, whatever has the focus
/// then, and when the focus or the whole window goes, since the letting go would happen unheard.
class KeyHold : private wxEventFilter {
  public:
    explicit KeyHold(std::function<void()> ended) : m_ended(std::move(ended)) {}
    ~KeyHold();
    KeyHold(const KeyHold&) = delete;
    KeyHold& operator=(const KeyHold&) = delete;
    void begin(int keyCode);
    bool active() const { return m_key != 0; }

  private:
    int FilterEvent(wxEvent&) override;
    void end();
    std::function<void()> m_ended;
    int m_key = 0;
};

} // namespace esek::ui
