#pragma once
#include "base/Result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace esek::sync {

/// Where the device's token lives: the system's keychain (the desktop) or a file that only the user may read.
/// Never in the database: a backup must not carry it.
class TokenStore {
  public:
    virtual ~TokenStore() = default;
    virtual Result<std::optional<std::string>> load() = 0;
    virtual Result<void> save(const std::string& token) = 0;
    virtual Result<void> erase() = 0;
};

/// The file `server-token` (0600) in the replica's folder.
class FileTokenStore final : public TokenStore {
  public:
    explicit FileTokenStore(const std::filesystem::path& replicaFolder);
    Result<std::optional<std::string>> load() override;
    Result<void> save(const std::string& token) override;
    Result<void> erase() override;

  private:
    std::filesystem::path m_file;
};

} // namespace esek::sync
