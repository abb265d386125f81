#include "storage/Backup.h"

#include "base/Text.h"
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"
#include "base/platform/PutInPlace.h"
#include "storage/SchemaCheck.h"

#include <sqlite3.h>

#include <fstream>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDatabaseEntry = "replica.sqlite";
constexpr const char* kBlobFolder = "blobs";
constexpr const char* kMissingEntry = "missing-photos.txt";
constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kNoWait{0};
constexpr int kFileMode = 0100600;
constexpr const char* kCreate =
    "CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)";
/// No photo of ours is larger, so an entry that is would only fill the memory.
constexpr std::int64_t kLargestPhoto = std::int64_t{50} << 20;

Error corrupt(const fs::path& archive, std::string why) {
    return Error{ErrorCode::fileCorrupt, std::move(why), {{"file", platform::toUtf8(archive.filename())}}};
}

/// An incremental blob handle: the database goes through memory in pieces.
class BlobHandle {
  public:
    BlobHandle(Connection& c, std::int64_t row, bool write) {
        if (sqlite3_blob_open(c.handle(), "main", "sqlar", "data", row, write ? 1 : 0, &m_blob) != SQLITE_OK)
            throw SQLite::Exception(c.handle());
    }
    ~BlobHandle() { sqlite3_blob_close(m_blob); }
    BlobHandle(const BlobHandle&) = delete;
    BlobHandle& operator=(const BlobHandle&) = delete;
    sqlite3_blob* get() const { return m_blob; }

  private:
    sqlite3_blob* m_blob = nullptr;
};

void addEntry(Connection& c, const std::string& name, std::span<const std::uint8_t> bytes) {
    c.prepared("INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?, ?, 0, ?, ?)")
        .bind(name)
        .bind(kFileMode)
        .bind(static_cast<std::int64_t>(bytes.size()))
        .bindBytes(bytes)
        .run();
}

void addFile(Connection& c, const std::string& name, const fs::path& file) {
    const auto size = static_cast<std::int64_t>(fs::file_size(file));
    c.prepared("INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?1, ?2, 0, ?3, zeroblob(?3))")
        .bind(name)
        .bind(kFileMode)
        .bind(size)
        .run();
    const BlobHandle blob(c, c.lastRowId(), true);
    std::ifstream in(file, std::ios::binary);
    std::vector<char> chunk(kChunk);
    for (std::int64_t at = 0; at < size;) {
        const auto n = std::min<std::int64_t>(static_cast<std::int64_t>(chunk.size()), size - at);
        if (!in.read(chunk.data(), n))
            throw Exception(ErrorCode::fileUnreadable, "the copy of the database cannot be read");
        if (sqlite3_blob_write(blob.get(), chunk.data(), static_cast<int>(n), static_cast<int>(at)) !=
            SQLITE_OK)
            throw SQLite::Exception(c.handle());
        at += n;
    }
}

std::vector<domain::BlobId> blobsOf(const fs::path& snapshot) {
    Connection c(snapshot, Connection::Mode::readOnly, kNoWait);
    Query q = c.prepared("SELECT id FROM blob WHERE state = 'stored' ORDER BY id");
    std::vector<domain::BlobId> ids;
    while (q.step())
        ids.push_back(q.blobId(0));
    return ids;
}

std::string entryName(const domain::BlobId& id) {
    const std::string name = id.toString();
    return "blobs/" + name.substr(0, 2) + "/" + name;
}

std::vector<domain::BlobId> fill(Connection& archive, const fs::path& snapshot, Connection& live,
                                 const blob::FileBlobStore& blobs, Progress* progress) {
    std::vector<domain::BlobId> missing;
    archive.exec(kCreate);
    addFile(archive, kDatabaseEntry, snapshot);
    const auto ids = blobsOf(snapshot);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (progress) {
            if (progress->cancelled())
                throw Exception(ErrorCode::cancelled, "backup was stopped");
            progress->report(i, ids.size());
        }
        const auto bytes = blobs.get(ids[i]);
        if (bytes) {
            addEntry(archive, entryName(ids[i]), *bytes);
            continue;
        }
        // Erased at the family's request since the snapshot: rightly gone.
        Query still = live.prepared("SELECT 1 FROM blob WHERE id = ? AND state = 'stored'");
        if (still.bind(ids[i]).step())
            missing.push_back(ids[i]);
    }
    if (!missing.empty()) {
        std::string list;
        for (const domain::BlobId& id : missing)
            list += id.toString() + "\n";
        addEntry(archive, kMissingEntry, {reinterpret_cast<const std::uint8_t*>(list.data()), list.size()});
    }
    return missing;
}

