#include "server/store/Tables.h"

#include "base/Error.h"

#include <algorithm>

namespace esek::server {

const std::vector<TableShape>& tableShapes() {
    static const std::vector<TableShape> shapes{
        {"server_state", 1, {"name", "value"}, true, true},
        {"school", 1, {"id", "name", "head", "epoch_start", "next_number", "chain"}, true, true},
        {"record", 3, {"school", "kind", "id", "body", "rev"}, false, true},
        {"record_key", 3, {"school", "kind", "value", "entity_id"}, false, true},
        {"change",
         2,
         {"school", "seq", "kind", "id", "body", "mutation", "before_body", "messages", "device", "at",
          "chain"},
         false,
         true},
        {"applied_mutation", 2, {"school", "id", "digest", "answer"}, true, true},
        {"unchanged_mutation", 2, {"school", "id", "at"}, true, true},
        {"blob", 2, {"school", "id", "size", "state", "created_at"}, true, true},
        {"photo_blob", 3, {"school", "student", "blob", "size"}, false, true},
        {"account", 2, {"school", "id", "name", "role", "created_at"}, true, true},
        {"invite",
         1,
         {"code_hash", "school", "account", "role", "name", "expires_at", "used_at"},
         true,
         true},
        {"device",
         1,
         {"id", "school", "account", "role", "name", "token_hash", "created_at", "revoked_at"},
         true,
         true},
        {"audit", 2, {"school", "seq", "at", "kind", "subject", "chain"}, false, true},
        {"portal_login",
         1,
         {"id", "school", "student", "number", "role", "name", "password", "one_time", "link",
          "secrets_until", "issued_at", "issued_by", "used_at", "ended_at", "read_until"},
         true,
         true},
        {"portal_guardian_login", 1, {"login", "guardian"}, true, true},
        {"portal_mail",
         1,
         {"login", "address", "pending", "language", "wanted", "quiet", "fault", "last_at"},
         true,
         true},
        {"student_message", 3, {"school", "student", "id"}, false, true},
        {"personal_account",
         1,
         {"id", "address", "address_key", "pending", "name", "password", "language", "created_at",
          "activated_at", "used_at"},
         true,
         true},
        {"personal_link", 2, {"account", "login", "linked_at", "confirmed_at"}, true, true},
        {"authority_access",
         1,
         {"id", "number", "name", "password", "one_time", "secrets_until", "issued_at", "used_at",
          "ended_at"},
         true,
         true},
        // These do not go into a backup: nobody shall be logged in by one.
        {"upload", 2, {"school", "id", "blob", "size", "created_at"}, true, false},
        {"portal_session", 1, {"token", "id", "login", "created_at", "used_at", "agent"}, true, false},
        {"portal_draft",
         1,
         {"login", "id", "blob", "size", "width", "height", "file_name", "crop", "mutation", "created_at",
          "sent_at", "advice", "headwear"},
         true,
         false},
        {"personal_session", 1, {"token", "id", "account", "created_at", "used_at", "agent"}, true, false},
        {"authority_session", 1, {"token", "id", "access", "created_at", "used_at", "agent"}, true, false},
        {"device_contact", 1, {"device", "version", "at"}, true, false},
        {"personal_mail_link", 1, {"hash", "account", "purpose", "address", "until"}, true, false},
        // What a backup still held as unsent was sent since, and what offices send again to a restored server
        // makes its entries anew, with the same ids.
        {"mail_link", 1, {"hash", "login", "address", "until"}, true, false},
        {"mail_out",
         1,
         {"id", "login", "kind", "ref", "address", "letter", "state", "attempts", "next_at", "lease_until",
          "lease_by", "created_at", "ended_at", "reason"},
         true,
         false},
        // Counters of tries at passwords are not among them: they are over within the hour.
    };
    return shapes;
}

const TableShape& tableNamed(std::string_view name) {
    const auto& all = tableShapes();
    const auto it = std::find_if(all.begin(), all.end(), [&](const TableShape& t) { return t.name == name; });
    if (it == all.end())
        throw Exception(ErrorCode::internal, "no table of this name");
    return *it;
}

std::string columnList(const TableShape& table, const char* suffix) {
    std::string out;
    for (const char* column : table.columns)
        out += (out.empty() ? "" : ", ") + std::string(column) + suffix;
    return table.sealed ? out + ", seal" + suffix : out;
}

std::string keyList(const TableShape& table) {
    std::string out;
    for (std::size_t i = 0; i < table.keys; ++i)
        out += (i > 0 ? ", " : "") + std::string(table.columns[i]);
    return out;
}

std::string placeholders(std::size_t n) {
    std::string out;
    for (std::size_t i = 1; i <= n; ++i)
        out += (i > 1 ? ", $" : "$") + std::to_string(i);
    return out;
}

} // namespace esek::server
