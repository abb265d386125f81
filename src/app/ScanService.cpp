#include "app/ScanService.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "imaging/Encode.h"
#include "imaging/Resample.h"
#include "quality/PrintsOnSheet.h"
#include "scanning/ScanError.h"

#include <algorithm>

namespace esek::app {

namespace {

constexpr int kQuality = 95;
constexpr int kMostFiles = 999;
constexpr int kScreenSide = 1600; // pixels of the longer side of a page on the screen
constexpr int kScreenQuality = 85;

/// The page as it is shown; at its own size where that is small.
std::vector<std::uint8_t> forScreen(const imaging::Image& page, int dpi) {
    const int longer = std::max(page.width, page.height);
    if (longer <= kScreenSide)
        return imaging::encodeJpeg(page, kScreenQuality, dpi).value();
    const double scale = static_cast<double>(kScreenSide) / longer;
    imaging::Image small;
    small.width = std::max(1, static_cast<int>(page.width * scale));
    small.height = std::max(1, static_cast<int>(page.height * scale));
    small.rgb = imaging::resample({page.rgb.data(), page.width, page.height},
                                  {0, 0, static_cast<double>(page.width), static_cast<double>(page.height)},
                                  small.width, small.height);
    return imaging::encodeJpeg(small, kScreenQuality, std::max(1, static_cast<int>(dpi * scale))).value();
}

} // namespace

Result<ScannedSheet> ScanService::sheet(const ScanOrder& order, Progress* progress) {
    return guarded([&] {
        const scanning::ScannedPage page = m_scanner->scan(order, progress).value();
        ScannedSheet sheet;
        sheet.jpeg = forScreen(page.image, page.dpi);
        for (const quality::PrintOnSheet& print : quality::placedPrintsOnSheet(page.image, page.dpi)) {
            ScannedPhoto photo{print.image.width, print.image.height,
                               imaging::encodeJpeg(print.image, kQuality, page.dpi).value(), print.corners};
            for (auto& [x, y] : photo.corners) {
                x /= page.image.width;
                y /= page.image.height;
            }
            sheet.photos.push_back(std::move(photo));
        }
        return sheet;
    });
}

Result<std::vector<ScannedPhoto>> ScanService::photos(const ScanOrder& order, Progress* progress) {
    return guarded([&] {
        std::vector<ScannedPhoto> out = sheet(order, progress).value().photos;
        if (out.empty())
            throw Exception(scanning::scanError(
                "no photo on the page", tr("no photo was seen on the page; put a dark sheet behind photos "
                                           "with a white background")));
        return out;
    });
}

Result<std::vector<std::filesystem::path>> ScanService::save(const std::vector<ScannedPhoto>& photos,
                                                             const std::filesystem::path& folder) {
    return guarded([&] {
        std::error_code ec;
        std::filesystem::create_directories(folder, ec);
        std::vector<std::filesystem::path> out;
        int number = 0;
        for (const ScannedPhoto& photo : photos) {
            std::filesystem::path file;
            do {
                if (++number > kMostFiles)
                    throw Exception(ErrorCode::folderNotWritable, "a folder with very many scans");
                file = folder / format("skan-{:03}.jpg", number);
            } while (std::filesystem::exists(file, ec));
            platform::writeFileAtomically(file, photo.jpeg).value();
            out.push_back(file);
        }
        return out;
    });
}

} // namespace esek::app
