#include "storage/Care.h"

#include "base/OutputFile.h"
#include "base/platform/Privacy.h"
#include "storage/Backup.h"
#include "storage/PhotoTable.h"
#include "storage/ReplicaCore.h"
#include "storage/Verifier.h"

#include <algorithm>
#include <set>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

std::vector<MissingPhoto> pupilsOf(Connection& c, const std::set<domain::BlobId>& photos) {
    std::vector<MissingPhoto> pupils;
    Query q = c.query("SELECT s.id, s.surname, s.given_names, coalesce(s.class_unit, ''), p.state_json "
                      "FROM photo_file p JOIN student s ON s.student_no = p.student_no "
                      "ORDER BY s.class_key, s.name_key");
    while (q.step()) {
        domain::PhotoFile file;
        file.state = photoStateFrom(q.view(4));
        const auto held = file.photos();
        if (std::any_of(held.begin(), held.end(),
                        [&](const domain::Photo* photo) { return photos.contains(photo->blob); }))
            pupils.push_back({q.id<domain::StudentId>(0), q.text(1), q.text(2), q.text(3)});
    }
    return pupils;
}

} // namespace

Result<VerifyReport> Care::verify(Progress* progress) {
    return m_core.use([&](Connection& c) { return Verifier(c, m_core.blobs, progress).run(); });
}

Result<std::vector<MissingPhoto>> Care::backup(const fs::path& asked, Progress* progress) {
    return m_core.use([&](Connection& c) {
        const fs::path file = outputFile(asked, m_core.folder).value();
        fs::path snapshot = file;
        snapshot += ".snapshot";
        std::error_code ec;
        fs::remove(snapshot, ec);
        std::vector<domain::BlobId> missing;
        try {
            platform::createPrivateFile(snapshot).value();
            const std::string name = platform::toUtf8(snapshot);
            c.prepared("VACUUM INTO ?").bind(name).run();
            missing = writeArchive(file, snapshot, c, m_core.blobs, progress);
        } catch (...) {
            fs::remove(snapshot, ec);
            throw;
        }
        fs::remove(snapshot, ec);
        return missing.empty() ? std::vector<MissingPhoto>() : pupilsOf(c, {missing.begin(), missing.end()});
    });
}

Result<std::size_t> Care::sweep() {
    const std::lock_guard lock(m_core.writing);
    return m_core.use([&](Connection& c) {
        m_core.requireWritable();
        m_core.eraseMarkedBlobs(c);
        WriteTransaction transaction(c);
        return m_core.blobs.sweep([&](const domain::BlobId& id) {
            return c.prepared("SELECT 1 FROM blob WHERE id = ?").bind(id).step();
        });
    });
}

} // namespace esek::storage
