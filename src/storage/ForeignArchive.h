#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace esek::storage {

/// A backup that may come from anywhere, read only: statements that would never end are broken off
/// (WorkLimit) and its schema is not trusted. What SQLite says against the file is thrown as fileCorrupt,
/// with its name. One thread.
class ForeignArchive {
  public:
    explicit ForeignArchive(const std::filesystem::path&);
    ~ForeignArchive();
    ForeignArchive(const ForeignArchive&) = delete;
    ForeignArchive& operator=(const ForeignArchive&) = delete;

    /// A table of rows; not a view that could be made of anything.
    bool hasTable(const std::string& name);
    /// The schema must be what these statements make, text by text. Gives the first part that is not, or an
    /// empty text.
    std::string foreignPart(const std::string& create);
    /// The rows of a table as texts.
    void rows(const std::string& table, const std::vector<std::string>& columns,
              const std::function<void(std::span<const std::string>)>& visit);
    /// The entries of its sqlar table: name, size and a function that reads the bytes.
    using Read = std::function<std::vector<std::uint8_t>()>;
    void entries(const std::function<void(const std::string& name, std::int64_t size, const Read&)>& visit);

  private:
    struct Impl;
    template <class F>
    auto guard(F&& f);
    std::unique_ptr<Impl> m_impl;
};

} // namespace esek::storage
