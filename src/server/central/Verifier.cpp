#include "server/central/Verifier.h"

#include "base/platform/Files.h"
#include "domain/Entities.h"
#include "server/central/Chain.h"
#include "server/central/Keys.h"
#include "server/central/Push.h"
#include "server/store/Schema.h"
#include "server/store/Seal.h"
#include "storage/TextEncoding.h"

namespace esek::server {

namespace {

constexpr std::size_t kProblemsPerArea = 100;
constexpr std::int64_t kPageRows = 500;

/// Nothing when it is not what it should be; that is a problem of the record and told there.
template <class F>
auto read(const std::string& body, F fromJson) {
    using Value = std::decay_t<decltype(fromJson(Json()).value())>;
    const auto json = parseJson(body);
    if (!json)
        return std::optional<Value>();
    auto value = fromJson(*json);
    return value ? std::optional<Value>(std::move(value).value()) : std::optional<Value>();
}

bool isReadable(Kind kind, const std::string& body) {
    if (kind == Kind::message)
        return read(body, domain::messageFromJson).has_value();
    return domain::withEntity(kind, [&](auto type) {
        return read(body, domain::EntityTraits<typename decltype(type)::type>::rowFromJson).has_value();
    });
}

/// The text as it is written: another form of the same id would be another key, and another file.
bool isId(const std::string& text) {
    const auto id = Uuid::parse(text);
    return id && id->toString() == text;
}
bool isHash(const std::string& text) {
    const auto id = domain::BlobId::parse(text);
    return id && id->toString() == text;
}
bool isTime(const std::string& text) {
    const auto time = timestampFromIso(text);
    return time && toIso(*time) == text;
}
bool isRole(const std::string& text) {
    return domain::roleFromString(text).has_value();
}
bool isCount(const std::string& text) {
    return !text.empty() && text.size() < 17 && text.find_first_not_of("0123456789") == std::string::npos;
}
bool isSize(const std::string& text) {
    return isCount(text) && std::stoll(text) > 0 && std::stoll(text) <= sync::kMaxBlobBytes;
}
template <bool (*form)(const std::string&)>
bool orEmpty(const std::string& text) {
    return text.empty() || form(text);
}

struct Form {
    const char* table;
    const char* column;
    bool (*fits)(const std::string&);
};
constexpr Form kForms[] = {
    {"school", "id", isId},
    {"school", "head", isCount},
    {"school", "epoch_start", isCount},
    {"school", "next_number", isCount},
    {"applied_mutation", "id", isId},
    {"applied_mutation", "digest", isHash},
    {"blob", "id", isHash},
    {"blob", "size", isSize},
    {"blob", "created_at", isTime},
    {"photo_blob", "student", isId},
    {"photo_blob", "blob", isHash},
    {"photo_blob", "size", isSize},
    {"upload", "id", isId},
    {"upload", "blob", isHash},
    {"upload", "size", isSize},
    {"upload", "created_at", isTime},
    {"account", "id", isId},
    {"account", "role", isRole},
    {"account", "created_at", isTime},
    {"invite", "code_hash", isHash},
    {"invite", "account", orEmpty<isId>},
    {"invite", "role", isRole},
    {"invite", "expires_at", isTime},
    {"invite", "used_at", orEmpty<isTime>},
    {"device", "id", isId},
    {"device", "account", orEmpty<isId>},
    {"device", "role", isRole},
    {"device", "token_hash", isHash},
    {"device", "created_at", isTime},
    {"device", "revoked_at", orEmpty<isTime>},
    {"portal_guess", "tries", isCount},
    {"portal_guess", "since", isTime},
};

} // namespace

void Verifier::problem(const std::string& area, std::string detail) {
    if (++m_count[area] <= kProblemsPerArea)
        m_report.problems.push_back({area, std::move(detail)});
}

void Verifier::tick() {
    if (m_progress && m_progress->cancelled())
        throw Exception(ErrorCode::cancelled, "verify was stopped");
}

ServerReport Verifier::run() {
    checkDatabase();
    checkTypes();
    if (!m_report.ok())
        return std::move(m_report); // a broken file gives no reliable answers
    checkSeals();
    checkForms();
    if (m_count.contains("form"))
        return std::move(m_report); // nothing that follows could rely on ids and numbers
    for (const SchoolRow& school : m_tx.schools()) {
        ++m_report.schools;
        // What is not read as it should be has been told, and says nothing about the rest.
        const auto done = guarded([&] { checkSchool(school); });
        if (!done && done.error().code == ErrorCode::cancelled)
            throw Exception(done.error());
        if (!done)
            problem("school", "school " + school.id + " cannot be read: " + done.error().message);
    }
    m_report.strays = m_blobs.strays(m_kept);
    return std::move(m_report);
}

void Verifier::checkDatabase() {
    if (m_tx.dialect() != Dialect::sqlite)
        return;
    if (std::string part = foreignPart(m_tx.database()); !part.empty())
        problem("schema", std::move(part));
    const Rows files = m_tx.database().query("SELECT file FROM pragma_database_list WHERE name = 'main'", 1);
    if (!files.empty() && storage::namesOtherEncoding(platform::pathFromUtf8(files.text(0, 0))))
        problem("database", "the head of the file names another text encoding");
    const Rows rows = m_tx.database().query("PRAGMA integrity_check(20)", 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows.text(i, 0) != "ok")
            problem("database", rows.text(i, 0));
}

/// Where a text is kept as bytes, a search for it finds nothing, though it reads the same.
void Verifier::checkTypes() {
    if (m_tx.dialect() != Dialect::sqlite)
        return;
    for (const TableShape& table : tableShapes()) {
        tick();
        const Rows columns = m_tx.database().query(
            std::string("SELECT name, type FROM pragma_table_info('") + table.name + "')", 2);
        std::string wrong;
        for (std::size_t i = 0; i < columns.size(); ++i)
            wrong += (i > 0 ? " OR typeof(" : "typeof(") + columns.text(i, 0) + ") <> '" +
                     (columns.text(i, 1) == "BIGINT" ? "integer'" : "text'");
        const Rows found =
            m_tx.database().query(std::string("SELECT count(*) FROM ") + table.name + " WHERE " + wrong, 1);
        if (found.integer(0, 0) > 0)
            problem("form", std::string(table.name) + ": a value of another type");
    }
}

void Verifier::checkSeals() {
    for (const TableShape& table : tableShapes()) {
        tick();
        if (table.sealed)
            seal::check(m_tx.database(), table, [&](const std::string& key) {
                // What is no id may be the hash of a secret.
                problem("seal", std::string(table.name) + (isId(key) ? " " + key : std::string()));
            });
    }
}

void Verifier::checkForms() {
    for (const Form& form : kForms) {
        tick();
        const Rows rows = m_tx.database().query(
            std::string("SELECT DISTINCT CAST(") + form.column + " AS TEXT) FROM " + form.table, 1);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!form.fits(rows.text(i, 0)))
                problem("form", std::string(form.table) + "." + form.column);
    }
    const Rows states =
        m_tx.database().query("SELECT count(*) FROM blob WHERE state <> 'stored' AND state <> 'erasing'", 1);
    if (states.integer(0, 0) > 0)
        problem("form", "blob.state");
}

