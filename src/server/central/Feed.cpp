#include "server/central/Feed.h"

#include "base/Hex.h"
#include "base/Sha256.h"
#include "base/Version.h"

#include <algorithm>
#include <charconv>

namespace esek::server {

namespace {

constexpr std::size_t kPageBytes = 4 * 1024 * 1024;

std::int64_t pageRows(std::int64_t limit) {
    return std::clamp<std::int64_t>(limit, 1, static_cast<std::int64_t>(sync::kPageRows));
}

void appendField(std::string& out, std::string_view key, std::string_view text) {
    out += ",\"";
    out += key;
    out += "\":";
    out += text;
}

void appendChange(std::string& out, const ChangeRow& c) {
    out += "{\"seq\":" + std::to_string(c.seq);
    appendField(out, "entity", "\"" + std::string(toString(c.kind)) + "\"");
    appendField(out, "id", "\"" + c.id + "\"");
    appendField(out, "row", c.body);
    appendField(out, "mutation", c.mutation.empty() ? "null" : c.mutation);
    appendField(out, "before", c.before);
    appendField(out, "messages", c.messages);
    out += '}';
}

/// Where a snapshot goes on: the place in the order of kinds and the last id that was sent.
struct Cursor {
    std::size_t place = 0;
    std::string after;
};

/// "3:0190...": the frozen number of the kind, so that a snapshot that is under way survives a program in
/// which another kind stands in between.
std::string textOf(const Cursor& c) {
    return std::to_string(static_cast<int>(domain::kSnapshotOrder[c.place])) + ":" + c.after;
}

Cursor cursorFrom(const std::string& text) {
    if (text.empty())
        return {};
    int number = -1;
    const char* const end = text.data() + text.size();
    const auto [at, problem] = std::from_chars(text.data(), end, number);
    const auto kind = domain::entityFromNumber(number);
    const bool colon = problem == std::errc() && at != end && *at == ':';
    const std::string after = colon ? std::string(at + 1, end) : std::string();
    if (!colon || !kind || (!after.empty() && !Uuid::parse(after)))
        throw Exception(Error{ErrorCode::jsonInvalid, "cursor", {{"field", "after"}}});
    const auto place = std::find(domain::kSnapshotOrder.begin(), domain::kSnapshotOrder.end(), *kind);
    return {static_cast<std::size_t>(place - domain::kSnapshotOrder.begin()), after};
}

} // namespace

sync::Meta Feed::meta(const Caller& c) {
    return m_core.store.read([&](Tx& tx) -> sync::Meta {
        const SchoolRow school = existing(tx.school(c.school));
        return {sync::kProtocols.lowest,
                version(),
                tx.state("epoch"),
                school.epochStart,
                school.head,
                {*Uuid::parse(c.school)},
                c.device,
                c.role,
                sync::kProtocols};
    });
}

std::int64_t Feed::head(const Caller& c) {
    return m_core.store.single([&](Tx& tx) { return tx.head(c.school); });
}

std::string Feed::changes(const Caller& c, std::int64_t since, std::optional<std::int64_t> until,
                          std::int64_t limit) {
    return m_core.store.read([&](Tx& tx) {
        const std::int64_t head = existing(tx.school(c.school)).head;
        const std::int64_t end = until.value_or(head);
        if (since < 0 || end < 0)
            throw Exception(Error{ErrorCode::jsonInvalid, "since", {{"field", "since"}}});
        // Numbers that this server never gave: it lost days, or is another one.
        if (since > head || end > head)
            throw Exception(ErrorCode::changesGone, "asked beyond the head");
        const auto rows = tx.changes(c.school, since, end, pageRows(limit));
        std::string out = "{\"changes\":[";
        std::int64_t last = since;
        for (const ChangeRow& row : rows) {
            if (last != since)
                out += ',';
            appendChange(out, row);
            last = row.seq;
            if (out.size() > kPageBytes)
                break;
        }
        const bool more = !rows.empty() && last < end;
        out += "],\"until\":" + std::to_string(end) + ",\"more\":" + (more ? "true" : "false") + "}";
        return out;
    });
}

std::string Feed::snapshot(const Caller& c, const std::string& after, std::int64_t limit) {
    Cursor cursor = cursorFrom(after);
    return m_core.store.read([&](Tx& tx) {
        const std::int64_t head = existing(tx.school(c.school)).head;
        std::string out =
            "{\"epoch\":\"" + tx.state("epoch") + "\",\"seq\":" + std::to_string(head) + ",\"rows\":[";
        std::int64_t left = pageRows(limit);
        bool first = true;
        Cursor at = cursor;
        while (at.place < domain::kSnapshotOrder.size() && left > 0 && out.size() < kPageBytes) {
            const Kind kind = domain::kSnapshotOrder[at.place];
            const auto rows = tx.records(c.school, kind, at.after, left);
            bool whole = static_cast<std::int64_t>(rows.size()) < left;
            for (const RecordRow& row : rows) {
                if (out.size() >= kPageBytes) {
                    whole = false;
                    break;
                }
                out += first ? "" : ",";
                first = false;
                out += "{\"entity\":\"" + std::string(toString(kind)) + "\",\"id\":\"" + row.id + "\"";
                appendField(out, "row", row.body);
                out += '}';
                at.after = row.id;
                --left;
            }
            if (whole)
                at = {at.place + 1, {}};
        }
        out += ']';
        if (at.place < domain::kSnapshotOrder.size())
            appendField(out, "next", "\"" + textOf(at) + "\"");
        out += '}';
        return out;
    });
}

std::string Feed::digest(const Caller& c) {
    return m_core.store.read([&](Tx& tx) {
        Json digests = Json::object();
        const std::int64_t head = existing(tx.school(c.school)).head;
        for (const Kind kind : domain::kSnapshotOrder) {
            Sha256 sha;
            std::int64_t count = 0;
            std::string after;
            for (;;) {
                const auto rows =
                    tx.records(c.school, kind, after, static_cast<std::int64_t>(sync::kPageRows));
                for (const RecordRow& row : rows)
                    sha.update(row.id + " " + toHex(Sha256::of(row.body)) + "\n");
                count += static_cast<std::int64_t>(rows.size());
                if (rows.size() < sync::kPageRows)
                    break;
                after = rows.back().id;
            }
            digests[std::string(toString(kind))] = {{"count", count}, {"sha256", toHex(sha.finish())}};
        }
        return dumpJson(Json{{"seq", head}, {"digests", std::move(digests)}});
    });
}

} // namespace esek::server
