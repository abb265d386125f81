#pragma once
#include "base/platform/Files.h"

#include <filesystem>
#include <memory>

namespace esek::storage {

/// The database of a folder that can only be read (a failing disk, a CD, somebody else's rights). SQLite must
/// write beside a database to read what lies in its write-ahead log, so both are copied to a place of our own
/// and read there. Nothing may be changed in the copy, since it goes with this object; what a killed program
/// left is swept when the next one is made. Throws std::filesystem::filesystem_error, Exception.
class ReadCopy {
  public:
    explicit ReadCopy(const std::filesystem::path& database);
    ~ReadCopy();
    ReadCopy(const ReadCopy&) = delete;
    ReadCopy& operator=(const ReadCopy&) = delete;
    std::filesystem::path database() const;

  private:
    std::filesystem::path m_folder;
    std::unique_ptr<platform::FileLock> m_lock; ///< tells a sweep that the copy is in use
};

} // namespace esek::storage
