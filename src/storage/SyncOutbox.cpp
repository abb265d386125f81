#include "storage/PhotoTable.h"
#include "storage/Rebase.h"
#include "storage/ReplicaCore.h"
#include "storage/SyncConflicts.h"
#include "storage/SyncStore.h"

namespace esek::storage {

using namespace domain;

namespace {

Json jsonOrNull(std::string_view text) {
    return text.empty() ? Json() : parseJson(text).value();
}

/// Decisions that were taken back before they left never leave, and the record is again what the server knows
/// with what else is pending.
void dropTakenBack(Connection& c, Rebase& rebase) {
    struct Pair {
        std::int64_t undo;
        MutationId undone;
        Uuid student;
    };
    std::vector<Pair> pairs;
    {
        Query q = c.prepared("SELECT o.op_seq, a.body_json, a.entity_id FROM outbox o JOIN audit_entry a ON "
                             "a.seq = o.op_seq WHERE a.kind = 'undo' AND o.state = 'pending'");
        while (q.step()) {
            const Mutation m = mutationFromJson(parseJson(q.view(1)).value()).value();
            pairs.push_back(
                {q.integer(0), std::get<UndoDecision>(std::get<PhotoChange>(m.change)).undoes, q.uuid(2)});
        }
    }
    for (const Pair& p : pairs) {
        c.prepared("DELETE FROM outbox WHERE op_seq = ?1 OR op_seq = (SELECT seq FROM audit_entry WHERE "
                   "mutation_id = ?2)")
            .bind(p.undo)
            .bind(p.undone)
            .run();
        if (hasServerRow(c, Entity::photoFile, p.student))
            rebase.touch(Entity::photoFile, p.student);
    }
}

/// What the server has lost and knew: a mutation of a later program goes back as it came.
OutgoingMutation resent(Json mutation, Json before) {
    OutgoingMutation out{{}, std::move(before), {}};
    if (auto known = mutationFromJson(mutation)) {
        out.mutation = std::move(*known);
    } else {
        out.mutation.id = MutationId::parse(mutation.at("id").get<std::string>()).value();
        out.later = std::move(mutation);
    }
    return out;
}

/// Done, but a person should know (two valid cards).
void noticeOf(Connection& c, const MutationId& id, const Error& error, Timestamp at) {
    Query q = c.prepared("SELECT entity, entity_id, body_json FROM audit_entry WHERE mutation_id = ?");
    if (q.bind(id).step())
        insertConflict(
            c, {id, ConflictRow::Kind::notice, entityFrom(q, 0), q.uuid(1), q.text(2), {}, {}, error}, at);
}

/// Out of the way until askAgain(): the mutations after it go on.
void waitForServer(Connection& c, const MutationId& id) {
    c.prepared("UPDATE server_change SET resend = 2 WHERE mutation_id = ? AND resend IN (1, 3)")
        .bind(id)
        .run();
    c.prepared("UPDATE outbox SET verdict = 'waiting' WHERE op_seq = (SELECT seq FROM audit_entry WHERE "
               "mutation_id = ?)")
        .bind(id)
        .run();
}

} // namespace

Result<std::vector<OutgoingMutation>> SyncStore::takeOutgoing(std::size_t limit, std::chrono::seconds keep) {
    auto& core = *m_replica.m_core;
    return core.rebase([&](Connection& c, Rebase& rebase) {
        std::vector<OutgoingMutation> out;
        std::vector<std::int64_t> damaged;
        {
            // What was made anew here comes after what the server itself had before: it may need it.
            const bool lost = c.prepared("SELECT 1 FROM server_change WHERE resend = 1").step();
            Query q = c.prepared(lost ? "SELECT mutation_json, before_json, change_no FROM server_change "
                                        "WHERE resend = 1 ORDER BY seq LIMIT ?"
                                      : "SELECT mutation_json, before_json, change_no FROM server_change "
                                        "WHERE resend = 3 ORDER BY seq LIMIT ?");
            q.bind(static_cast<std::int64_t>(limit));
            while (q.step()) {
                auto one =
                    guarded([&] { return resent(parseJson(q.view(0)).value(), jsonOrNull(q.view(1))); });
                if (one)
                    out.push_back(std::move(*one));
                else
                    damaged.push_back(q.integer(2));
            }
        }
        // Out of the way, or nothing would ever leave this office again. verify tells of it.
        for (const std::int64_t number : damaged) {
            log::error("a change of the server cannot be read: row " + std::to_string(number));
            c.prepared("UPDATE server_change SET resend = 2 WHERE change_no = ?").bind(number).run();
        }
        if (!out.empty())
            return out; // first what the server has lost: ours stand on it
        dropTakenBack(c, rebase);
        std::vector<std::int64_t> sequence;
        {
            Query q = c.prepared("SELECT o.op_seq, a.body_json FROM outbox o JOIN audit_entry a ON a.seq = "
                                 "o.op_seq WHERE o.state <> 'parked' AND o.verdict IS NULL ORDER BY o.op_seq "
                                 "LIMIT ?");
            q.bind(static_cast<std::int64_t>(limit));
            const Timestamp now = core.clock.now();
            while (q.step()) {
                Mutation m = mutationFromJson(parseJson(q.view(1)).value()).value();
                if (m.at <= now && m.at > now - keep)
                    break;
                sequence.push_back(q.integer(0));
                out.push_back({std::move(m), Json(), Json()});
            }
        }
        for (std::size_t i = 0; i < sequence.size(); ++i) {
            out[i].before = jsonOrNull(beforeOf(c, sequence[i]));
            c.prepared("UPDATE outbox SET state = 'sent', attempts = attempts + 1 WHERE op_seq = ?")
                .bind(sequence[i])
                .run();
        }
        rebase.finish("taken_back");
        return out;
    });
}

Result<void> SyncStore::recordAnswers(std::span<const MutationAnswer> answers) {
    auto& core = *m_replica.m_core;
    return core.transact([&](Connection& c) {
        for (const MutationAnswer& a : answers) {
            if (a.verdict == Verdict::rejected && a.error && a.error->code == ErrorCode::serverProtocol) {
                waitForServer(c, a.id);
                continue;
            }
            const bool refused = a.verdict == Verdict::conflict || a.verdict == Verdict::rejected;
            const std::string error = a.error ? toText(*a.error) : std::string();
            // Only what came back with the pull was in the server's order before it was restored.
            Query known = c.prepared("SELECT resend, mutation_json, before_json, entity, entity_id FROM "
                                     "server_change WHERE mutation_id = ? AND resend IN (1, 3)");
            known.bind(a.id);
            if (known.step()) {
                const bool anew = known.integer(0) == kMadeAnew;
                const bool ours =
                    anew || c.prepared("SELECT 1 FROM audit_entry WHERE mutation_id = ?").bind(a.id).step();
                if (refused && ours)
                    insertConflict(c,
                                   {a.id,
                                    anew && a.verdict == Verdict::rejected ? ConflictRow::Kind::rejected
                                                                           : ConflictRow::Kind::conflict,
                                    entityFrom(known, 3),
                                    known.uuid(4),
                                    known.text(1),
                                    known.text(2),
                                    {},
                                    a.error.value_or(Error{})},
                                   core.clock.now());
                Query done = a.verdict == Verdict::applied && a.seq
                                 ? c.prepared("UPDATE server_change SET resend = 0, seq = ?2 WHERE "
                                              "mutation_id = ?1")
                                 : c.prepared("DELETE FROM server_change WHERE mutation_id = ?1");
                done.bind(a.id);
                if (a.verdict == Verdict::applied && a.seq)
                    done.bind(*a.seq);
                done.run();
                continue;
            }
            Query q = c.prepared(
                "UPDATE outbox SET state = ?1, verdict = ?2, server_seq = ?3, error = ?4 WHERE op_seq = "
                "(SELECT seq FROM audit_entry WHERE mutation_id = ?5)");
            q.bindText(refused || a.verdict == Verdict::same ? "parked" : "sent")
                .bindText(toString(a.verdict));
            a.seq ? q.bind(*a.seq) : q.bindNull();
            q.bindOrNull(error).bind(a.id).run();
            if (a.verdict == Verdict::applied && a.error)
                noticeOf(c, a.id, *a.error, core.clock.now());
        }
    });
}

Result<void> SyncStore::askAgain() {
    return m_replica.m_core->transact([&](Connection& c) {
        c.exec("UPDATE server_change SET resend = 1 WHERE resend = 2");
        c.exec("UPDATE outbox SET verdict = NULL WHERE verdict = 'waiting'");
    });
}

Result<std::size_t> SyncStore::settle() {
    auto& core = *m_replica.m_core;
    return core.rebase([&](Connection& c, Rebase& rebase) {
        std::size_t conflicts = 0;
        struct Parked {
            std::int64_t opSeq;
            MutationId id;
            Entity entity;
            Uuid entityId;
            std::string body;
            Verdict verdict;
            std::string error;
        };
        std::vector<Parked> parked;
        {
            Query q = c.prepared(
                "SELECT o.op_seq, a.mutation_id, a.entity, a.entity_id, a.body_json, o.verdict, o.error "
                "FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq WHERE o.state = 'parked' ORDER BY "
                "o.op_seq");
            while (q.step())
                parked.push_back({q.integer(0), q.id<MutationId>(1), entityFrom(q, 2), q.uuid(3), q.text(4),
                                  verdictFromString(q.view(5)).value_or(Verdict::rejected), q.text(6)});
        }
        for (const Parked& p : parked) {
            if (p.verdict != Verdict::same) {
                const auto row = loadServerRow(c, p.entity, p.entityId);
                insertConflict(c,
                               {p.id,
                                p.verdict == Verdict::conflict ? ConflictRow::Kind::conflict
                                                               : ConflictRow::Kind::rejected,
                                p.entity, p.entityId, p.body, beforeOf(c, p.opSeq), row ? row->json : "",
                                p.error.empty() ? Error{} : errorFromText(p.error)},
                               core.clock.now());
                ++conflicts;
            }
            c.prepared("DELETE FROM outbox WHERE op_seq = ?").bind(p.opSeq).run();
            // Nobody was told of it.
            removeMessages(c, p.id);
            if (p.entity == Entity::photoFile || p.entity == Entity::school ||
                hasServerRow(c, p.entity, p.entityId))
                rebase.touch(p.entity, p.entityId);
        }
        rebase.finish("settled");
        return conflicts;
    });
}

} // namespace esek::storage