/// What fill() wrote.
std::set<domain::BlobId> missingFrom(const fs::path& archive, std::span<const std::uint8_t> list) {
    std::set<domain::BlobId> missing;
    for (const std::string& line : split({reinterpret_cast<const char*>(list.data()), list.size()}, '\n')) {
        if (line.empty())
            continue;
        const auto id = domain::BlobId::parse(line);
        if (!id)
            throw Exception(corrupt(archive, "the list of missing photos"));
        missing.insert(*id);
    }
    return missing;
}

void unpackDatabase(Connection& c, const BlobHandle& entry, std::int64_t size, const fs::path& file) {
    platform::createPrivateFile(file).value();
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    std::vector<char> chunk(kChunk);
    for (std::int64_t at = 0; at < size;) {
        const auto n = std::min<std::int64_t>(static_cast<std::int64_t>(chunk.size()), size - at);
        if (sqlite3_blob_read(entry.get(), chunk.data(), static_cast<int>(n), static_cast<int>(at)) !=
            SQLITE_OK)
            throw SQLite::Exception(c.handle());
        if (!out.write(chunk.data(), n))
            throw Exception(ErrorCode::diskFull, "the database could not be unpacked");
        at += n;
    }
    if (!out.flush())
        throw Exception(ErrorCode::diskFull, "the database could not be unpacked");
}

/// The photo that an entry of this name holds; nothing for every other name, however it is written.
std::optional<domain::BlobId> photoOf(const std::string& name) {
    const auto slash = name.rfind('/');
    const auto id = slash == std::string::npos ? std::nullopt : domain::BlobId::parse(name.substr(slash + 1));
    return id && entryName(*id) == name ? id : std::nullopt;
}

} // namespace

std::vector<domain::BlobId> writeArchive(const fs::path& target, const fs::path& snapshot, Connection& live,
                                         const blob::FileBlobStore& blobs, Progress* progress) {
    std::vector<domain::BlobId> missing;
    fs::path unfinished = target;
    unfinished += ".new";
    std::error_code ec;
    fs::remove(unfinished, ec);
    try {
        {
            Connection archive(unfinished, Connection::Mode::buildNew, kNoWait);
            archive.exec("PRAGMA journal_mode = OFF"); // a failed archive is thrown away whole
            archive.exec("PRAGMA synchronous = FULL");
            WriteTransaction transaction(archive);
            missing = fill(archive, snapshot, live, blobs, progress);
            transaction.commit();
        }
        platform::putInPlace(unfinished, target).value();
        return missing;
    } catch (...) {
        fs::remove(unfinished, ec);
        throw;
    }
}

std::set<domain::BlobId> readArchive(const fs::path& archive, const fs::path& folder) {
    Connection c(archive, Connection::Mode::readOnly, kNoWait,
                 Connection::FromElsewhere{fs::file_size(archive)});
    c.trustSchema(false);
    if (const std::string part = foreignPart(c, kCreate); !part.empty())
        throw Exception(corrupt(archive, "not made by this program: " + part));
    blob::FileBlobStore blobs(folder / kBlobFolder);
    fs::create_directory(blobs.folder());
    std::set<domain::BlobId> missing;
    bool found = false;
    Query q = c.prepared("SELECT rowid, name, sz, length(data), typeof(data) FROM sqlar");
    while (q.step()) {
        const std::string name = q.text(1);
        const std::int64_t size = q.integer(3);
        if (size != q.integer(2) || q.view(4) != "blob")
            throw Exception(corrupt(archive, "a compressed entry"));
        const BlobHandle entry(c, q.integer(0), false);
        if (name == kDatabaseEntry) {
            found = true;
            unpackDatabase(c, entry, size, folder / kDatabaseEntry);
            continue;
        }
        const auto id = photoOf(name);
        if (name != kMissingEntry && !id)
            throw Exception(corrupt(archive, "an unknown entry"));
        if (size > kLargestPhoto)
            throw Exception(corrupt(archive, "an entry is too large"));
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
        if (sqlite3_blob_read(entry.get(), bytes.data(), static_cast<int>(size), 0) != SQLITE_OK)
            throw SQLite::Exception(c.handle());
        if (name == kMissingEntry)
            missing = missingFrom(archive, bytes);
        else if (domain::BlobId::of(bytes) != *id)
            throw Exception(corrupt(archive, "a photo is damaged"));
        else
            blobs.put(bytes).value();
    }
    if (!found)
        throw Exception(corrupt(archive, "no database in it"));
    return missing;
}

} // namespace esek::storage
