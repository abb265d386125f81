#include "app/PhotoFiles.h"

#include "app/Parallel.h"
#include "app/PhotoIntake.h"

namespace esek::app {

Result<std::shared_ptr<PhotoFiles>> PhotoFiles::open(const std::filesystem::path& folderOrZip) {
    auto source = roster::PhotoSource::open(folderOrZip);
    if (!source)
        return source.error();
    return std::shared_ptr<PhotoFiles>(new PhotoFiles(std::move(*source), domain::PhotoChannel::import));
}

std::shared_ptr<PhotoFiles>
PhotoFiles::ofScans(std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files) {
    return std::shared_ptr<PhotoFiles>(
        new PhotoFiles(roster::PhotoSource::ofMemory(std::move(files)), domain::PhotoChannel::scanner));
}

Result<std::vector<std::uint8_t>> PhotoFiles::read(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    return m_source->read(name);
}

Result<ScreenPictures::Shown> PhotoFiles::picture(const std::string& name, int boxWidth, int boxHeight) {
    const auto bytes = read(name);
    if (!bytes)
        return bytes.error();
    return fittedPicture(*bytes, name, 0, boxWidth, boxHeight);
}

std::map<std::string, Error> PhotoFiles::damaged(Progress& progress) {
    std::map<std::string, Error> found;
    std::mutex finding;
    parallelFor(names().size(), &progress, [&](std::size_t i) {
        const std::string& name = names()[i];
        const auto bytes = read(name);
        const auto usable = bytes ? checkPicture(*bytes, name) : Result<imaging::ImageInfo>(bytes.error());
        if (!usable) {
            const std::lock_guard lock(finding);
            found.emplace(name, usable.error());
        }
    });
    return found;
}

} // namespace esek::app
