#include "server/central/Uploads.h"

#include "server/central/Quota.h"
#include "sync/protocol/Wire.h"

#include <algorithm>

namespace esek::server {

namespace {

[[noreturn]] void tooLarge() {
    throw Exception(
        Error{ErrorCode::fileTooLarge,
              "photo",
              {{"file", "photo"}, {"limit", std::to_string(sync::kMaxBlobBytes / (1024 * 1024)) + " MB"}}});
}

domain::BlobId blobId(const std::string& text) {
    const auto id = domain::BlobId::parse(text);
    if (!id)
        throw Exception(ErrorCode::databaseCorrupt, "bytes whose hash is none");
    return *id;
}

} // namespace

std::mutex& Uploads::lockOf(const std::string& id) {
    return m_locks[std::hash<std::string>()(id) % m_locks.size()];
}

Upload Uploads::start(const Caller& c, const domain::BlobId& blob, std::int64_t size) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "upload");
    if (size < 1)
        throw Exception(Error{ErrorCode::jsonInvalid, "size", {{"field", "size"}}});
    if (size > sync::kMaxBlobBytes)
        tooLarge();
    const std::string name = blob.toString();
    const std::string id = m_core.newId();
    std::string replaced;
    Upload upload = m_core.store.writeLightly([&](Tx& tx) -> Upload {
        replaced.clear();
        static_cast<void>(tx.lockSchool(c.school));
        if (tx.storedBlob(c.school, name))
            return {"", size, size, true};
        if (const auto old = tx.uploadOf(c.school, name)) {
            if (old->size == size)
                return {old->id, 0, size, false};
            replaced = old->id; // somebody named another size; the hash will tell who was right
            tx.dropUpload(c.school, old->id);
        } else if (!hasRoomFor(1, size, tx.uploads(c.school), tx.unnamedSum(c.school))) {
            throw Exception(
                Error{ErrorCode::serverBusy, "too many photos that no record names", {{"seconds", "60"}}});
        }
        tx.addUpload(c.school, {id, name, size, m_core.now()});
        return {id, 0, size, false};
    });
    if (!replaced.empty())
        m_core.blobs.dropUpload(c.school, replaced);
    if (!upload.done)
        upload.offset = std::min(size, m_core.blobs.uploadSize(c.school, upload.id));
    return upload;
}

Upload Uploads::find(const Caller& c, const std::string& id) {
    const auto row = m_core.store.single([&](Tx& tx) { return tx.upload(c.school, id); });
    if (!row)
        return {};
    return {row->id, std::min(row->size, m_core.blobs.uploadSize(c.school, id)), row->size, false};
}

Upload Uploads::goOn(const Caller& c, const std::string& id, std::int64_t offset, std::string_view bytes) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "upload");
    const std::lock_guard lock(lockOf(id));
    const auto row = m_core.store.single([&](Tx& tx) { return tx.upload(c.school, id); });
    if (!row)
        return {};
    const std::int64_t stands = std::min(row->size, m_core.blobs.uploadSize(c.school, id));
    if (offset != stands)
        throw OtherOffset{stands};
    if (offset + static_cast<std::int64_t>(bytes.size()) > row->size)
        tooLarge();
    m_core.blobs.writeUpload(c.school, id, offset, bytes);
    const std::int64_t end = offset + static_cast<std::int64_t>(bytes.size());
    if (end < row->size) {
        // An approved deletion may have broken it off in this moment.
        if (!m_core.store.single([&](Tx& tx) { return tx.upload(c.school, id); })) {
            m_core.blobs.dropUpload(c.school, id);
            return {};
        }
        return {id, end, row->size, false};
    }

    const auto whole = m_core.blobs.readUpload(c.school, id);
    const domain::BlobId blob = blobId(row->blob);
    const bool right =
        static_cast<std::int64_t>(whole.size()) == row->size && domain::BlobId::of(whole) == blob;
    if (right)
        m_core.blobs.put(c.school, whole);
    const bool stored = m_core.store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        if (!tx.upload(c.school, id))
            return false; // broken off
        tx.dropUpload(c.school, id);
        if (right && m_core.blobs.has(c.school, blob)) // under the lock: nobody erases it now
            tx.putBlob(c.school, {row->blob, row->size, m_core.now()});
        return right;
    });
    m_core.blobs.dropUpload(c.school, id);
    if (!right)
        throw Exception(Error{ErrorCode::blobDamaged, "an upload has another hash", {{"blob", row->blob}}});
    if (!stored) {
        const bool wanted = m_core.store.write([&](Tx& tx) { // under the lock, as above
            static_cast<void>(tx.lockSchool(c.school));
            const bool there = tx.storedBlob(c.school, row->blob).has_value();
            if (!there)
                m_core.blobs.erase(c.school, blob);
            return there;
        });
        if (!wanted)
            return {};
    }
    return {id, end, row->size, true};
}

