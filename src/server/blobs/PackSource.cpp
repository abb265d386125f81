#include "server/blobs/PackSource.h"

#include "base/Result.h"
#include "sync/protocol/Pack.h"

#include <algorithm>

namespace esek::server {

PackSource::PackSource(BlobStore& blobs, std::string school, std::vector<Item> items)
    : m_blobs(blobs), m_school(std::move(school)), m_items(std::move(items)) {
    for (const Item& item : m_items) {
        m_starts.push_back(m_size);
        m_size += std::int64_t{sync::kPackHeader} + item.size.value_or(0);
    }
}

std::size_t PackSource::read(std::int64_t offset, std::span<std::uint8_t> out) {
    if (offset < 0 || offset >= m_size)
        return 0;
    std::size_t done = 0;
    auto index = static_cast<std::size_t>(std::upper_bound(m_starts.begin(), m_starts.end(), offset) -
                                          m_starts.begin() - 1);
    while (done < out.size() && index < m_items.size()) {
        const std::int64_t end = index + 1 < m_items.size() ? m_starts[index + 1] : m_size;
        if (offset == end) {
            ++index;
            continue;
        }
        const std::size_t n = readItem(index, offset - m_starts[index], out.subspan(done));
        done += n;
        offset += static_cast<std::int64_t>(n);
    }
    return done;
}

std::size_t PackSource::readItem(std::size_t index, std::int64_t within, std::span<std::uint8_t> out) {
    const Item& item = m_items[index];
    constexpr auto kHeader = std::int64_t{sync::kPackHeader};
    if (within < kHeader) {
        const auto header = sync::packHeader(item.size);
        const std::size_t n = std::min(out.size(), static_cast<std::size_t>(kHeader - within));
        std::copy_n(header.begin() + within, n, out.begin());
        return n;
    }
    if (!m_open || m_openIndex != index) {
        m_open = m_blobs.open(m_school, item.id);
        m_openIndex = index;
    }
    if (!m_open)
        throw Exception(ErrorCode::blobMissing, "erased meanwhile");
    const std::int64_t left = *item.size - (within - kHeader);
    const std::size_t n = std::min(out.size(), static_cast<std::size_t>(left));
    if (m_open->read(within - kHeader, out.first(n)) != n)
        throw Exception(ErrorCode::fileUnreadable, "stored bytes are shorter than they were");
    return n;
}

} // namespace esek::server
