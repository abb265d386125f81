#include "storage/ReportQueries.h"

#include "base/Log.h"
#include "storage/Connection.h"
#include "storage/Errors.h"
#include "storage/ReadCopy.h"

#include <algorithm>

namespace esek::storage {

namespace {

constexpr std::chrono::milliseconds kBusyTimeout{5000};

/// Runs f(Connection&) on the database of the replica, or on a copy of it where SQLite may not write its
/// files beside it.
template <class F>
auto reading(const Replica& replica, F&& f) -> Result<std::invoke_result_t<F, Connection&>> {
    return guarded([&] {
        const auto file = replica.folder() / "replica.sqlite";
        std::unique_ptr<ReadCopy> copy;
        std::unique_ptr<Connection> connection;
        try {
            connection = std::make_unique<Connection>(file, Connection::Mode::readOnly, kBusyTimeout);
            connection->integer("SELECT count(*) FROM school"); // only now the files beside it are asked for
        } catch (const SQLite::Exception&) {
            copy = std::make_unique<ReadCopy>(file);
            connection =
                std::make_unique<Connection>(copy->database(), Connection::Mode::openWal, kBusyTimeout);
        }
        try {
            return f(*connection);
        } catch (const SQLite::Exception& e) {
            throw Exception(toError(e, connection->systemError()));
        }
    });
}

/// A row of a list, or nothing when it cannot be read: a damaged row, or one of a later program, takes no
/// other from the list. verify tells of damage.
template <class Row, class F>
void addReadable(std::vector<Row>& rows, F&& row) {
    if (auto read = guarded(row))
        rows.push_back(std::move(*read));
    else
        log::error("a row of a report cannot be read"); // what the reader says may quote the text
}

/// What is asked of a table whose mutations are in the column `body`; `kind` is where their kind stands. The
/// kind comes first, because it spares the parsing of most rows.
std::string conditions(const AuditSearch& search, const std::string& body, const std::string& kind) {
    std::string sql;
    if (!search.kinds.empty()) {
        sql += "AND " + kind + " IN (?";
        for (std::size_t i = 1; i < search.kinds.size(); ++i)
            sql += ", ?";
        sql += ") ";
    }
    if (search.from)
        sql += "AND json_extract(" + body + ", '$.at') >= ? ";
    if (search.before)
        sql += "AND json_extract(" + body + ", '$.at') < ? ";
    return sql;
}

void bind(Query& q, const AuditSearch& search) {
    for (const std::string& kind : search.kinds)
        q.bind(kind);
    if (search.from)
        q.bindText(toIso(*search.from));
    if (search.before)
        q.bindText(toIso(*search.before));
}

domain::Mutation mutationAt(const Query& q, int column) {
    return domain::mutationFromJson(parseJson(q.view(column)).value()).value();
}

domain::CardState cardStateAt(const Query& q, int column) {
    const auto state = domain::cardStateFromString(q.view(column));
    if (!state)
        throw Exception(ErrorCode::databaseCorrupt, "an unknown state of a card");
    return *state;
}

} // namespace

Result<std::vector<AuditRow>> searchAudit(const Replica& replica, const AuditSearch& search) {
    return reading(replica, [&](Connection& c) {
        std::vector<AuditRow> rows;
        Query own = c.query("SELECT seq, body_json, hash FROM audit_entry WHERE entity <> 'sync' " +
                            conditions(search, "body_json", "kind") + "ORDER BY seq DESC");
        bind(own, search);
        while (own.step())
            addReadable(rows, [&] {
                return AuditRow{own.integer(0), mutationAt(own, 1), own.digest(2), {}};
            });
        Query other =
            c.query("SELECT seq, mutation_json FROM server_change s WHERE NOT EXISTS (SELECT 1 FROM "
                    "audit_entry a WHERE a.mutation_id = s.mutation_id) " +
                    conditions(search, "mutation_json", "json_extract(mutation_json, '$.kind')") +
                    "ORDER BY seq DESC");
        bind(other, search);
        while (other.step())
            addReadable(rows, [&] { return AuditRow{0, mutationAt(other, 1), {}, other.integer(0)}; });
        std::stable_sort(rows.begin(), rows.end(),
                         [](const AuditRow& a, const AuditRow& b) { return a.mutation.at > b.mutation.at; });
        return rows;
    });
}

Result<std::vector<CardMarkRow>> cardMarks(const Replica& replica) {
    return reading(replica, [](Connection& c) {
        Query q = c.query(
            "SELECT entity_id, json_extract(body_json, '$.state'), json_extract(body_json, '$.takesBack'), "
            "json_extract(body_json, '$.at') AS at FROM audit_entry WHERE kind = 'mark_card' UNION ALL "
            "SELECT entity_id, json_extract(mutation_json, '$.state'), "
            "json_extract(mutation_json, '$.takesBack'), json_extract(mutation_json, '$.at') "
            "FROM server_change s WHERE entity = 'student_card' AND "
            "json_extract(mutation_json, '$.kind') = 'mark_card' AND NOT EXISTS "
            "(SELECT 1 FROM audit_entry a WHERE a.mutation_id = s.mutation_id) ORDER BY at");
        std::vector<CardMarkRow> rows;
        while (q.step())
            addReadable(rows, [&] {
                CardMarkRow mark{q.id<domain::CardId>(0), cardStateAt(q, 1), {}, {}};
                if (!q.isNull(2))
                    mark.takesBack = cardStateAt(q, 2);
                mark.at = timestampFromIso(q.view(3)).value_or(Timestamp{});
                return mark;
            });
        return rows;
    });
}

Result<std::vector<std::string>> cardClasses(const Replica& replica) {
    return reading(replica, [](Connection& c) {
        Query q = c.query("SELECT DISTINCT class_unit FROM student_card WHERE class_unit IS NOT NULL");
        std::vector<std::string> names;
        while (q.step())
            names.push_back(q.text(0));
        return names;
    });
}

} // namespace esek::storage
