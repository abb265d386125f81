#include "storage/ReplicaImpl.h"

namespace esek::storage {

namespace {

domain::PhotoStatus statusAt(const Query& q, int column) {
    const auto status = domain::statusFromString(q.view(column));
    if (!status)
        throw Exception(ErrorCode::databaseCorrupt, "an unknown status");
    return *status;
}

} // namespace

Result<std::vector<MessageRow>> Replica::messages(const MessageFilter& filter) {
    return m_impl->use([&](Connection& c) {
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
        while (q.step()) {
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
            rows.push_back(std::move(row));
        }
        return rows;
    });
}

Result<std::vector<AuditRow>> Replica::audit(const AuditFilter& filter) {
    return m_impl->use([&](Connection& c) {
        Query q = c.query(std::string("SELECT seq, body_json, hash FROM audit_entry ") +
                          (filter.entityId ? "WHERE entity_id = ? " : "") + "ORDER BY seq DESC LIMIT ?");
        if (filter.entityId)
            q.bind(*filter.entityId);
        q.bind(filter.limit);
        std::vector<AuditRow> rows;
        while (q.step())
            rows.push_back(
                {q.integer(0), domain::mutationFromJson(parseJson(q.view(1)).value()).value(), q.digest(2)});
        return rows;
    });
}

Result<std::int64_t> Replica::outboxPending() {
    return m_impl->use(
        [](Connection& c) { return c.integer("SELECT count(*) FROM outbox WHERE state = 'pending'"); });
}

} // namespace esek::storage
