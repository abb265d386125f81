#include "server/store/Seal.h"
#include "server/store/Tx.h"

namespace esek::server {

namespace {

std::vector<BlobRow> blobsFrom(const Rows& rows) {
    std::vector<BlobRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows.text(i, 0), rows.integer(i, 1), rows.text(i, 2)});
    return out;
}

std::vector<UploadRow> uploadsFrom(const Rows& rows) {
    std::vector<UploadRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows.text(i, 0), rows.text(i, 1), rows.integer(i, 2), rows.text(i, 3)});
    return out;
}

constexpr const char* kUnnamed =
    " FROM blob b WHERE b.school = $1 AND b.state = 'stored' AND NOT EXISTS (SELECT 1 FROM photo_blob p "
    "WHERE "
    "p.school = b.school AND p.blob = b.id) AND NOT EXISTS (SELECT 1 FROM portal_draft d JOIN portal_login l "
    "ON l.id = d.login WHERE l.school = b.school AND d.blob = b.id AND d.sent_at = '')";

template <class T>
std::optional<T> first(std::vector<T> all) {
    return all.empty() ? std::nullopt : std::optional<T>(std::move(all.front()));
}

} // namespace

std::optional<BlobRow> Tx::storedBlob(Text school, Text blob) {
    return first(blobsFrom(
        m_db.query("SELECT id, size, created_at FROM blob WHERE school = $1 AND id = $2 AND state = 'stored'",
                   3, {school, blob})));
}

std::vector<BlobRow> Tx::blobs(Text school, Text state) {
    return blobsFrom(
        m_db.query("SELECT id, size, created_at FROM blob WHERE school = $1 AND state = $2 ORDER BY id", 3,
                   {school, state}));
}

void Tx::putBlob(Text school, const BlobRow& b) {
    seal::put(m_db, "blob", {school, b.id, b.size, "stored", b.createdAt});
}

void Tx::markErasing(Text school, Text blob) {
    for (const BlobRow& b : blobsFrom(m_db.query(
             "SELECT id, size, created_at FROM blob WHERE school = $1 AND id = $2", 3, {school, blob})))
        seal::change(m_db, "blob", {school, b.id, b.size, "erasing", b.createdAt});
}

void Tx::dropBlob(Text school, Text blob) {
    m_db.run("DELETE FROM blob WHERE school = $1 AND id = $2", {school, blob});
}

std::vector<BlobRow> Tx::held(Text school, Text student) {
    return blobsFrom(
        m_db.query("SELECT blob, size, '' FROM photo_blob WHERE school = $1 AND student = $2 ORDER BY blob",
                   3, {school, student}));
}

void Tx::addHeld(Text school, Text student, const BlobRow& b) {
    m_db.run("INSERT INTO photo_blob (school, student, blob, size) VALUES ($1, $2, $3, $4) ON CONFLICT "
             "(school, student, blob) DO NOTHING",
             {school, student, b.id, b.size});
}

void Tx::dropHeld(Text school, Text student) {
    m_db.run("DELETE FROM photo_blob WHERE school = $1 AND student = $2", {school, student});
}

bool Tx::isHeld(Text school, Text blob) {
    return !m_db.query("SELECT 1 FROM photo_blob WHERE school = $1 AND blob = $2 LIMIT 1", 1, {school, blob})
                .empty();
}

std::vector<BlobRow> Tx::unnamed(Text school, Text before) {
    return blobsFrom(m_db.query("SELECT b.id, b.size, b.created_at" + std::string(kUnnamed) +
                                    " AND b.created_at < $2 ORDER BY b.id",
                                3, {school, before}));
}

BytesSum Tx::unnamedSum(Text school) {
    const Rows rows = m_db.query(
        "SELECT count(*), CAST(coalesce(sum(b.size), 0) AS BIGINT)" + std::string(kUnnamed), 2, {school});
    return {rows.integer(0, 0), rows.integer(0, 1)};
}

std::optional<UploadRow> Tx::upload(Text school, Text id) {
    return first(uploadsFrom(m_db.query(
        "SELECT id, blob, size, created_at FROM upload WHERE school = $1 AND id = $2", 4, {school, id})));
}

std::optional<UploadRow> Tx::uploadOf(Text school, Text blob) {
    return first(uploadsFrom(m_db.query(
        "SELECT id, blob, size, created_at FROM upload WHERE school = $1 AND blob = $2", 4, {school, blob})));
}

std::vector<UploadRow> Tx::uploads(Text school) {
    return uploadsFrom(m_db.query(
        "SELECT id, blob, size, created_at FROM upload WHERE school = $1 ORDER BY created_at", 4, {school}));
}

void Tx::addUpload(Text school, const UploadRow& u) {
    seal::insert(m_db, "upload", {school, u.id, u.blob, u.size, u.createdAt});
}

void Tx::dropUpload(Text school, Text id) {
    m_db.run("DELETE FROM upload WHERE school = $1 AND id = $2", {school, id});
}

} // namespace esek::server
