#include "sync/protocol/Pack.h"

#include "base/Result.h"
#include "sync/protocol/Wire.h"

#include <algorithm>

namespace esek::sync {

namespace {

constexpr std::uint64_t kAbsent = ~std::uint64_t{0};
constexpr int kByte = 8;

} // namespace

std::array<std::uint8_t, kPackHeader> packHeader(std::optional<std::int64_t> size) {
    std::uint64_t value = size ? static_cast<std::uint64_t>(*size) : kAbsent;
    std::array<std::uint8_t, kPackHeader> out{};
    for (std::size_t i = out.size(); i-- > 0; value >>= kByte)
        out[i] = static_cast<std::uint8_t>(value);
    return out;
}

namespace {

std::uint64_t sizeFrom(std::span<const std::uint8_t> header) {
    std::uint64_t size = 0;
    for (const std::uint8_t byte : header)
        size = (size << kByte) | byte;
    return size;
}

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

void appendPhoto(std::string& pack, const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
    const auto header = packHeader(std::ssize(bytes));
    pack.append(id.digest.begin(), id.digest.end());
    pack.append(header.begin(), header.end());
    pack.append(bytes.begin(), bytes.end());
}

std::int64_t packedSize(std::int64_t bytes) {
    return bytes + std::int64_t{kPackHeader} + std::int64_t{std::tuple_size_v<Digest>};
}

std::vector<PackedPhoto> photosOf(std::string_view pack) {
    const auto bad = [] { throw Exception(Error{ErrorCode::jsonInvalid, "photos", {{"field", "photos"}}}); };
    std::vector<PackedPhoto> photos;
    while (!pack.empty()) {
        PackedPhoto photo;
        if (photos.size() == kPackBlobs || pack.size() < photo.id.digest.size() + kPackHeader)
            bad();
        std::copy_n(bytesOf(pack).begin(), photo.id.digest.size(), photo.id.digest.begin());
        pack.remove_prefix(photo.id.digest.size());
        const std::uint64_t size = sizeFrom(bytesOf(pack.substr(0, kPackHeader)));
        pack.remove_prefix(kPackHeader);
        if (size == 0 || size > pack.size())
            bad();
        photo.bytes = pack.substr(0, size);
        pack.remove_prefix(size);
        photos.push_back(photo);
    }
    return photos;
}

PackReader::PackReader(std::vector<domain::BlobId> ids, Take whole)
    : m_ids(std::move(ids)), m_whole(std::move(whole)) {}

void PackReader::feed(std::span<const std::uint8_t> piece) {
    while (!piece.empty()) {
        if (!m_item) {
            if (m_next == m_ids.size())
                throw Exception(ErrorCode::serverProtocol, "more photos than were asked for");
            const std::size_t n = std::min(piece.size(), kPackHeader - m_headerSize);
            std::copy_n(piece.begin(), n, m_header.begin() + static_cast<std::ptrdiff_t>(m_headerSize));
            m_headerSize += n;
            piece = piece.subspan(n);
            if (m_headerSize == kPackHeader)
                begin();
            continue;
        }
        const std::size_t left = static_cast<std::size_t>(m_item->size) - m_item->bytes.size();
        const std::size_t n = std::min(piece.size(), left);
        m_item->bytes.insert(m_item->bytes.end(), piece.begin(),
                             piece.begin() + static_cast<std::ptrdiff_t>(n));
        piece = piece.subspan(n);
        if (n == left)
            m_whole(*std::exchange(m_item, std::nullopt));
    }
}

void PackReader::begin() {
    const std::uint64_t size = sizeFrom(m_header);
    m_headerSize = 0;
    const domain::BlobId id = m_ids[m_next++];
    if (size == kAbsent)
        return;
    if (size == 0 || size > static_cast<std::uint64_t>(kMaxBlobBytes))
        throw Exception(ErrorCode::serverProtocol, "a photo beyond the limit");
    m_item = Item{id, static_cast<std::int64_t>(size), {}};
    m_item->bytes.reserve(static_cast<std::size_t>(size));
}

} // namespace esek::sync
