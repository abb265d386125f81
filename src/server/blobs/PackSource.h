#pragma once
#include "server/blobs/BlobStore.h"

#include <optional>

namespace esek::server {

/// Many stored photos one after the other, as sync/protocol/Pack.h describes. A file is opened when its turn
/// comes; one that was erased since then ends the reading with blobMissing.
class PackSource final : public ByteSource {
  public:
    struct Item {
        domain::BlobId id;
        std::optional<std::int64_t> size; ///< nothing: not held
    };
    PackSource(BlobStore&, std::string school, std::vector<Item>);
    std::int64_t size() const override { return m_size; }
    std::size_t read(std::int64_t offset, std::span<std::uint8_t> out) override;

  private:
    std::size_t readItem(std::size_t index, std::int64_t within, std::span<std::uint8_t> out);

    BlobStore& m_blobs;
    std::string m_school;
    std::vector<Item> m_items;
    std::vector<std::int64_t> m_starts; ///< where each item's header begins
    std::int64_t m_size = 0;
    std::size_t m_openIndex = 0;
    std::unique_ptr<ByteSource> m_open;
};

} // namespace esek::server
