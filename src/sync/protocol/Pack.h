#pragma once
#include "domain/Ids.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Many photos in one answer (POST /v1/blobs/fetch): for each id that was asked for, in that order, its
/// number of bytes (8 bytes, the highest first) and the bytes. And many in one request (POST
/// /v1/blobs/store), where the id (32 bytes) stands before each number. A request for each photo would cost a
/// round trip for each, and a flush of the server's disk.
namespace esek::sync {

inline constexpr std::size_t kPackBlobs = 256;               ///< ids in one request
inline constexpr std::int64_t kPackBytes = 64 * 1024 * 1024; ///< an office asks for about so much at most
inline constexpr std::size_t kPackHeader = 8;
inline constexpr std::int64_t kStoreBytes = 16 * 1024 * 1024; ///< of a request that stores photos, with all
inline constexpr int kStoreProtocol = 2;                      ///< from this version on a server takes it

/// Nothing: the server does not hold these bytes.
std::array<std::uint8_t, kPackHeader> packHeader(std::optional<std::int64_t> size);

/// A photo in a request that stores many; `bytes` lie in the request.
struct PackedPhoto {
    domain::BlobId id;
    std::string_view bytes;
};
void appendPhoto(std::string& pack, const domain::BlobId&, std::span<const std::uint8_t>);
/// What one photo of this size takes in such a request.
std::int64_t packedSize(std::int64_t bytes);
/// Throws jsonInvalid for what is no such request. Whether the bytes have their hash is for the caller.
std::vector<PackedPhoto> photosOf(std::string_view pack);

/// Takes such an answer in pieces of any size. One thread.
class PackReader {
  public:
    /// What arrived of a photo so far: all of it, or less when the answer was cut.
    struct Item {
        domain::BlobId id;
        std::int64_t size = 0;
        std::vector<std::uint8_t> bytes;
    };
    using Take = std::function<void(Item&&)>;

    PackReader(std::vector<domain::BlobId> ids, Take whole);
    /// Throws serverProtocol for what is no such answer; what `whole` throws passes through.
    void feed(std::span<const std::uint8_t> piece);
    bool complete() const { return m_next == m_ids.size() && !m_item; }
    /// The photo that was cut, if one was.
    std::optional<Item> cut() { return std::exchange(m_item, std::nullopt); }

  private:
    void begin();

    std::vector<domain::BlobId> m_ids;
    Take m_whole;
    std::size_t m_next = 0;
    std::array<std::uint8_t, kPackHeader> m_header{};
    std::size_t m_headerSize = 0;
    std::optional<Item> m_item;
};

} // namespace esek::sync
