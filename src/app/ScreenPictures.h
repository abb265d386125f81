#pragma once
#include "app/Office.h"
#include "imaging/Image.h"

#include <span>

namespace esek::app {

/// Pictures for the screen from the bytes as they came: decoded no larger than needed. Thread-safe, keeps
/// nothing; the caches belong to the windows.
class ScreenPictures {
  public:
    explicit ScreenPictures(Office& office) : m_office(office) {}

    struct Shown {
        imaging::Image image;
        int fullWidth = 0; ///< of the whole photo, upright and turned
        int fullHeight = 0;
    };
    /// The whole photo turned by quarter turns, as large as fits the box, never enlarged.
    Result<Shown> fitted(const domain::BlobId&, int quarterTurns, int boxWidth, int boxHeight);
    /// What the card will show, exactly this size. Without a crop the centred one of this shape.
    Result<imaging::Image> thumbnail(const domain::BlobId&, const std::optional<domain::CropParams>&,
                                     int width, int height);

  private:
    Office& m_office;
};

/// The same of bytes that are not in the office yet; `name` is the file's, for messages.
Result<ScreenPictures::Shown> fittedPicture(std::span<const std::uint8_t> bytes, const std::string& name,
                                            int quarterTurns, int boxWidth, int boxHeight);

} // namespace esek::app
