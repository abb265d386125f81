#include "ui/controls/PhotoPicture.h"

namespace esek::ui {

wxImage viewOf(const imaging::Image& image) {
    // wx takes a plain pointer; as static data it is neither changed nor freed.
    return wxImage(image.width, image.height, const_cast<unsigned char*>(image.rgb.data()), true);
}

PicturePtr makePicture(const wxImage& image, int fullWidth, int fullHeight) {
    auto picture = std::make_shared<PhotoPicture>();
    picture->bitmap = wxGraphicsRenderer::GetDefaultRenderer()->CreateBitmapFromImage(image);
    picture->width = image.GetWidth();
    picture->height = image.GetHeight();
    picture->fullWidth = fullWidth;
    picture->fullHeight = fullHeight;
    return picture;
}

PicturePtr makePicture(const app::ScreenPictures::Shown& shown) {
    return makePicture(viewOf(shown.image), shown.fullWidth, shown.fullHeight);
}

} // namespace esek::ui
