#pragma once
#include "app/CardPreview.h"

#include <memory>
#include <wx/bitmap.h>
#include <wx/panel.h>

class wxGraphicsContext;

namespace esek::ui {

/// The card on the screen: the same operations that make the PDF, over a drawn blank that exists only here.
/// Keeps the card's shape at any size.
class ScreenCanvas : public wxPanel {
  public:
    explicit ScreenCanvas(wxWindow* parent);
    void show(app::CardPicture);
    /// Words in place of a card: why there is none.
    void explain(const std::string& words);
    /// The texts of the card that stands here, or the words in its place.
    std::string words() const;
    bool AcceptsFocus() const override { return false; }

  protected:
    /// Where the card lies in this window: its top left corner and device pixels for a millimetre.
    struct Place {
        double x = 0, y = 0, scale = 0;
    };
    Place place() const;
    bool showsCard() const { return m_picture != nullptr; }
    /// A picture of a real blank in place of the drawn one; none: the drawn one.
    void setBlank(const wxBitmap& blank);
    /// Draws over the card; the origin is its top left corner.
    virtual void overlay(wxGraphicsContext&, double /*pixelsPerMm*/) {}

  private:
    void paint();
    void draw(wxGraphicsContext&, const pdf::Drawing&, double pixelsPerMm);
    wxFont font(pdf::FontStyle, double pixels) const;
    std::unique_ptr<app::CardPicture> m_picture;
    wxBitmap m_photo;
    wxBitmap m_blank;
    std::string m_words;
};

} // namespace esek::ui
