#pragma once
#include "blob/FileBlobStore.h"
#include "server/blobs/BlobStore.h"

namespace esek::server {

/// FOLDER/<school>/blobs, thumbs, uploads.
class FolderBlobs final : public BlobStore {
  public:
    explicit FolderBlobs(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void put(School, std::span<const std::uint8_t>) override;
    void putAll(School, std::span<const Named>) override;
    bool has(School, const domain::BlobId&) override;
    std::unique_ptr<ByteSource> open(School, const domain::BlobId&) override;
    std::vector<std::uint8_t> get(School, const domain::BlobId&) override;
    void erase(School, const domain::BlobId&) override;
    std::int64_t strays(const std::map<std::string, Kept>& schools) override;
    void sweep(School, const std::function<bool(const domain::BlobId&)>& named) override;
    std::unique_ptr<ByteSource> openThumb(School, const domain::BlobId&) override;
    void putThumb(School, const domain::BlobId&, std::span<const std::uint8_t>) override;
    void eraseThumb(School, const domain::BlobId&) override;
    std::int64_t uploadSize(School, const std::string& upload) override;
    void writeUpload(School, const std::string& upload, std::int64_t offset, std::string_view) override;
    std::vector<std::uint8_t> readUpload(School, const std::string& upload) override;
    void dropUpload(School, const std::string& upload) override;
    std::vector<std::string> uploads(School) override;

    const std::filesystem::path& folder() const { return m_folder; }

  private:
    blob::FileBlobStore blobs(School school) const;
    std::filesystem::path thumb(School, const domain::BlobId&) const;
    std::filesystem::path uploadFile(School, const std::string& upload) const;
    std::filesystem::path m_folder;
};

} // namespace esek::server
