#include "storage/RowCheck.h"

#include "domain/Entities.h"
#include "domain/OnBehalf.h"
#include "domain/Reconcile.h"
#include "storage/BodyTable.h"
#include "storage/CardTable.h"
#include "storage/GeneratedColumns.h"
#include "storage/GuardianTable.h"
#include "storage/RowSeal.h"
#include "storage/ServerRows.h"
#include "storage/SyncConflicts.h"

#include <sqlite3.h>

namespace esek::storage {

namespace {

constexpr std::int64_t kLargestPhoto = std::int64_t{50} << 20;

std::string orElse(bool right, const char* why) {
    return right ? std::string() : why;
}

void parseIfThere(const Query& q, int column) {
    if (!q.isNull(column))
        static_cast<void>(parseJson(q.view(column)).value());
}

/// A mutation of this program, or of a later one, which has an id at least.
std::string mutationFault(const Query& q, int json, int id, int entity, int entityId) {
    const Json tree = parseJson(q.view(json)).value();
    auto mutation = domain::mutationFromJson(tree);
    if (!mutation)
        return orElse(domain::MutationId::parse(tree.at("id").get<std::string>()) ==
                          q.id<domain::MutationId>(id),
                      "its id is another one");
    if (mutation->id != q.id<domain::MutationId>(id))
        return "its id is another one";
    if (toString(mutation->entity()) != q.view(entity))
        return "its kind is another one";
    // The school is one record, which each office made under an id of its own and the server keeps under its
    // id.
    return orElse(mutation->entity() == domain::Entity::school || mutation->entityId == q.uuid(entityId),
                  "its record is another one");
}

} // namespace

template <class F>
void RowCheck::each(const std::string& area, const std::string& sql, F&& check) {
    Query q = m_connection.query(sql);
    while (q.step()) {
        std::string fault;
        try {
            fault = check(q);
        } catch (const SQLite::Exception&) {
            throw;
        } catch (const std::exception&) {
            fault = "cannot be read"; // what the reader says may quote the text
        }
        if (!fault.empty())
            m_report(area, "row " + q.text(0) + ": " + fault);
    }
}

void RowCheck::run() {
    checkGenerated();
    checkSeals();
    checkBodies();
    checkMessages();
    checkServerRows();
    checkServerChanges();
    checkConflicts();
    checkSyncState();
}

void RowCheck::checkGenerated() {
    for (const GeneratedColumn& column : generatedColumns(m_connection)) {
        const std::string name = column.table + "." + column.name;
        try {
            each("derived",
                 "SELECT rowid FROM " + column.table + " WHERE " + column.name + " IS NOT (" +
                     column.expression + ")",
                 [&](const Query&) { return name; });
        } catch (const SQLite::Exception& e) {
            if (e.getErrorCode() != SQLITE_ERROR) // that a text is no JSON, and no trouble of the file
                throw;
            m_report("derived", name + " cannot be computed");
        }
    }
}

void RowCheck::checkSeals() {
    checkRowSeals(m_connection, [&](const std::string& table, const std::string& key) {
        m_report("seal", table + ", row " + key + ": its seal is another one");
    });
}

void RowCheck::checkBodies() {
    each("record", "SELECT rowid, id, version, body_json FROM school", [](const Query& q) {
        const auto school = domain::schoolFromJson(parseJson(q.view(3)).value()).value();
        return orElse(school.id == q.id<domain::SchoolId>(1) && school.version == q.integer(2), "school");
    });
    each("record", "SELECT rowid, id, body_json FROM card_batch", [](const Query& q) {
        return orElse(batchFrom(q.view(2)).id == q.id<domain::BatchId>(1), "card_batch");
    });
    each("record", "SELECT rowid, id, student_id, batch_id, body_json FROM student_card", [](const Query& q) {
        const auto card = cardFrom(q.view(4));
        return orElse(card.id == q.id<domain::CardId>(1) && card.student == q.id<domain::StudentId>(2) &&
                          card.batch == q.id<domain::BatchId>(3),
                      "student_card");
    });
    each("record", "SELECT guardian_no, id, student_id, body_json FROM guardian", [](const Query& q) {
        const auto guardian = guardianFrom(q.view(3));
        return orElse(guardian.id == q.id<domain::GuardianId>(1) &&
                          guardian.student == q.id<domain::StudentId>(2),
                      "guardian");
    });
    domain::forEachEntity([&](auto type) {
        using T = typename decltype(type)::type;
        if constexpr (HasBodyTable<T>)
            each("record", "SELECT rowid, id, body_json FROM " + bodyTable<T>(), [](const Query& q) {
                return orElse(bodyFrom<T>(q.view(2)).id == q.id<typename domain::EntityTraits<T>::Id>(1),
                              domain::EntityTraits<T>::name.data());
            });
    });
    each("record", "SELECT student_no, photo_exceptions, later_fields FROM student", [](const Query& q) {
        if (!q.isNull(1))
            static_cast<void>(domain::photoExceptionsFromJson(parseJson(q.view(1)).value()).value());
        parseIfThere(q, 2);
        return std::string();
    });
    each("record", "SELECT student_no, last_change, state_json FROM photo_file", [](const Query& q) {
        static_cast<void>(domain::photoStateFromJson(parseJson(q.view(2)).value()).value());
        static_cast<void>(q.id<domain::MutationId>(1));
        return std::string();
    });
    each("record", "SELECT op_seq, error, verdict FROM outbox", [](const Query& q) {
        // "error" holds an Error of the server's answer or a word about a failed attempt of the first
        // version.
        if (!q.isNull(2) && q.view(2) != "waiting" && !domain::verdictFromString(q.view(2)))
            return std::string("outbox");
        if (!q.isNull(2) && !q.isNull(1))
            static_cast<void>(errorFromText(q.view(1)));
        return std::string();
    });
}

void RowCheck::checkMessages() {
    each("message", "SELECT message_no, from_status, to_status, reasons_json, id, cause FROM system_message",
         [](const Query& q) {
             bool known = domain::statusFromString(q.view(1)) && domain::statusFromString(q.view(2));
             for (const Json& reason : parseJson(q.view(3)).value())
                 known &= domain::reasonFromString(reason.get<std::string>()).has_value();
             static_cast<void>(q.id<domain::MessageId>(4));
             static_cast<void>(q.id<domain::MutationId>(5));
             return orElse(known, "a status or a reason that there is not");
         });
}

void RowCheck::checkServerRows() {
    each("server_row", "SELECT hex(entity_id), entity, entity_id, row_json, seq FROM server_row",
         [](const Query& q) {
             const auto kind = entityFrom(q, 1);
             static_cast<void>(q.uuid(2));
             const Json row = parseJson(q.view(3)).value();
             return domain::withEntity(kind, [&](auto type) {
                 using T = typename decltype(type)::type;
                 static_cast<void>(domain::EntityTraits<T>::rowFromJson(row).value());
                 return orElse(q.integer(4) >= 0, "a number below zero");
             });
         });
    each("server_row", "SELECT hex(entity_id), entity_id, row_json FROM later_row", [](const Query& q) {
        static_cast<void>(q.uuid(1));
        static_cast<void>(parseJson(q.view(2)).value());
        return std::string();
    });
    each("server_row", "SELECT hex(blob_id), size FROM wanted_blob", [](const Query& q) {
        return orElse(q.integer(1) > 0 && q.integer(1) <= kLargestPhoto, "a size that no photo has");
    });
    each("server_row", "SELECT first, last, next FROM number_lease", [](const Query& q) {
        return orElse(q.integer(0) > 0 && q.integer(0) <= q.integer(2) && q.integer(2) <= q.integer(1) + 1,
                      "a lease of no numbers");
    });
}

void RowCheck::checkServerChanges() {
    each("server_change",
         "SELECT change_no, mutation_json, mutation_id, entity, entity_id, before_json, seq, resend FROM "
         "server_change",
         [](const Query& q) {
             parseIfThere(q, 5);
             if (q.integer(6) < 0 || q.integer(7) < 0 || q.integer(7) > kMadeAnew)
                 return std::string("a number that there is not");
             return mutationFault(q, 1, 2, 3, 4);
         });
    // What this office did itself stands in its audit too.
    each("server_change",
         "SELECT c.change_no, c.mutation_json, a.body_json FROM server_change c JOIN audit_entry a ON "
         "a.mutation_id = c.mutation_id",
         [](const Query& q) {
             auto theirs = domain::mutationFromJson(parseJson(q.view(1)).value()).value();
             auto ours = domain::mutationFromJson(parseJson(q.view(2)).value()).value();
             theirs.expected = ours.expected; // nobody looks at it once it was sent
             if (theirs.entity() == domain::Entity::school)
                 return std::string(); // the server puts its own id of the school into it
             // The server writes what a program before protocol 3 entered for a family as the office's deed.
             return orElse(theirs == ours || theirs == domain::enteredByOffice(ours),
                           "differs from the audit");
         });
}

void RowCheck::checkConflicts() {
    each("conflict",
         "SELECT conflict_no, mine_json, mutation_id, entity, entity_id, before_json, theirs_json, "
         "error_json, "
         "kind, resolution FROM conflict",
         [](const Query& q) {
             parseIfThere(q, 5);
             parseIfThere(q, 6);
             static_cast<void>(errorFromText(q.view(7)));
             return mutationFault(q, 1, 2, 3, 4);
         });
}

void RowCheck::checkSyncState() {
    each("sync_state",
         "SELECT one, role, school_id, checkpoint, snapshot_seq, history_next, history_until, floor FROM "
         "sync_state",
         [](const Query& q) {
             static_cast<void>(q.id<domain::SchoolId>(2));
             for (int column = 3; column <= 7; ++column)
                 if (q.integer(column) < 0)
                     return std::string("a number below zero");
             return orElse(domain::roleFromString(q.view(1)).has_value(), "a role that there is not");
         });
}

} // namespace esek::storage