void Verifier::checkSchool(const SchoolRow& school) {
    m_latest.clear();
    m_made.clear();
    m_keys.clear();
    m_messages.clear();
    if (school.nextNumber < 1 || school.epochStart < 0 || school.epochStart > school.head)
        problem("school", "school " + school.id + ": numbers");
    checkChanges(school);
    checkRecords(school);
    checkKeys(school);
    checkMessages(school);
    checkAnswers(school);
    checkAudit(school);
    checkBlobs(school);
}

void Verifier::checkChanges(const SchoolRow& school) {
    std::int64_t seq = 0;
    std::string chain;
    for (;;) {
        tick();
        const auto rows = m_tx.changes(school.id, seq, school.head, kPageRows);
        if (rows.empty())
            break;
        for (const ChangeRow& row : rows) {
            const std::string which = "school " + school.id + " change " + std::to_string(row.seq);
            if (row.seq != seq + 1)
                problem("change", which + ": a number is missing before it");
            if (chainOf(chain, row) != row.chain)
                problem("chain", which);
            chain = row.chain;
            seq = row.seq;
            ++m_report.changes;
            m_latest[{row.kind, row.id}] = {row.seq, Sha256::of(row.body)};
            const auto messages = parseJson(row.messages);
            if (!messages || !messages->is_array() || !parseJson(row.before))
                problem("change", which + " cannot be read");
            else
                for (const Json& message : *messages)
                    m_latest[{Kind::message, message.value("id", "")}] = {row.seq,
                                                                          Sha256::of(dumpJson(message))};
            if (row.mutation.empty())
                continue; // an administrator's
            const auto mutation = read(row.mutation, domain::mutationFromJson);
            if (mutation)
                m_made[mutation->id.toString()] = {row.seq, digestOf(*mutation)};
            else
                problem("change", which + " cannot be read");
        }
    }
    if (seq != school.head || chain != school.chain)
        problem("chain", "school " + school.id + ": its last change is not " + std::to_string(school.head));
}

void Verifier::checkRecords(const SchoolRow& school) {
    for (const Kind kind : domain::kSnapshotOrder) {
        std::string after;
        for (;;) {
            tick();
            const auto rows = m_tx.records(school.id, kind, after, kPageRows);
            for (const RecordRow& row : rows)
                checkRecord(school, kind, row);
            if (rows.empty())
                break;
            after = rows.back().id;
        }
    }
    for (const auto& [key, value] : m_latest)
        problem("record", std::string(toString(key.first)) + " " + key.second + " is missing");
}

