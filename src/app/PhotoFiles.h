#pragma once
#include "app/ScreenPictures.h"
#include "roster/PhotoSource.h"

#include <map>
#include <mutex>

namespace esek {
class Progress;
}

namespace esek::app {

/// The files of a folder, a zip or a scanner that photos are imported from, looked at before anything is
/// stored. Thread-safe.
class PhotoFiles {
  public:
    /// Errors: those of roster::PhotoSource::open.
    static Result<std::shared_ptr<PhotoFiles>> open(const std::filesystem::path& folderOrZip);
    /// Photos that a scanner gave and that lie in the memory only.
    static std::shared_ptr<PhotoFiles>
    ofScans(std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files);
    const std::vector<std::string>& names() const { return m_source->names(); }
    const std::vector<roster::PhotoSource::LeftOut>& leftOut() const { return m_source->leftOut(); }
    domain::PhotoChannel channel() const { return m_channel; } ///< by which they come into the office
    /// Errors: those of roster::PhotoSource::read.
    Result<std::vector<std::uint8_t>> read(const std::string& name);
    /// The picture as large as fits the box, for a person who must say whose it is.
    Result<ScreenPictures::Shown> picture(const std::string& name, int boxWidth, int boxHeight);
    /// Every file decoded once: what the import would refuse, and why. Cancelled: what was found so far.
    std::map<std::string, Error> damaged(Progress&);

  private:
    PhotoFiles(std::unique_ptr<roster::PhotoSource> source, domain::PhotoChannel channel)
        : m_source(std::move(source)), m_channel(channel) {}
    std::mutex m_mutex; // a source serves one thread at a time
    std::unique_ptr<roster::PhotoSource> m_source;
    domain::PhotoChannel m_channel;
};

} // namespace esek::app
