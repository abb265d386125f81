#pragma once
#include "app/ScreenPictures.h"

#include <wx/bitmap.h>

namespace esek::ui {

wxImage toWxImage(const imaging::Image&);
wxBitmap toBitmap(const imaging::Image&);
/// An outline of a person, for pupils without a photo.
wxBitmap placeholder(const wxSize&);

} // namespace esek::ui
