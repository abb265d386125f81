#include "server/store/Schema.h"

#include "base/Error.h"
#include "base/platform/Files.h"
#include "server/store/Seal.h"

#include <filesystem>
#include <map>
#include <string>

namespace esek::server {

namespace {

// TEXT becomes TEXT COLLATE "C" on PostgreSQL: ids and keys are compared by bytes, as SQLite does.
constexpr const char* kVersion1[] = {
    // epoch, revocations ...
    "CREATE TABLE server_state (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",

    // The row that every writer of a school locks first: head is the last number of its order of changes.
    "CREATE TABLE school (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, head BIGINT NOT NULL, "
    "epoch_start BIGINT NOT NULL, next_number BIGINT NOT NULL, chain TEXT NOT NULL)",

    // The records as they are now, as JSON; kind is the frozen number of the kind (domain/Entity.h).
    "CREATE TABLE record (school TEXT NOT NULL REFERENCES school (id), kind BIGINT NOT NULL, id TEXT NOT "
    "NULL, body TEXT NOT NULL, rev BIGINT NOT NULL, PRIMARY KEY (school, kind, id))",

    // What must be unique in a school: register numbers, PESELs, card and batch numbers.
    "CREATE TABLE record_key (school TEXT NOT NULL REFERENCES school (id), kind TEXT NOT NULL, value TEXT "
    "NOT NULL, entity_id TEXT NOT NULL, PRIMARY KEY (school, kind, value))",

    // The order of changes; chain is SHA-256 over the former row's chain and this row.
    "CREATE TABLE change (school TEXT NOT NULL REFERENCES school (id), seq BIGINT NOT NULL, kind BIGINT NOT "
    "NULL, id TEXT NOT NULL, body TEXT NOT NULL, mutation TEXT NOT NULL, before_body TEXT NOT NULL, messages "
    "TEXT NOT NULL, device TEXT NOT NULL, at TEXT NOT NULL, chain TEXT NOT NULL, PRIMARY KEY (school, seq))",

    "CREATE TABLE applied_mutation (school TEXT NOT NULL REFERENCES school (id), id TEXT NOT NULL, digest "
    "TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (school, id))",

    // Bytes that the server holds for a school; state: stored, erasing.
    "CREATE TABLE blob (school TEXT NOT NULL REFERENCES school (id), id TEXT NOT NULL, size BIGINT NOT NULL, "
    "state TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (school, id))",
    // Which pupil's photo file they belong to.
    "CREATE TABLE photo_blob (school TEXT NOT NULL REFERENCES school (id), student TEXT NOT NULL, blob TEXT "
    "NOT NULL, size BIGINT NOT NULL, PRIMARY KEY (school, student, blob))",
    "CREATE INDEX photo_blob_by_blob ON photo_blob (school, blob)",
    "CREATE TABLE upload (school TEXT NOT NULL REFERENCES school (id), id TEXT NOT NULL, blob TEXT NOT NULL, "
    "size BIGINT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (school, id))",
    "CREATE UNIQUE INDEX upload_by_blob ON upload (school, blob)",

    "CREATE TABLE account (school TEXT NOT NULL REFERENCES school (id), id TEXT NOT NULL, name TEXT NOT "
    "NULL, role TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (school, id))",
    "CREATE TABLE invite (code_hash TEXT NOT NULL PRIMARY KEY, school TEXT NOT NULL REFERENCES school (id), "
    "account TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT "
    "NOT NULL)",
    "CREATE TABLE device (id TEXT NOT NULL PRIMARY KEY, school TEXT NOT NULL REFERENCES school (id), account "
    "TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, token_hash TEXT NOT NULL, created_at TEXT NOT "
    "NULL, revoked_at TEXT NOT NULL)",
    "CREATE UNIQUE INDEX device_by_token ON device (token_hash)",

    // What administrators did, chained per school like the changes.
    "CREATE TABLE audit (school TEXT NOT NULL REFERENCES school (id), seq BIGINT NOT NULL, at TEXT NOT NULL, "
    "kind TEXT NOT NULL, subject TEXT NOT NULL, chain TEXT NOT NULL, PRIMARY KEY (school, seq))",
};

// Families: who may come to the panel for which pupil. Times are ISO texts; an empty text is "none".
constexpr const char* kVersion2[] = {
    // A login that the school gave for one pupil. password: what the family chose, one_time: what the slip
    // says (both argon2id); link: SHA-256 of the slip's link. The slip's secrets are good until
    // secrets_until.
    "CREATE TABLE portal_login (id TEXT NOT NULL PRIMARY KEY, school TEXT NOT NULL REFERENCES school (id), "
    "student TEXT NOT NULL, number TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, password TEXT NOT "
    "NULL, one_time TEXT NOT NULL, link TEXT NOT NULL, secrets_until TEXT NOT NULL, issued_at TEXT NOT NULL, "
    "issued_by TEXT NOT NULL, used_at TEXT NOT NULL, ended_at TEXT NOT NULL, read_until TEXT NOT NULL)",
    "CREATE UNIQUE INDEX portal_login_by_number ON portal_login (number)",
    "CREATE INDEX portal_login_by_link ON portal_login (link)",
    "CREATE INDEX portal_login_by_student ON portal_login (school, student)",

    // token: SHA-256 of what the browser keeps.
    "CREATE TABLE portal_session (token TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, login TEXT NOT NULL "
    "REFERENCES portal_login (id), created_at TEXT NOT NULL, used_at TEXT NOT NULL, agent TEXT NOT NULL)",
    "CREATE INDEX portal_session_by_login ON portal_session (login)",

    // The photo that a family is about to send; one for each login. blob: bytes of the school, empty before
    // a file was chosen. mutation: what sending it will be called, so that it is sent once. sent_at: empty
    // until then.
    "CREATE TABLE portal_draft (login TEXT NOT NULL PRIMARY KEY REFERENCES portal_login (id), id TEXT NOT "
    "NULL, blob TEXT NOT NULL, size BIGINT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL, "
    "file_name "
    "TEXT NOT NULL, crop TEXT NOT NULL, mutation TEXT NOT NULL, created_at TEXT NOT NULL, sent_at TEXT NOT "
    "NULL)",

    // Which messages are about which pupil, in the order of their ids.
    "CREATE TABLE student_message (school TEXT NOT NULL REFERENCES school (id), student TEXT NOT NULL, id "
    "TEXT NOT NULL, PRIMARY KEY (school, student, id))",
    "INSERT INTO student_message (school, student, id) SELECT m.school, s.id, m.id FROM record m JOIN record "
    "s ON s.school = m.school AND s.kind = 1 AND m.kind = 5 AND m.body LIKE '%\"student\":\"' || s.id || "
    "'\"%'",
};

constexpr const char* kVersion3[] = {
    // Reasons for a rejection that the checks saw in the photo, with a space between.
    "ALTER TABLE portal_draft ADD COLUMN advice TEXT NOT NULL DEFAULT ''",

    // Tries at passwords: for a login, a browser, an address (a keyed hash of it), how many since when.
    "CREATE TABLE portal_guess (counter TEXT NOT NULL PRIMARY KEY, tries BIGINT NOT NULL, since TEXT NOT "
    "NULL)",
    "CREATE INDEX portal_guess_by_since ON portal_guess (since)",
};

// Seals (Seal.h), and which mutations changed nothing, so that their answers do not stay for ever.
constexpr const char* kVersion4[] = {
    "ALTER TABLE server_state ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE school ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE applied_mutation ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE blob ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE upload ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE account ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE invite ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE device ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE portal_login ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE portal_session ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE portal_draft ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE unchanged_mutation (school TEXT NOT NULL REFERENCES school (id), id TEXT NOT NULL, at TEXT "
    "NOT NULL, seal TEXT NOT NULL, PRIMARY KEY (school, id))",
};
constexpr std::size_t kSealedSince = 4;

// Mails to families.
constexpr const char* kVersion5[] = {
    // How a login wants to be written to. address: confirmed; pending: typed, not confirmed yet; wanted and
    // quiet: 0 or 1; fault: the answer of a mail server that refused the address.
    "CREATE TABLE portal_mail (login TEXT NOT NULL PRIMARY KEY REFERENCES portal_login (id), address TEXT "
    "NOT NULL, pending TEXT NOT NULL, language TEXT NOT NULL, wanted BIGINT NOT NULL, quiet BIGINT NOT NULL, "
    "fault TEXT NOT NULL, last_at TEXT NOT NULL, seal TEXT NOT NULL)",

    // Links that confirm an address: SHA-256 of what the mail says.
    "CREATE TABLE mail_link (hash TEXT NOT NULL PRIMARY KEY, login TEXT NOT NULL, address TEXT NOT NULL, "
    "until TEXT NOT NULL)",
    "CREATE INDEX mail_link_by_login ON mail_link (login)",

    // The queue. id comes from what caused the mail, so that one cause makes one entry; state: queued,
    // sending, sent, failed, dropped. Whoever sends an entry has it until lease_until.
    "CREATE TABLE mail_out (id TEXT NOT NULL PRIMARY KEY, login TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT "
    "NOT NULL, address TEXT NOT NULL, letter TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, "
    "next_at TEXT NOT NULL, lease_until TEXT NOT NULL, lease_by TEXT NOT NULL, created_at TEXT NOT NULL, "
    "ended_at TEXT NOT NULL, reason TEXT NOT NULL)",
    "CREATE INDEX mail_out_due ON mail_out (next_at, id) WHERE state IN ('queued', 'sending')",
    "CREATE INDEX mail_out_by_login ON mail_out (login, state)",
    "CREATE INDEX mail_out_by_letter ON mail_out (letter)",
};

// Which logins belong to one guardian alone.
constexpr const char* kVersion6[] = {
    "CREATE TABLE portal_guardian_login (login TEXT NOT NULL PRIMARY KEY REFERENCES portal_login (id), "
    "guardian TEXT NOT NULL, seal TEXT NOT NULL)",
};

// Seals for the queue of mails and its links.
constexpr const char* kVersion7[] = {
    "ALTER TABLE mail_link ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE mail_out ADD COLUMN seal TEXT NOT NULL DEFAULT ''",
};

// Personal accounts, which belong to no school. address_key: the address in small letters.
constexpr const char* kVersion8[] = {
    "CREATE TABLE personal_account (id TEXT NOT NULL PRIMARY KEY, address TEXT NOT NULL, address_key TEXT "
    "NOT "
    "NULL, pending TEXT NOT NULL, name TEXT NOT NULL, password TEXT NOT NULL, language TEXT NOT NULL, "
    "created_at TEXT NOT NULL, activated_at TEXT NOT NULL, used_at TEXT NOT NULL, seal TEXT NOT NULL)",
    "CREATE UNIQUE INDEX personal_account_by_address ON personal_account (address_key)",
    // Which logins of schools it may act through; confirmed_at is empty while a parent's word is missing.
    "CREATE TABLE personal_link (account TEXT NOT NULL REFERENCES personal_account (id), login TEXT NOT NULL "
    "REFERENCES portal_login (id), linked_at TEXT NOT NULL, confirmed_at TEXT NOT NULL, seal TEXT NOT NULL, "
    "PRIMARY KEY (account, login))",
    "CREATE INDEX personal_link_by_login ON personal_link (login)",
    "CREATE TABLE personal_session (token TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT NULL "
    "REFERENCES personal_account (id), created_at TEXT NOT NULL, used_at TEXT NOT NULL, agent TEXT NOT NULL, "
    "seal TEXT NOT NULL)",
    "CREATE INDEX personal_session_by_account ON personal_session (account)",
    // Links in letters: SHA-256 of what the letter says.
    "CREATE TABLE personal_mail_link (hash TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, purpose TEXT "
    "NOT "
    "NULL, address TEXT NOT NULL, until TEXT NOT NULL, seal TEXT NOT NULL)",
    "CREATE INDEX personal_mail_link_by_account ON personal_mail_link (account)",
};

// A covered head on a photo that is not sent yet: 0 or 1.
constexpr const char* kVersion9[] = {
    "ALTER TABLE portal_draft ADD COLUMN headwear BIGINT NOT NULL DEFAULT 0",
};

// Who of the running authority sees the figures of all schools, and when each office's computer was here
// last.
constexpr const char* kVersion10[] = {
    "CREATE TABLE authority_access (id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL, "
    "password TEXT NOT NULL, one_time TEXT NOT NULL, secrets_until TEXT NOT NULL, issued_at TEXT NOT NULL, "
    "used_at TEXT NOT NULL, ended_at TEXT NOT NULL, seal TEXT NOT NULL)",
    "CREATE UNIQUE INDEX authority_access_by_number ON authority_access (number)",
    "CREATE TABLE authority_session (token TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, access TEXT NOT NULL "
    "REFERENCES authority_access (id), created_at TEXT NOT NULL, used_at TEXT NOT NULL, agent TEXT NOT NULL, "
    "seal TEXT NOT NULL)",
    "CREATE INDEX authority_session_by_access ON authority_session (access)",
    "CREATE TABLE device_contact (device TEXT NOT NULL PRIMARY KEY REFERENCES device (id), version TEXT NOT "
    "NULL, at TEXT NOT NULL, seal TEXT NOT NULL)",
};

std::string forDialect(std::string sql, Dialect dialect) {
    if (dialect == Dialect::sqlite)
        return sql;
    static const std::string kFrom = " TEXT NOT NULL";
    static const std::string kTo = " TEXT COLLATE \"C\" NOT NULL";
    for (std::size_t at = 0; (at = sql.find(kFrom, at)) != std::string::npos; at += kTo.size())
        sql.replace(at, kFrom.size(), kTo);
    return sql;
}

int versionOf(Database& db, Dialect dialect) {
    const Rows found = dialect == Dialect::sqlite
                           ? db.query("SELECT count(*) FROM sqlite_master WHERE name = 'server_state'", 1)
                           : db.query("SELECT count(*) FROM pg_catalog.pg_class WHERE relname = "
                                      "'server_state' AND relkind = 'r' AND pg_table_is_visible(oid)",
                                      1);
    if (found.integer(0, 0) == 0)
        return 0;
    const Rows version = db.query("SELECT value FROM server_state WHERE name = 'schema'", 1);
    return version.empty() ? 0 : static_cast<int>(version.integer(0, 0));
}

void begin(Database& db, Dialect dialect) {
    if (dialect == Dialect::sqlite) {
        db.run("BEGIN IMMEDIATE");
        return;
    }
    db.run("BEGIN");
    db.run("SET LOCAL lock_timeout = 0"); // another process may be at it, for as long as it takes
    db.run("SET LOCAL statement_timeout = 0");
    db.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(20260905)) AS locked", 1); // one at a time
}

/// A whole copy beside the file. One that is there already is from a start that went no further, and stays.
void keepCopy(Database& db, const std::string& file, std::size_t newest) {
    const std::string copy = file + ".before-" + std::to_string(newest);
    if (std::filesystem::exists(platform::pathFromUtf8(copy)))
        return;
    std::string quoted = "'";
    for (const char c : copy)
        quoted += c == '\'' ? std::string("''") : std::string(1, c);
    db.run("VACUUM INTO " + quoted + "'");
}

std::map<std::string, std::string> schemaOf(Database& db) {
    std::map<std::string, std::string> schema;
    // SQLite keeps figures about indexes in tables of its own when somebody has asked for them.
    const Rows rows = db.query("SELECT type || ' ' || name || ' of ' || tbl_name, coalesce(sql, '') FROM "
                               "sqlite_master WHERE name NOT LIKE 'sqlite_stat%'",
                               2);
    for (std::size_t i = 0; i < rows.size(); ++i)
        schema.emplace(rows.text(i, 0), rows.text(i, 1));
    return schema;
}

} // namespace