void Verifier::checkRecord(const SchoolRow& school, Kind kind, const RecordRow& row) {
    ++m_report.records;
    const std::string which = std::string(toString(kind)) + " " + row.id;
    const auto it = m_latest.find({kind, row.id});
    if (it == m_latest.end() || it->second.first != row.rev || it->second.second != Sha256::of(row.body))
        problem("record", which);
    else
        m_latest.erase(it);
    if (!isId(row.id) || !isReadable(kind, row.body))
        return problem("record", which + " cannot be read");
    for (Key& key : keys::of(kind, row.body))
        m_keys[std::move(key)] = row.id;
    if (kind == Kind::school &&
        domain::schoolFromJson(parseJson(row.body).value()).value().name != school.name)
        problem("school", "school " + school.id + ": its name");
    if (kind == Kind::photoFile)
        checkHeld(school, row);
    if (kind == Kind::message)
        m_messages.emplace(read(row.body, domain::messageFromJson)->student.toString(), row.id);
}

void Verifier::checkMessages(const SchoolRow& school) {
    const Rows rows =
        m_tx.database().query("SELECT student, id FROM student_message WHERE school = $1", 2, {school.id});
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (m_messages.erase({rows.text(i, 0), rows.text(i, 1)}) == 0)
            problem("message", rows.text(i, 1) + " of " + rows.text(i, 0));
    for (const auto& [student, id] : m_messages)
        problem("message", id + " of " + student + " is missing");
}

void Verifier::checkKeys(const SchoolRow& school) {
    const Rows rows = m_tx.database().query("SELECT kind, value, entity_id FROM record_key WHERE school = $1",
                                            3, {school.id});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto it = m_keys.find({rows.text(i, 0), rows.text(i, 1)});
        if (it == m_keys.end() || it->second != rows.text(i, 2))
            problem("key", rows.text(i, 0) + " of " + rows.text(i, 2));
        else
            m_keys.erase(it);
    }
    for (const auto& [key, owner] : m_keys)
        problem("key", key.first + " of " + owner + " is missing");
}

void Verifier::checkAnswers(const SchoolRow& school) {
    const Rows rows = m_tx.database().query(
        "SELECT id, digest, answer FROM applied_mutation WHERE school = $1", 3, {school.id});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        tick();
        const std::string& id = rows.text(i, 0);
        auto answer = guarded([&] { return answerFrom(rows.text(i, 2)); });
        const auto made = m_made.find(id);
        const bool known = made != m_made.end();
        if (!answer || answer->id.toString() != id ||
            (known && (answer->seq != made->second.seq || rows.text(i, 1) != made->second.digest)) ||
            (!known && answer->seq))
            problem("answer", "mutation " + id);
    }
}

void Verifier::checkHeld(const SchoolRow& school, const RecordRow& row) {
    const domain::PhotoFileRow file = *read(row.body, domain::photoFileRowFromJson);
    std::map<std::string, std::int64_t> listed;
    for (const BlobRow& blob : m_tx.held(school.id, row.id))
        listed[blob.id] = blob.size;
    std::map<std::string, std::int64_t> held;
    for (const auto& blob : file.held)
        held[blob.id.toString()] = blob.size;
    if (held != listed)
        problem("held", "photo file " + row.id);
    for (const domain::Photo* photo : file.file.photos())
        if (!held.contains(photo->blob.toString()))
            problem("held", "photo file " + row.id + " shows bytes that it does not hold");
    for (const auto& [id, size] : held) {
        const auto stored = m_tx.storedBlob(school.id, id);
        if (!stored)
            problem("blob_missing", id);
        else if (stored->size != size)
            problem("held", id + ": another size");
    }
}

void Verifier::checkAudit(const SchoolRow& school) {
    std::string chain;
    std::int64_t seq = 0;
    for (const AuditRow& row : m_tx.audit(school.id)) {
        if (row.seq != ++seq || chainOf(chain, row) != row.chain)
            problem("audit", "school " + school.id + " entry " + std::to_string(row.seq));
        chain = row.chain;
    }
}

void Verifier::checkBlobs(const SchoolRow& school) {
    for (const BlobRow& row : m_tx.blobs(school.id, "stored")) {
        tick();
        ++m_report.blobs;
        const auto bytes = guarded([&] { return m_blobs.get(school.id, *domain::BlobId::parse(row.id)); });
        if (!bytes)
            problem(bytes.error().code == ErrorCode::blobMissing ? "blob_missing" : "blob_damaged", row.id);
        else if (static_cast<std::int64_t>(bytes->size()) != row.size)
            problem("blob_damaged", row.id + ": another size");
    }
    BlobStore::Kept& kept = m_kept[school.id];
    for (const char* state : {"stored", "erasing"})
        for (const BlobRow& row : m_tx.blobs(school.id, state))
            kept.blobs.insert(*domain::BlobId::parse(row.id));
    for (const UploadRow& row : m_tx.uploads(school.id))
        kept.uploads.insert(row.id);
}

} // namespace esek::server
