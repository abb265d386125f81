#include "sync/protocol/Wire.h"

#include "sync/protocol/Fields.h"

#include <algorithm>

namespace esek::sync {

using namespace fields;

Json toJson(const PushRequest& r) {
    Json items = Json::array();
    for (const PushItem& item : r.items)
        items.push_back({{"mutation", item.later.is_null() ? domain::toJson(item.mutation) : item.later},
                         {"before", item.before}});
    return {{"items", std::move(items)}};
}

Result<PushRequest> pushRequestFromJson(const Json& j) {
    return guarded([&] {
        PushRequest r;
        for (const Json& item : list(j, "items", kPushItems)) {
            const auto before = item.is_object() ? item.find("before") : item.end();
            PushItem read;
            const Json& written = at(item, "mutation");
            if (auto mutation = domain::mutationFromJson(written)) {
                read.mutation = std::move(*mutation);
            } else { // one of a later program must not keep the others from coming in
                read.mutation.id = id<domain::MutationId>(written, "id");
                read.later = written;
            }
            if (item.is_object() && before != item.end())
                read.before = *before;
            r.items.push_back(std::move(read));
        }
        return r;
    });
}

Json toJson(const PushAnswer& a) {
    Json verdicts = Json::array();
    for (const PushVerdict& v : a.verdicts) {
        Json one{{"id", v.id.toString()},
                 {"verdict", v.duplicate ? "duplicate" : std::string(toString(v.verdict))}};
        if (v.duplicate)
            one["was"] = toString(v.verdict);
        if (v.seq)
            one["seq"] = *v.seq;
        if (v.error)
            one["error"] = errorToJson(*v.error);
        verdicts.push_back(std::move(one));
    }
    return {{"verdicts", std::move(verdicts)}, {"head", a.head}};
}

Result<PushAnswer> pushAnswerFromJson(const Json& j) {
    return guarded([&] {
        PushAnswer a;
        for (const Json& one : list(j, "verdicts", kPushItems)) {
            PushVerdict v;
            v.id = id<domain::MutationId>(one, "id");
            v.duplicate = text(one, "verdict") == "duplicate";
            v.verdict =
                known(domain::verdictFromString(text(one, v.duplicate ? "was" : "verdict")), "verdict");
            if (one.contains("seq"))
                v.seq = integer(one, "seq", 1, kGreatestSeq);
            if (one.contains("error"))
                v.error = errorFromJson(one["error"]);
            a.verdicts.push_back(std::move(v));
        }
        a.head = integer(j, "head", 0, kGreatestSeq);
        return a;
    });
}

Json toJson(const ChangesPage& p) {
    Json changes = Json::array();
    for (const Change& c : p.changes) {
        Json messages = Json::array();
        for (const auto& m : c.messages)
            messages.push_back(domain::toJson(m));
        Json one{{"seq", c.seq}, {"entity", c.entity}, {"id", c.id.toString()}, {"row", c.row}};
        one["mutation"] = c.mutation ? *c.mutation : Json();
        one["before"] = c.before;
        one["messages"] = std::move(messages);
        changes.push_back(std::move(one));
    }
    return {{"changes", std::move(changes)}, {"until", p.until}, {"more", p.more}};
}

Result<ChangesPage> changesPageFromJson(const Json& j) {
    return guarded([&] {
        ChangesPage p;
        for (const Json& one : list(j, "changes", kPageRows)) {
            Change c;
            // Each number is given once: an order that stands still or goes back is none.
            c.seq = integer(one, "seq", p.changes.empty() ? 1 : p.changes.back().seq + 1, kGreatestSeq);
            c.entity = text(one, "entity");
            c.id = id<Uuid>(one, "id");
            c.row = at(one, "row");
            if (const Json& m = at(one, "mutation"); !m.is_null())
                c.mutation = m;
            c.before = at(one, "before");
            for (const Json& m : list(one, "messages", 100)) {
                if (auto message = domain::messageFromJson(m))
                    c.messages.push_back(std::move(*message));
                else // of a later program
                    c.laterMessages.push_back(
                        {std::string(toString(domain::Entity::message)), id<Uuid>(m, "id"), m});
            }
            p.changes.push_back(std::move(c));
        }
        p.until = integer(j, "until", p.changes.empty() ? 0 : p.changes.back().seq, kGreatestSeq);
        p.more = flag(j, "more");
        return p;
    });
}

Json toJson(const SnapshotPage& p) {
    Json rows = Json::array();
    for (const SnapshotRow& r : p.rows)
        rows.push_back({{"entity", r.entity}, {"id", r.id.toString()}, {"row", r.row}});
    Json j{{"epoch", p.epoch}, {"seq", p.seq}, {"rows", std::move(rows)}};
    if (!p.next.empty())
        j["next"] = p.next;
    return j;
}

namespace {

/// It goes into the address of the next request as it is.
std::string cursor(const Json& j, const char* key) {
    std::string v = token(j, key, kWordBytes);
    if (v.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:._-") !=
        std::string::npos)
        bad(key);
    return v;
}

} // namespace

Result<SnapshotPage> snapshotPageFromJson(const Json& j) {
    return guarded([&] {
        SnapshotPage p;
        p.epoch = token(j, "epoch", kWordBytes);
        p.seq = integer(j, "seq", 0, kGreatestSeq);
        for (const Json& r : list(j, "rows", kPageRows))
            p.rows.push_back({text(r, "entity"), id<Uuid>(r, "id"), at(r, "row")});
        if (j.contains("next"))
            p.next = cursor(j, "next");
        return p;
    });
}

std::optional<int> commonProtocol(ProtocolRange a, ProtocolRange b) {
    const int highest = std::min(a.highest, b.highest);
    return highest < std::max(a.lowest, b.lowest) ? std::nullopt : std::optional(highest);
}

Json toJson(const Meta& m) {
    return {{"protocol", m.protocol},
            {"server", m.server},
            {"epoch", m.epoch},
            {"epochStart", m.epochStart},
            {"head", m.head},
            {"school", m.school.toString()},
            {"device", m.device},
            {"role", toString(m.role)},
            {"protocols", {{"lowest", m.protocols.lowest}, {"highest", m.protocols.highest}}}};
}

namespace {

int version(const Json& j, const char* key) {
    constexpr std::int64_t kGreatest = 9999;
    return static_cast<int>(integer(j, key, 0, kGreatest));
}

} // namespace

Result<Meta> metaFromJson(const Json& j) {
    return guarded([&] {
        Meta m;
        m.protocol = version(j, "protocol");
        m.server = token(j, "server", kWordBytes);
        m.epoch = token(j, "epoch", kWordBytes);
        m.epochStart = integer(j, "epochStart", 0, kGreatestSeq);
        m.head = integer(j, "head", 0, kGreatestSeq);
        m.school = id<domain::SchoolId>(j, "school");
        m.device = token(j, "device", kWordBytes);
        m.role = known(domain::roleFromString(text(j, "role")), "role");
        m.protocols = {m.protocol, m.protocol};
        if (j.contains("protocols")) {
            const Json& range = at(j, "protocols");
            m.protocols = {version(range, "lowest"), version(range, "highest")};
        }
        return m;
    });
}

Json toJson(const Enrolled& e) {
    Json j = toJson(e.meta);
    j["token"] = e.token;
    return j;
}

Result<Enrolled> enrolledFromJson(const Json& j) {
    return guarded([&] { return Enrolled{token(j, "token", kWordBytes), metaFromJson(j).value()}; });
}

} // namespace esek::sync
