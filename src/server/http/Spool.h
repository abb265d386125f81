#pragma once
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace esek::server {

/// A long body on the disk, in a file without a name that only we can open and that is gone with this object.
/// One thread at a time. Errors are thrown: diskFull.
class Spool {
  public:
    Spool();
    void append(std::string_view);
    std::string read() const;
    std::size_t size() const { return m_size; }

  private:
    struct Close {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    std::unique_ptr<std::FILE, Close> m_file;
    std::size_t m_size = 0;
};

} // namespace esek::server
