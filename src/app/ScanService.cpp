#include "app/ScanService.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "imaging/Encode.h"
#include "quality/PrintsOnSheet.h"
#include "scanning/ScanError.h"

namespace esek::app {

namespace {

constexpr int kQuality = 95;
constexpr int kMostFiles = 999;

} // namespace

Result<std::vector<ScannedPhoto>> ScanService::photos(const ScanOrder& order, Progress* progress) {
    return guarded([&] {
        const scanning::ScannedPage page = m_scanner->scan(order, progress).value();
        std::vector<ScannedPhoto> out;
        for (const imaging::Image& print : quality::printsOnSheet(page.image, page.dpi))
            out.push_back(
                {print.width, print.height, imaging::encodeJpeg(print, kQuality, page.dpi).value()});
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
