#pragma once
#include "ui/controls/PhotoPicture.h"

#include <array>
#include <string>
#include <utility>
#include <vector>
#include <wx/window.h>

namespace esek::ui {

/// A page of the scanner with a numbered frame around each photo that was found on it. Interface thread only.
class ScannedSheetCanvas : public wxWindow {
  public:
    ScannedSheetCanvas(wxWindow* parent, int windowId);

    /// Corners in parts of the page's width and height.
    using Frame = std::array<std::pair<double, double>, 4>;
    struct Numbered {
        int number = 0;
        Frame corners{};
    };
    void show(PicturePtr, std::vector<Numbered>);
    /// No page: a sentence instead.
    void showWords(const std::string& words, const std::string& iconName = {});
    bool hasPage() const { return m_picture != nullptr; }
    std::size_t frames() const { return m_frames.size(); }

  private:
    void paint(wxPaintEvent&);
    PicturePtr m_picture;
    std::vector<Numbered> m_frames;
    std::string m_words;
    std::string m_icon;
};

} // namespace esek::ui
