#include "server/central/Central.h"
#include "server/central/Quota.h"

namespace esek::server {

std::map<std::string, std::string> Central::promise(const Caller& c,
                                                    const std::vector<sync::PackedPhoto>& photos) {
    // An approved deletion breaks off the uploads of the bytes that it erases: what is stored here has one
    // for the same reason.
    std::map<std::string, std::string> uploads;
    m_store.writeLightly([&](Tx& tx) {
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
            begun.push_back({newId(), name, size, now()});
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

std::vector<domain::BlobId> Central::storeAll(const Caller& c, const std::vector<sync::PackedPhoto>& photos) {
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
        m_blobs.putAll(c.school, right);
    std::vector<domain::BlobId> stored;
    std::vector<std::string> ended;
    m_store.write([&](Tx& tx) {
        stored.clear();
        ended.clear();
        static_cast<void>(tx.lockSchool(c.school)); // nobody erases meanwhile
        for (const auto& photo : whole) {
            const std::string name = photo.id.toString();
            const auto upload = uploads.find(name);
            if (upload != uploads.end() && tx.upload(c.school, upload->second)) {
                tx.dropUpload(c.school, upload->second);
                ended.push_back(upload->second);
                if (m_blobs.has(c.school, photo.id))
                    tx.putBlob(c.school, {name, static_cast<std::int64_t>(photo.bytes.size()), now()});
            }
            if (tx.storedBlob(c.school, name))
                stored.push_back(photo.id);
            else if (upload != uploads.end()) // broken off: the bytes have no name any more
                m_blobs.erase(c.school, photo.id);
        }
    });
    for (const std::string& upload : ended)
        m_blobs.dropUpload(c.school, upload);
    return stored;
}

} // namespace esek::server