std::string foreignPart(Database& db, const std::vector<SchemaStep>& steps) {
    const auto ours = openDatabase({Dialect::sqlite, ":memory:", false, true});
    for (const SchemaStep& step : steps)
        for (const std::string& sql : step)
            ours->run(sql);
    const auto expected = schemaOf(*ours);
    const auto found = schemaOf(db);
    for (const auto& [name, sql] : found)
        if (const auto it = expected.find(name); it == expected.end() || it->second != sql)
            return name;
    for (const auto& [name, sql] : expected)
        if (!found.contains(name))
            return name + " is missing";
    return {};
}

const std::vector<SchemaStep>& schemaSteps() {
    static const std::vector<SchemaStep> steps{SchemaStep(std::begin(kVersion1), std::end(kVersion1)),
                                               SchemaStep(std::begin(kVersion2), std::end(kVersion2)),
                                               SchemaStep(std::begin(kVersion3), std::end(kVersion3)),
                                               SchemaStep(std::begin(kVersion4), std::end(kVersion4)),
                                               SchemaStep(std::begin(kVersion5), std::end(kVersion5)),
                                               SchemaStep(std::begin(kVersion6), std::end(kVersion6)),
                                               SchemaStep(std::begin(kVersion7), std::end(kVersion7)),
                                               SchemaStep(std::begin(kVersion8), std::end(kVersion8)),
                                               SchemaStep(std::begin(kVersion9), std::end(kVersion9)),
                                               SchemaStep(std::begin(kVersion10), std::end(kVersion10))};
    return steps;
}