std::map<std::string, std::string> Uploads::promise(const Caller& c,
                                                    const std::vector<sync::PackedPhoto>& photos) {
    // An approved deletion breaks off the uploads of the bytes that it erases: what is stored here has one
    // for the same reason.
    std::map<std::string, std::string> uploads;
    m_core.store.writeLightly([&](Tx& tx) {
        uploads.clear();
        std::vector<UploadRow> begun;
        std::int64_t bytes = 0;
        static_cast<void>(tx.lockSchool(c.school));
        for (const auto& photo : photos) {
            const std::string name = photo.id.toString();
            if (uploads.contains(name) || tx.storedBlob(c.school, name))
                continue;
            if (const auto open = tx.uploadOf(c.school, name)) {
                uploads[name] = open->id;
                continue;
            }
            const auto size = static_cast<std::int64_t>(photo.bytes.size());
            begun.push_back({m_core.newId(), name, size, m_core.now()});
            bytes += size;
            uploads[name] = begun.back().id;
        }
        if (!begun.empty() && !hasRoomFor(begun.size(), bytes, tx.uploads(c.school), tx.unnamedSum(c.school)))
            throw Exception(
                Error{ErrorCode::serverBusy, "too many photos that no record names", {{"seconds", "60"}}});
        for (const UploadRow& upload : begun)
            tx.addUpload(c.school, upload);
    });
    return uploads;
}

std::vector<domain::BlobId> Uploads::storeAll(const Caller& c, const std::vector<sync::PackedPhoto>& photos) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "store");
    std::vector<BlobStore::Named> right;
    std::vector<sync::PackedPhoto> whole;
    for (const auto& photo : photos) {
        if (domain::BlobId::of(
                {reinterpret_cast<const std::uint8_t*>(photo.bytes.data()), photo.bytes.size()}) == photo.id)
            whole.push_back(photo);
    }
    const auto uploads = promise(c, whole);
    for (const auto& photo : whole)
        if (uploads.contains(photo.id.toString()))
            right.push_back({photo.id, photo.bytes});
    if (!right.empty())
        m_core.blobs.putAll(c.school, right);
    std::vector<domain::BlobId> stored;
    std::vector<std::string> ended;
    m_core.store.write([&](Tx& tx) {
        stored.clear();
        ended.clear();
        static_cast<void>(tx.lockSchool(c.school)); // nobody erases meanwhile
        for (const auto& photo : whole) {
            const std::string name = photo.id.toString();
            const auto upload = uploads.find(name);
            if (upload != uploads.end() && tx.upload(c.school, upload->second)) {
                tx.dropUpload(c.school, upload->second);
                ended.push_back(upload->second);
                if (m_core.blobs.has(c.school, photo.id))
                    tx.putBlob(c.school, {name, static_cast<std::int64_t>(photo.bytes.size()), m_core.now()});
            }
            if (tx.storedBlob(c.school, name))
                stored.push_back(photo.id);
            else if (upload != uploads.end()) // broken off: the bytes have no name any more
                m_core.blobs.erase(c.school, photo.id);
        }
    });
    for (const std::string& upload : ended)
        m_core.blobs.dropUpload(c.school, upload);
    return stored;
}

} // namespace esek::server
