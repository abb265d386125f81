#pragma once
#include "app/PhotoAdvice.h"

#include <filesystem>
#include <map>
#include <mutex>

namespace esek::app {

/// The badges of photos that were checked before, so that a long queue has them at once at the next start.
/// Holds the hash of a photo, the rules it was checked by, the worst severity and reason codes; never a name,
/// and nothing of pupils with exceptions, whose badge would tell of religion or health. It may be deleted at
/// any time. One small text file for each first byte of a hash, appended to. Thread-safe.
class AdviceCache {
  public:
    explicit AdviceCache(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Empty when the photo was not checked by these rules.
    std::optional<PhotoBadge> find(const domain::BlobId&, const std::string& rules);
    void put(const domain::BlobId&, const std::string& rules, const PhotoBadge&);
    /// For an approved deletion.
    Result<void> erase(const domain::BlobId&);
    /// Takes out photos that are gone and lines that were replaced.
    void sweep(const std::function<bool(const domain::BlobId&)>& there);

  private:
    struct Entry {
        std::string rules;
        PhotoBadge badge;
    };
    using Shelf = std::map<domain::BlobId, Entry>; ///< what one file holds
    std::filesystem::path fileOf(const domain::BlobId&) const;
    Shelf& shelfOf(const domain::BlobId&);
    static Shelf read(const std::filesystem::path&);
    static Result<void> write(const std::filesystem::path&, const Shelf&);

    std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::map<std::string, Shelf> m_shelves; ///< by file name; read when first asked for
};

} // namespace esek::app
