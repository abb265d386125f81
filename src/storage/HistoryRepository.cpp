#include "storage/HistoryRepository.h"

#include "storage/ReplicaCore.h"
#include "storage/UndoLog.h"

#include <algorithm>

namespace esek::storage {

namespace {

domain::PhotoStatus statusAt(const Query& q, int column) {
    const auto status = domain::statusFromString(q.view(column));
    if (!status)
        throw Exception(ErrorCode::databaseCorrupt, "an unknown status");
    return *status;
}

MessageRow messageFrom(const Query& q) {
    MessageRow row;
    row.message = {q.id<domain::MessageId>(0),
                   q.id<domain::StudentId>(1),
                   q.id<domain::MutationId>(2),
                   statusAt(q, 3),
                   statusAt(q, 4),
                   {},
                   q.text(6),
                   q.time(7)};
    for (const Json& item : parseJson(q.view(5)).value())
        if (const auto reason = domain::reasonFromString(item.get<std::string>()))
            row.message.reasons.push_back(*reason);
    row.surname = q.text(8);
    row.givenNames = q.text(9);
    row.classUnit = q.text(10);
    return row;
}

/// A row of a list, or nothing when it cannot be read: a damaged row, or one of a later program, takes no
/// other from the list. verify tells of damage.
template <class F>
auto readable(F&& row) -> std::optional<std::invoke_result_t<F>> {
    auto read = guarded(row);
    if (read)
        return std::move(*read);
    log::error("a row of a list cannot be read"); // what the reader says may quote the text
    return std::nullopt;
}

} // namespace

Result<std::optional<Timestamp>> HistoryRepository::lastAuditTime() {
    return m_core.use([](Connection& c) -> std::optional<Timestamp> {
        return timestampFromIso(
            c.text("SELECT coalesce(max(json_extract(body_json, '$.at')), '') FROM audit_entry"));
    });
}

Result<std::vector<MessageRow>> HistoryRepository::messages(const MessageFilter& filter) {
    return m_core.use([&](Connection& c) {
        Query q = c.query(
            std::string("SELECT m.id, m.student_id, m.cause, m.from_status, m.to_status, m.reasons_json, "
                        "m.note, m.at, s.surname, s.given_names, s.class_unit FROM system_message m "
                        "JOIN student s ON s.id = m.student_id ") +
            (filter.student ? "WHERE m.student_id = ? " : "") +
            "ORDER BY m.at DESC, m.message_no DESC LIMIT ?");
        if (filter.student)
            q.bind(*filter.student);
        q.bind(filter.limit);
        std::vector<MessageRow> rows;
        while (q.step())
            if (auto row = readable([&] { return messageFrom(q); }))
                rows.push_back(std::move(*row));
        return rows;
    });
}

Result<std::vector<AuditRow>> HistoryRepository::audit(const AuditFilter& filter) {
    return m_core.use([&](Connection& c) {
        const auto mutationAt = [](const Query& q, int column) {
            return domain::mutationFromJson(parseJson(q.view(column)).value()).value();
        };
        Query q =
            c.query(std::string("SELECT seq, body_json, hash FROM audit_entry WHERE entity <> 'sync' ") +
                    (filter.entityId ? "AND entity_id = ? " : "") + "ORDER BY seq DESC LIMIT ?");
        if (filter.entityId)
            q.bind(*filter.entityId);
        q.bind(filter.limit);
        std::vector<AuditRow> rows;
        while (q.step())
            if (auto row = readable([&] {
                    return AuditRow{q.integer(0), mutationAt(q, 1), q.digest(2), {}};
                }))
                rows.push_back(std::move(*row));
        // What other offices and families did, as far as it was pulled.
        Query other =
            c.query(std::string("SELECT seq, mutation_json FROM server_change s WHERE NOT EXISTS (SELECT 1 "
                                "FROM audit_entry a WHERE a.mutation_id = s.mutation_id) ") +
                    (filter.entityId ? "AND entity_id = ? " : "") + "ORDER BY seq DESC LIMIT ?");
        if (filter.entityId)
            other.bind(*filter.entityId);
        other.bind(filter.limit);
        const auto own = static_cast<std::ptrdiff_t>(rows.size());
        while (other.step())
            if (auto row = readable([&] { return AuditRow{0, mutationAt(other, 1), {}, other.integer(0)}; }))
                rows.push_back(std::move(*row));
        std::inplace_merge(
            rows.begin(), rows.begin() + own, rows.end(),
            [](const AuditRow& a, const AuditRow& b) { return a.mutation.at > b.mutation.at; });
        if (rows.size() > static_cast<std::size_t>(filter.limit))
            rows.resize(static_cast<std::size_t>(filter.limit));
        return rows;
    });
}

Result<std::int64_t> HistoryRepository::outboxPending() {
    return m_core.use(
        [](Connection& c) { return c.integer("SELECT count(*) FROM outbox WHERE state <> 'parked'"); });
}

Result<std::optional<Undoable>> HistoryRepository::undoable() {
    return m_core.use([](Connection& c) { return lastUndoable(c); });
}

Result<Undoable> HistoryRepository::undoable(const domain::MutationId& id) {
    return m_core.use([&](Connection& c) { return undoableDecision(c, id); });
}

} // namespace esek::storage
