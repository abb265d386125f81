#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace esek::server {

/// Which devices, families' logins and personal accounts were ended, kept in a folder beside the database: a
/// backup does not know what was ended after it was made, and a stolen computer must not be let in again by a
/// restore. Holds ids and times, nothing else. Thread-safe; several processes may share one folder.
class RevokedIds {
  public:
    explicit RevokedIds(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// All are on the disk when it returns; a later time takes the place of an earlier one. `ids` are UUIDs,
    /// `at` is an ISO time. Throws diskFull, folderNotWritable, writeFailed.
    void add(const std::vector<std::string>& ids, const std::string& at) const;
    /// Id to time. A file that is none of ours is passed over. Throws fileUnreadable.
    std::map<std::string, std::string> all() const;

  private:
    std::filesystem::path m_folder;
};

} // namespace esek::server
