#include "base/Log.h"
#include "server/blobs/PackSource.h"
#include "server/central/Central.h"
#include "server/central/Quota.h"
#include "server/mail/MailQueue.h"

#include <algorithm>
#include <set>

namespace esek::server {

namespace {

constexpr std::chrono::hours kUploadLife{3 * 24};
constexpr std::chrono::hours kUnnamedLife{3 * 24};     ///< bytes that no mutation named
constexpr std::chrono::hours kUnnamedShortLife{1};     ///< when there are very many
constexpr std::chrono::hours kUnchangedLife{180 * 24}; ///< an office that lost the answer has asked by then
constexpr std::chrono::hours kDraftLife{14 * 24};      ///< what a family began, and did not send

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

std::mutex& Central::uploadLock(const std::string& id) {
    return m_uploadLocks[std::hash<std::string>()(id) % m_uploadLocks.size()];
}

std::vector<domain::BlobId> Central::missing(const Caller& c, const std::vector<domain::BlobId>& ids) {
    return m_store.read([&](Tx& tx) {
        std::vector<domain::BlobId> out;
        for (const auto& id : ids)
            if (!tx.storedBlob(c.school, id.toString()))
                out.push_back(id);
        return out;
    });
}

Upload Central::startUpload(const Caller& c, const domain::BlobId& blob, std::int64_t size) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "upload");
    if (size < 1)
        throw Exception(Error{ErrorCode::jsonInvalid, "size", {{"field", "size"}}});
    if (size > sync::kMaxBlobBytes)
        tooLarge();
    const std::string name = blob.toString();
    const std::string id = newId();
    std::string replaced;
    Upload upload = m_store.writeLightly([&](Tx& tx) -> Upload {
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
        tx.addUpload(c.school, {id, name, size, now()});
        return {id, 0, size, false};
    });
    if (!replaced.empty())
        m_blobs.dropUpload(c.school, replaced);
    if (!upload.done)
        upload.offset = std::min(size, m_blobs.uploadSize(c.school, upload.id));
    return upload;
}

Upload Central::upload(const Caller& c, const std::string& id) {
    const auto row = m_store.single([&](Tx& tx) { return tx.upload(c.school, id); });
    if (!row)
        return {};
    return {row->id, std::min(row->size, m_blobs.uploadSize(c.school, id)), row->size, false};
}

Upload Central::continueUpload(const Caller& c, const std::string& id, std::int64_t offset,
                               std::string_view bytes) {
    if (!c.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "upload");
    const std::lock_guard lock(uploadLock(id));
    const auto row = m_store.single([&](Tx& tx) { return tx.upload(c.school, id); });
    if (!row)
        return {};
    const std::int64_t stands = std::min(row->size, m_blobs.uploadSize(c.school, id));
    if (offset != stands)
        throw UploadOffset{stands};
    if (offset + static_cast<std::int64_t>(bytes.size()) > row->size)
        tooLarge();
    m_blobs.writeUpload(c.school, id, offset, bytes);
    const std::int64_t end = offset + static_cast<std::int64_t>(bytes.size());
    if (end < row->size) {
        // An approved deletion may have broken it off in this moment.
        if (!m_store.single([&](Tx& tx) { return tx.upload(c.school, id); })) {
            m_blobs.dropUpload(c.school, id);
            return {};
        }
        return {id, end, row->size, false};
    }

    const auto whole = m_blobs.readUpload(c.school, id);
    const domain::BlobId blob = blobId(row->blob);
    const bool right =
        static_cast<std::int64_t>(whole.size()) == row->size && domain::BlobId::of(whole) == blob;
    if (right)
        m_blobs.put(c.school, whole);
    const bool stored = m_store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        if (!tx.upload(c.school, id))
            return false; // broken off
        tx.dropUpload(c.school, id);
        if (right && m_blobs.has(c.school, blob)) // under the lock: nobody erases it now
            tx.putBlob(c.school, {row->blob, row->size, now()});
        return right;
    });
    m_blobs.dropUpload(c.school, id);
    if (!right)
        throw Exception(Error{ErrorCode::blobDamaged, "an upload has another hash", {{"blob", row->blob}}});
    if (!stored) {
        const bool wanted = m_store.write([&](Tx& tx) { // under the lock, as above
            static_cast<void>(tx.lockSchool(c.school));
            const bool there = tx.storedBlob(c.school, row->blob).has_value();
            if (!there)
                m_blobs.erase(c.school, blob);
            return there;
        });
        if (!wanted)
            return {};
    }
    return {id, end, row->size, true};
}

