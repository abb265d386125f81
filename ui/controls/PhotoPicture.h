#pragma once
#include "app/ScreenPictures.h"
#include "ui/model/CropModel.h"

#include <memory>
#include <wx/graphics.h>
#include <wx/image.h>

namespace esek::ui {

/// A decoded photo in the form that is fastest to paint. Made on the interface thread.
struct PhotoPicture {
    wxGraphicsBitmap bitmap;
    int width = 0; ///< pixels of the bitmap
    int height = 0;
    int fullWidth = 0; ///< of the photo, upright and turned
    int fullHeight = 0;
    model::Size full() const { return {static_cast<double>(fullWidth), static_cast<double>(fullHeight)}; }
};
using PicturePtr = std::shared_ptr<const PhotoPicture>;

/// The pixels as wx sees them; valid while `image` lives.
wxImage viewOf(const imaging::Image& image);
PicturePtr makePicture(const app::ScreenPictures::Shown&);
PicturePtr makePicture(const wxImage&, int fullWidth, int fullHeight);

} // namespace esek::ui
