#include "server/central/PhotoBytes.h"

#include "server/blobs/PackSource.h"

#include <algorithm>

namespace esek::server {

std::vector<domain::BlobId> PhotoBytes::missing(const Caller& c, const std::vector<domain::BlobId>& ids) {
    return m_core.store.read([&](Tx& tx) {
        std::vector<domain::BlobId> out;
        for (const auto& id : ids)
            if (!tx.storedBlob(c.school, id.toString()))
                out.push_back(id);
        return out;
    });
}

std::unique_ptr<ByteSource> PhotoBytes::open(const Caller& c, const domain::BlobId& id) {
    if (!m_core.store.single([&](Tx& tx) { return tx.storedBlob(c.school, id.toString()); }))
        return nullptr;
    return m_core.blobs.open(c.school, id);
}

std::unique_ptr<ByteSource> PhotoBytes::pack(const Caller& c, const std::vector<domain::BlobId>& ids) {
    const auto absent = missing(c, ids);
    std::vector<PackSource::Item> items;
    for (const auto& id : ids) {
        // What the disk has counts: a file that was lost must not keep the office from those after it.
        const bool held = std::find(absent.begin(), absent.end(), id) == absent.end();
        const auto file = held ? m_core.blobs.open(c.school, id) : nullptr;
        items.push_back({id, file && file->size() > 0 ? std::optional(file->size()) : std::nullopt});
    }
    return std::make_unique<PackSource>(m_core.blobs, c.school, std::move(items));
}

std::unique_ptr<ByteSource> PhotoBytes::thumb(const Caller& c, const domain::BlobId& id) {
    const auto stored = [&] {
        return m_core.store.single([&](Tx& tx) { return tx.storedBlob(c.school, id.toString()); })
            .has_value();
    };
    if (!stored())
        return nullptr;
    if (auto ready = m_core.blobs.openThumb(c.school, id))
        return ready;
    if (!m_thumbnails.draw(c.school, id)) // the office shows a sign instead
        return nullptr;
    // Erased while we drew it? Marking comes before erasing, and we look after writing: one of us removes it.
    if (!stored()) {
        m_core.blobs.eraseThumb(c.school, id);
        return nullptr;
    }
    return m_core.blobs.openThumb(c.school, id);
}

void PhotoBytes::forget(const Caller& c, const domain::BlobId& id) {
    const std::string blob = id.toString();
    m_core.store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        if (!tx.isHeld(c.school, blob) && !tx.isDrafted(c.school, blob))
            tx.markErasing(c.school, blob);
    });
    m_core.finishErasing(c.school);
}

} // namespace esek::server
