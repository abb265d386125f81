#pragma once
#include "domain/Entities.h"
#include "storage/Connection.h"

#include <optional>
#include <set>
#include <vector>

namespace esek::storage {

/// The server's last word on each record (table server_row). Inside a transaction; throws.
struct ServerRow {
    std::int64_t seq = 0;
    std::string json;
    const Json* parsed = nullptr; ///< the same, when somebody has it already
};
std::optional<ServerRow> loadServerRow(Connection&, domain::Entity, const Uuid&);
void saveServerRow(Connection&, domain::Entity, const Uuid&, std::int64_t seq, const std::string& json);
bool hasServerRow(Connection&, domain::Entity, const Uuid&);

/// server_change.resend of a change that this office made anew for a server that lacks the record. Of the
/// others: 0 is in the server's order, 1 was lost there and is to be sent, 2 waits for a newer server.
inline constexpr int kMadeAnew = 3;

/// A mutation of this office that the server has not put into its order yet.
struct PendingMutation {
    std::int64_t opSeq = 0;
    domain::Mutation mutation;
    std::string before; ///< JSON; empty for a new record
};
/// In order, without decisions that were taken back and without refused ones.
std::vector<PendingMutation> pendingOn(Connection&, domain::Entity, const Uuid&);
std::set<std::pair<domain::Entity, Uuid>> recordsWithPending(Connection&);

/// What the mutation of this audit entry was made on. Entries of older versions tell it for photo files only;
/// then the entry before it does.
std::string beforeOf(Connection&, std::int64_t auditSeq);

/// The name of a kind in these tables must be known: what is not known here never gets into them.
domain::Entity entityFrom(const Query&, int column);

/// A record of the registry from its JSON; throws.
template <class T>
typename domain::EntityTraits<T>::Row rowFrom(std::string_view json) {
    return domain::EntityTraits<T>::rowFromJson(parseJson(json).value()).value();
}
template <class T>
typename domain::EntityTraits<T>::Row rowFrom(const ServerRow& row) {
    return row.parsed ? domain::EntityTraits<T>::rowFromJson(*row.parsed).value() : rowFrom<T>(row.json);
}
/// What a mutation was made on; nothing for a new record.
template <class T>
std::optional<typename domain::EntityTraits<T>::Before> beforeFrom(std::string_view json) {
    if (json.empty())
        return std::nullopt;
    return domain::EntityTraits<T>::beforeFromJson(parseJson(json).value()).value();
}

/// The record as the server has it with the pending mutations over it; nothing when there is neither. What
/// the server refuses later is left out here too, so that both see the same.
template <class T>
std::optional<T> merged(const ServerRow* row, const std::vector<PendingMutation>& pending) {
    std::optional<T> now;
    if (row)
        now = rowFrom<T>(*row);
    for (const PendingMutation& p : pending) {
        const auto before = beforeFrom<T>(p.before);
        auto outcome = reconcile(now ? &*now : nullptr, p.mutation, before ? &*before : nullptr);
        if (outcome.next)
            now = std::move(*outcome.next);
    }
    return now;
}

struct MergedPhotoFile {
    domain::PhotoFile file;
    Timestamp since{};
};
MergedPhotoFile mergedPhotoFile(const domain::StudentId&, const ServerRow*,
                                const std::vector<PendingMutation>&);

} // namespace esek::storage