void migrate(Database& db, const DatabaseTarget& target, const std::vector<SchemaStep>& steps) {
    const Dialect dialect = target.dialect;
    const auto before = static_cast<std::size_t>(versionOf(db, dialect));
    // Before the first statement that could run what somebody else has put into the file.
    if (dialect == Dialect::sqlite && before > 0 && before <= steps.size())
        if (const std::string part =
                foreignPart(db, {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(before)});
            !part.empty())
            throw Exception(ErrorCode::databaseCorrupt, "a schema that is not ours: " + part);
    if (dialect == Dialect::sqlite && before > 0 && before < steps.size())
        keepCopy(db, target.connection, steps.size());
    begin(db, dialect);
    // Asked again under the lock: another process may have gone further meanwhile.
    const auto version = static_cast<std::size_t>(versionOf(db, dialect));
    if (version > steps.size()) {
        db.run("ROLLBACK");
        throw Exception(Error{ErrorCode::schemaNewer, "server database", {{"file", "server"}}});
    }
    for (std::size_t next = version; next < steps.size(); ++next)
        for (const std::string& sql : steps[next])
            db.run(forDialect(sql, dialect));
    const std::string reached = std::to_string(steps.size());
    if (version == 0)
        db.run("INSERT INTO server_state (name, value) VALUES ('schema', '" + reached + "')");
    else if (version < steps.size())
        db.run("UPDATE server_state SET value = '" + reached + "' WHERE name = 'schema'");
    if (steps.size() >= kSealedSince && version < steps.size()) {
        db.run("UPDATE server_state SET seal = '' WHERE name = 'schema'");
        for (const TableShape& table : tableShapes())
            if (table.sealed)
                seal::sealAll(db, table);
    }
    db.run("COMMIT");
}

} // namespace esek::server
