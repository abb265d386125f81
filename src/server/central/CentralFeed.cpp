#include "base/Hex.h"
#include "base/Sha256.h"
#include "server/central/Central.h"

#include <algorithm>

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
    appendField(out, "entity", "\"" + std::string(wireName(c.kind)) + "\"");
    appendField(out, "id", "\"" + c.id + "\"");
    appendField(out, "row", c.body);
    appendField(out, "mutation", c.mutation.empty() ? "null" : c.mutation);
    appendField(out, "before", c.before);
    appendField(out, "messages", c.messages);
    out += '}';
}

struct Cursor {
    std::size_t kind = 0;
    std::string after;
};

Cursor cursorFrom(const std::string& text) {
    if (text.empty())
        return {};
    const auto colon = text.find(':');
    const bool digit = colon == 1 && text[0] >= '0' && text[0] < '0' + static_cast<char>(std::size(kKinds));
    if (!digit || (text.size() > 2 && !Uuid::parse(text.substr(2))))
        throw Exception(Error{ErrorCode::jsonInvalid, "cursor", {{"field", "after"}}});
    return {static_cast<std::size_t>(text[0] - '0'), text.substr(2)};
}

SchoolRow existing(std::optional<SchoolRow> school) {
    if (!school)
        throw Exception(ErrorCode::serverUnauthorized, "the school of a token is gone");
    return *school;
}

} // namespace

std::string Central::changes(const Caller& c, std::int64_t since, std::optional<std::int64_t> until,
                             std::int64_t limit) {
    return m_store.read([&](Tx& tx) {
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

std::string Central::snapshot(const Caller& c, const std::string& after, std::int64_t limit) {
    Cursor cursor = cursorFrom(after);
    return m_store.read([&](Tx& tx) {
        const std::int64_t head = existing(tx.school(c.school)).head;
        std::string out =
            "{\"epoch\":\"" + tx.state("epoch") + "\",\"seq\":" + std::to_string(head) + ",\"rows\":[";
        std::int64_t left = pageRows(limit);
        bool first = true;
        Cursor at = cursor;
        while (at.kind < std::size(kKinds) && left > 0 && out.size() < kPageBytes) {
            const Kind kind = kKinds[at.kind];
            const auto rows = tx.records(c.school, kind, at.after, left);
            bool whole = static_cast<std::int64_t>(rows.size()) < left;
            for (const RecordRow& row : rows) {
                if (out.size() >= kPageBytes) {
                    whole = false;
                    break;
                }
                out += first ? "" : ",";
                first = false;
                out += "{\"entity\":\"" + std::string(wireName(kind)) + "\",\"id\":\"" + row.id + "\"";
                appendField(out, "row", row.body);
                out += '}';
                at.after = row.id;
                --left;
            }
            if (whole)
                at = {at.kind + 1, {}};
        }
        out += ']';
        if (at.kind < std::size(kKinds))
            appendField(out, "next", "\"" + std::to_string(at.kind) + ":" + at.after + "\"");
        out += '}';
        return out;
    });
}

std::string Central::digest(const Caller& c) {
    return m_store.read([&](Tx& tx) {
        Json digests = Json::object();
        const std::int64_t head = existing(tx.school(c.school)).head;
        for (const Kind kind : kKinds) {
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
            digests[std::string(wireName(kind))] = {{"count", count}, {"sha256", toHex(sha.finish())}};
        }
        return dumpJson(Json{{"seq", head}, {"digests", std::move(digests)}});
    });
}

} // namespace esek::server
