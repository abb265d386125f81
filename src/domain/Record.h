#pragma once
#include "domain/Apply.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::domain {

/// Bytes that belong to a photo file on the server.
struct HeldBlob {
    BlobId id;
    std::int64_t size = 0;
    bool operator==(const HeldBlob&) const = default;
};

/// A photo file as it travels. What an office holds for this pupil and is not in `held` has been erased by
/// an approved deletion, and the office erases it too.
struct PhotoFileRow {
    PhotoFile file;
    Timestamp since{};          ///< when this status or picture came to be
    std::vector<HeldBlob> held; ///< in the order of ids
    bool operator==(const PhotoFileRow&) const = default;
};
Json toJson(const PhotoFileRow&);
Result<PhotoFileRow> photoFileRowFromJson(const Json&);

Json toJson(const SystemMessage&);
Result<SystemMessage> messageFromJson(const Json&);

/// {"error": code, "context": {...}}; the technical message is not told. An unknown code becomes
/// serverRefused with the code as its reason.
Json errorToJson(const Error&);
Error errorFromJson(const Json&);

/// A picture or status that is new counts from now; a crop or a permission does not.
bool sameQuestion(const PhotoFile&, const PhotoFile&);

/// A record as the server has it. `entity` is the name of an Entity, or of a kind that a later program knows;
/// `row` the JSON of the domain object.
struct RecordRow {
    std::string entity;
    Uuid id;
    Json row;
};

/// A step in the server's order: the record after it, and what led to it.
struct RecordChange {
    std::int64_t seq = 0;
    std::string entity;
    Uuid id;
    Json row;
    std::optional<Json> mutation; ///< null: not made by a mutation
    Json before;                  ///< what the mutation was made on
    std::vector<SystemMessage> messages;
    std::vector<RecordRow> laterMessages{}; ///< those that only a later program can read
};

} // namespace esek::domain
