#pragma once
#include "app/Office.h"
#include "imaging/Image.h"
#include "pdf/Drawing.h"

namespace esek::app {

/// One card as the screen shows it: the drawn blank, the data over it, and the picture that is printed.
struct CardPicture {
    double widthMm = 85.60, heightMm = 53.98;
    pdf::Drawing blank; ///< for the screen only, never printed
    pdf::Drawing data;
    imaging::Image photo;
    std::filesystem::path regularFont, boldFont; ///< what the PDF embeds
};

/// Thread-safe; keeps nothing.
class CardPreview {
  public:
    explicit CardPreview(Office& office) : m_office(office) {}
    /// What this pupil's card is, or would be now. Errors: those of CardService::preview and of the layout.
    Result<CardPicture> draw(domain::StudentId);
    Result<CardPicture> draw(const domain::StudentCard&);

  private:
    Office& m_office;
};

} // namespace esek::app
