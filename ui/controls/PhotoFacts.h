#pragma once
#include "domain/Photo.h"
#include "ui/model/ReviewTexts.h"

#include <wx/scrolwin.h>

class wxDC;

namespace esek::ui {

/// Who, when, from where, and what happened to a photo, painted as one piece: it changes with every photo
/// while an arrow key is held, and a window for each word would be too slow.
class PhotoFacts : public wxScrolledWindow {
  public:
    explicit PhotoFacts(wxWindow* parent);

    struct Section {
        std::string title;  ///< empty: none
        model::Facts facts; ///< an empty label gives a line over the whole width
    };
    struct Content {
        std::string name;
        std::string classUnit;
        std::optional<domain::PhotoStatus> status;
        std::vector<Section> sections;
    };
    void show(Content);
    const Content& content() const { return m_content; }

  private:
    void paint(wxPaintEvent&);
    int layout(wxDC*, int width);
    Content m_content;
    int m_height = 0;
};

} // namespace esek::ui
