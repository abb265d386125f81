#include "domain/Ids.h"

#include "base/Hex.h"

namespace esek::domain {

std::string BlobId::toString() const {
    return toHex(digest);
}

std::optional<BlobId> BlobId::parse(std::string_view text) {
    BlobId id;
    if (!fromHex(text, id.digest))
        return std::nullopt;
    return id;
}

BlobId BlobId::of(std::span<const std::uint8_t> bytes) {
    return {Sha256::of(bytes)};
}

} // namespace esek::domain
