#pragma once
#include "base/Progress.h"
#include "blob/FileBlobStore.h"
#include "storage/Connection.h"

#include <set>
#include <vector>

namespace esek::storage {

// A backup is an SQLite archive (https://sqlite.org/sqlar.html, all entries uncompressed): "replica.sqlite"
// and "blobs/ab/abcd...", as they lie in the folder. `sqlite3 -A -x FILE` unpacks it without this program.

// A photo whose file is missing or damaged does not keep the rest from being saved: the archive lists such
// photos in "missing-photos.txt", one SHA-256 a line.

/// `snapshot` is a copy of the database that nobody writes to. Overwrites `target` only when all went well.
/// Gives the photos that the archive had to go without.
std::vector<domain::BlobId> writeArchive(const std::filesystem::path& target,
                                         const std::filesystem::path& snapshot, Connection& live,
                                         const blob::FileBlobStore&, Progress*);

/// Unpacks an archive that anybody may have made into an empty `folder`, the photos under "blobs"; every name
/// is parsed and every photo's hash is checked. Gives the photos that were missing already when the archive
/// was written. Throws fileCorrupt, SQLite::Exception.
std::set<domain::BlobId> readArchive(const std::filesystem::path& archive,
                                     const std::filesystem::path& folder);

} // namespace esek::storage
