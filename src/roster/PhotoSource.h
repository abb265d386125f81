#pragma once
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace esek::roster {

/// Files of a folder (with its subfolders), of a zip, or of the memory. Never writes or unpacks anything to
/// the disk. Hidden files and what systems leave behind (Thumbs.db, __MACOSX, .DS_Store, desktop.ini) are
/// passed over; what plainly is no picture (.csv, .pdf, a further archive ...) is named in leftOut(). One
/// thread at a time.
class PhotoSource {
  public:
    /// Errors: fileNotFound, fileUnreadable, fileKindUnknown, fileCorrupt, fileTooLarge (too many entries).
    static Result<std::unique_ptr<PhotoSource>> open(const std::filesystem::path&);
    /// What is in memory only, such as pages of a scanner. Names are to be different.
    static std::unique_ptr<PhotoSource>
    ofMemory(std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files);
    virtual ~PhotoSource() = default;
    /// UTF-8, '/' between folders, sorted; what matchPhotos() takes and read() understands.
    const std::vector<std::string>& names() const { return m_names; }
    struct LeftOut {
        std::string name;
        Error error; ///< says why, and what to do to have it taken
    };
    /// Everything that names() has not, in the order of its names.
    const std::vector<LeftOut>& leftOut() const { return m_leftOut; }
    /// Errors: fileNotFound (not one of names()), fileEncrypted, fileTooLarge, fileCorrupt, fileUnreadable.
    virtual Result<std::vector<std::uint8_t>> read(const std::string& name) = 0;

  protected:
    /// Takes a name in, leaves it out for a reason, or passes it over.
    void sort(const std::string& name);

    std::vector<std::string> m_names;
    std::vector<LeftOut> m_leftOut;
};

} // namespace esek::roster
