#pragma once
#include "domain/Reconcile.h"
#include "domain/Record.h"
#include "storage/Connection.h"

#include <optional>
#include <set>
#include <vector>

namespace esek::storage {

/// Names of records in the tables of the sync.
namespace entity {
inline constexpr const char* kSchool = "school";
inline constexpr const char* kStudent = "student";
inline constexpr const char* kBatch = "card_batch";
inline constexpr const char* kCard = "student_card";
inline constexpr const char* kPhotoFile = "photo_file";
inline constexpr const char* kMessage = "system_message";
/// Audit entries that no mutation made: what the server sent.
inline constexpr const char* kSync = "sync";
} // namespace entity

/// The server's last word on each record (table server_row). Inside a transaction; throws.
struct ServerRow {
    std::int64_t seq = 0;
    std::string json;
    const Json* parsed = nullptr; ///< the same, when somebody has it already
};
std::optional<ServerRow> loadServerRow(Connection&, const std::string& entity, const Uuid&);
void saveServerRow(Connection&, const std::string& entity, const Uuid&, std::int64_t seq,
                   const std::string& json);
bool hasServerRow(Connection&, const std::string& entity, const Uuid&);

/// A mutation of this office that the server has not put into its order yet.
struct PendingMutation {
    std::int64_t opSeq = 0;
    domain::Mutation mutation;
    std::string before; ///< JSON; empty for a new record
};
/// In order, without decisions that were taken back and without refused ones.
std::vector<PendingMutation> pendingOn(Connection&, const std::string& entity, const Uuid&);
std::set<std::pair<std::string, Uuid>> recordsWithPending(Connection&);

/// What the mutation of this audit entry was made on. Entries of older versions tell it for photo files only;
/// then the entry before it does.
std::string beforeOf(Connection&, std::int64_t auditSeq);

domain::Student studentFromText(std::string_view json);
domain::PhotoFileRow photoFileRowFrom(const ServerRow&);

/// The record as the server has it with the pending mutations over it; nothing when there is neither.
std::optional<domain::Student> mergedStudent(const ServerRow*, const std::vector<PendingMutation>&);
std::optional<domain::School> mergedSchool(const ServerRow*, const std::vector<PendingMutation>&);
std::optional<domain::StudentCard> mergedCard(const ServerRow*, const std::vector<PendingMutation>&);
struct MergedPhotoFile {
    domain::PhotoFile file;
    Timestamp since{};
};
MergedPhotoFile mergedPhotoFile(const domain::StudentId&, const ServerRow*,
                                const std::vector<PendingMutation>&);

} // namespace esek::storage
