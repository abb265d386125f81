#pragma once
#include "base/Sha256.h"
#include "base/Uuid.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace esek::domain {

using SchoolId = Id<struct SchoolTag>;
using StudentId = Id<struct StudentTag>;
using PhotoId = Id<struct PhotoTag>;
using CardId = Id<struct CardTag>;
using BatchId = Id<struct BatchTag>;
using GuardianId = Id<struct GuardianTag>;
using DeliveryId = Id<struct DeliveryTag>;
using BlankId = Id<struct BlankTag>;
using MutationId = Id<struct MutationTag>;
using MessageId = Id<struct MessageTag>;

/// The name of stored bytes: their SHA-256.
struct BlobId {
    Digest digest{};
    std::string toString() const; ///< 64 hexadecimal digits
    static std::optional<BlobId> parse(std::string_view);
    static BlobId of(std::span<const std::uint8_t> bytes);
    auto operator<=>(const BlobId&) const = default;
};

} // namespace esek::domain
