#pragma once
#include "domain/Apply.h"
#include "storage/Connection.h"

namespace esek::storage {

struct StoredPhotoFile {
    std::int64_t studentNo = 0;
    domain::PhotoFile file;
    Timestamp since{};
    std::string stateJson; ///< as stored; of NoPhoto when there is no row
};

/// Nothing when there is no such pupil.
std::optional<StoredPhotoFile> loadPhotoFile(Connection&, const domain::StudentId&);
void savePhotoFile(Connection&, std::int64_t studentNo, const domain::PhotoFile&, Timestamp since);
domain::PhotoState photoStateFrom(std::string_view json);

/// Says that the pupil's file held these bytes; also calls back bytes that were about to be erased.
void noteBlob(Connection&, const domain::StudentId&, const domain::BlobId&, std::int64_t size);
/// An approved deletion: all bytes that the pupil's file ever held, but for `kept` and those in another
/// pupil's file, wait for being erased. True when there are any.
bool markErasing(Connection&, const domain::StudentId&, const std::vector<domain::BlobId>& kept);

void insertMessage(Connection&, const domain::SystemMessage&);
void removeMessages(Connection&, const domain::MutationId& cause);

} // namespace esek::storage
