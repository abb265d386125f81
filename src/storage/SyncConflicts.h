#pragma once
#include "domain/Card.h"
#include "storage/Connection.h"
#include "storage/SyncStore.h"

namespace esek::storage {

/// Rows of the table conflict. Inside a transaction; throws.
struct NewConflict {
    domain::MutationId id;
    ConflictRow::Kind kind = ConflictRow::Kind::conflict;
    domain::Entity entity{};
    Uuid entityId;
    std::string mine;   ///< the mutation's JSON
    std::string before; ///< may be empty
    std::string theirs; ///< may be empty
    Error error;
};
void insertConflict(Connection&, const NewConflict&, Timestamp);
void noteCardClash(Connection&, const domain::StudentCard& theirs, Timestamp, const domain::MutationId&);
/// Pictures that a person must be able to look at until the conflict is resolved.
std::vector<domain::BlobId> blobsOfOpenConflicts(Connection&, const Uuid& student);

std::string toText(const Error&);
Error errorFromText(std::string_view);

} // namespace esek::storage