std::unique_ptr<ByteSource> Central::blob(const Caller& c, const domain::BlobId& id) {
    if (!m_store.single([&](Tx& tx) { return tx.storedBlob(c.school, id.toString()); }))
        return nullptr;
    return m_blobs.open(c.school, id);
}

std::unique_ptr<ByteSource> Central::pack(const Caller& c, const std::vector<domain::BlobId>& ids) {
    const auto absent = missing(c, ids);
    std::vector<PackSource::Item> items;
    for (const auto& id : ids) {
        // What the disk has counts: a file that was lost must not keep the office from those after it.
        const bool held = std::find(absent.begin(), absent.end(), id) == absent.end();
        const auto file = held ? m_blobs.open(c.school, id) : nullptr;
        items.push_back({id, file && file->size() > 0 ? std::optional(file->size()) : std::nullopt});
    }
    return std::make_unique<PackSource>(m_blobs, c.school, std::move(items));
}

std::unique_ptr<ByteSource> Central::thumb(const Caller& c, const domain::BlobId& id) {
    const auto stored = [&] {
        return m_store.single([&](Tx& tx) { return tx.storedBlob(c.school, id.toString()); }).has_value();
    };
    if (!stored())
        return nullptr;
    if (auto ready = m_blobs.openThumb(c.school, id))
        return ready;
    if (!m_thumbnails.draw(c.school, id)) // the office shows a sign instead
        return nullptr;
    // Erased while we drew it? Marking comes before erasing, and we look after writing: one of us removes it.
    if (!stored()) {
        m_blobs.eraseThumb(c.school, id);
        return nullptr;
    }
    return m_blobs.openThumb(c.school, id);
}

void Central::forget(const Caller& c, const domain::BlobId& id) {
    const std::string blob = id.toString();
    m_store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        if (!tx.isHeld(c.school, blob) && !tx.isDrafted(c.school, blob))
            tx.markErasing(c.school, blob);
    });
    finishErasing(c.school);
}

void Central::finishErasing(const std::string& school) {
    m_store.write([&](Tx& tx) {
        // The school's row keeps uploads of the same bytes from ending meanwhile.
        static_cast<void>(tx.lockSchool(school));
        for (const BlobRow& row : tx.blobs(school, "erasing")) {
            // A damaged row keeps no other photo from being erased. verify tells of it.
            if (const auto id = domain::BlobId::parse(row.id)) {
                m_blobs.erase(school, *id);
                tx.dropBlob(school, row.id);
            }
        }
    });
}

void Central::sweep() {
    m_store.write([&](Tx& tx) { MailQueue::sweep(tx, m_clock.now()); });
    for (const SchoolRow& school : m_store.read([](Tx& tx) { return tx.schools(); })) {
        const auto done = guarded([&] { sweepSchool(school.id); });
        if (!done)
            log::error("sweep of school " + school.id + ": " + done.error().message);
    }
}

void Central::sweepSchool(const std::string& school) {
    finishErasing(school);
    const std::string oldUploads = toIso(m_clock.now() - kUploadLife);
    const std::string oldUnchanged = toIso(m_clock.now() - kUnchangedLife);
    const std::string oldDrafts = toIso(m_clock.now() - kDraftLife);
    std::set<std::string> open;
    m_store.write([&](Tx& tx) {
        open.clear();
        static_cast<void>(tx.lockSchool(school));
        for (const UploadRow& u : tx.uploads(school)) {
            if (u.createdAt < oldUploads)
                tx.dropUpload(school, u.id);
            else
                open.insert(u.id);
        }
        tx.dropUnsentDrafts(school, oldDrafts);
        tx.dropUnchanged(school, oldUnchanged);
        const auto life = isPressed(tx.unnamedSum(school)) ? kUnnamedShortLife : kUnnamedLife;
        for (const BlobRow& blob : tx.unnamed(school, toIso(m_clock.now() - life)))
            tx.markErasing(school, blob.id);
        // A file can only be new while its row is not there yet when it is being put under this lock.
        for (const std::string& file : m_blobs.uploads(school))
            if (!open.contains(file))
                m_blobs.dropUpload(school, file);
    });
    finishErasing(school);
    std::set<domain::BlobId> named;
    for (const BlobRow& blob : m_store.read([&](Tx& tx) { return tx.blobs(school, "stored"); }))
        if (const auto id = domain::BlobId::parse(blob.id))
            named.insert(*id);
    m_blobs.sweep(school, [&](const domain::BlobId& id) { return named.contains(id); });
}

} // namespace esek::server
