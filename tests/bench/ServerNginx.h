#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace esek::bench {

/// nginx on loopback with one file of random bytes, which curl fetches or sends. Ended by the destructor.
class Nginx {
  public:
    Nginx(const std::filesystem::path& folder, std::int64_t bytes);
    ~Nginx();
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;
    /// Seconds until `curl` has it and the disk too; negative when that is not possible here.
    double download(const std::filesystem::path& to) const;
    /// Seconds until nginx has a new copy of the file that `curl -T` sent, and the disk too; negative when
    /// that is not possible here.
    double upload(const std::string& name) const;

  private:
    std::string m_folder;
    bool m_runs = false;
};

} // namespace esek::bench
