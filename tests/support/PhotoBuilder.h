#pragma once
#include "domain/Apply.h"

namespace esek::test {

/// Ids that count up, so that a failure reads well.
inline Uuid countedUuid(std::uint64_t n) {
    std::array<std::uint8_t, 16> b{};
    for (std::size_t i = 0; i < 8; ++i)
        b[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
    return Uuid::fromBytes(b);
}

inline domain::Photo photo(std::uint64_t n, domain::Role sender = domain::Role::guardian) {
    domain::Photo p;
    p.id = {countedUuid(n)};
    p.blob = {Sha256::of(std::to_string(n))};
    p.byteCount = 1000 + static_cast<std::int64_t>(n);
    p.width = 600;
    p.height = 800;
    p.source = {domain::PhotoChannel::panel,
                {sender, "Adam Kowalski", ""},
                "zdjecie.jpg",
                *timestampFromIso("2026-09-01T08:00:00.000Z")};
    return p;
}

inline domain::Mutation mutation(std::uint64_t n, domain::PhotoChange change,
                                 domain::Role by = domain::Role::clerk) {
    domain::Mutation m;
    m.id = {countedUuid(n)};
    m.at = *timestampFromIso("2026-09-02T09:00:00.000Z") + std::chrono::seconds(n);
    m.by = {by, "Anna Nowak", "SEKRETARIAT-1"};
    m.change = std::move(change);
    return m;
}

} // namespace esek::test
