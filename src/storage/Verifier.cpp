#include "storage/Verifier.h"

#include "base/platform/Files.h"
#include "storage/AuditLog.h"
#include "storage/AuditReplay.h"
#include "storage/Migrator.h"
#include "storage/PhotoTable.h"
#include "storage/RowCheck.h"
#include "storage/SchemaCheck.h"
#include "storage/StudentTable.h"
#include "storage/TextEncoding.h"

#include <fstream>
#include <set>

namespace esek::storage {

namespace {
constexpr int kProblemsPerArea = 100;
constexpr std::size_t kTick = 256;
} // namespace

void Verifier::problem(const std::string& area, std::string detail) {
    if (++m_count[area] <= kProblemsPerArea)
        m_report.problems.push_back({area, std::move(detail)});
}

void Verifier::tick() {
    if (++m_done % kTick != 0 || !m_progress)
        return;
    if (m_progress->cancelled())
        throw Exception(ErrorCode::cancelled, "verify was stopped");
    m_progress->report(m_done, m_total);
}

VerifyReport Verifier::run() {
    const ReadTransaction moment(m_connection);
    checkSchema();
    checkDatabase();
    if (!m_report.ok())
        return std::move(m_report); // a broken file gives no reliable answers
    const auto count = [&](const char* table) {
        return m_connection.integer(std::string("SELECT count(*) FROM ") + table);
    };
    m_report.auditEntries = count("audit_entry");
    m_report.students = count("student");
    m_report.photoFiles = count("photo_file");
    m_report.cards = count("student_card");
    m_report.blobs = count("blob");
    m_report.outboxPending = count("outbox WHERE state <> 'parked'");
    m_total = static_cast<std::size_t>(m_report.auditEntries + m_report.students + m_report.blobs);
    part("record", [&] {
        RowCheck(m_connection, [&](const std::string& area, std::string detail) {
            problem(area, std::move(detail));
        }).run();
    });
    part("search", [&] { checkSearch(); });
    part("record", [&] { checkCards(); });
    part("outbox", [&] { checkOutbox(); });
    part("audit_replay", [&] { checkAudit(); });
    part("blob_damaged", [&] { checkBlobs(); });
    return std::move(m_report);
}

void Verifier::part(const std::string& area, const std::function<void()>& check) {
    try {
        check();
    } catch (const Exception& e) {
        if (e.error().code == ErrorCode::cancelled)
            throw;
        problem(area, "not readable: " + std::string(name(e.error().code)));
    }
}

void Verifier::checkSchema() {
    if (std::string part = foreignPart(m_connection, allMigrations().back().number); !part.empty())
        problem("schema", std::move(part));
}

void Verifier::checkDatabase() {
    if (namesOtherEncoding(platform::pathFromUtf8(
            m_connection.text("SELECT file FROM pragma_database_list WHERE name = 'main'"))))
        problem("database", "the head of the file names another text encoding");
    Query q = m_connection.query("PRAGMA integrity_check(100)");
    while (q.step())
        if (q.view(0) != "ok")
            problem("database", q.text(0));
    Query f = m_connection.query("PRAGMA foreign_key_check");
    while (f.step())
        problem("foreign_key", f.text(0) + " row " + f.text(1) + " -> " + f.text(2));
}

void Verifier::checkSearch() {
    Query q = m_connection.query("SELECT " + studentColumns() +
                                 ", s.class_key, s.name_key, f.words FROM student s "
                                 "LEFT JOIN student_search f ON f.rowid = s.student_no");
    while (q.step()) {
        tick();
        const domain::Student s = studentFrom(q);
        if (q.view(studentColumnCount()) != domain::classSortKey(s.classUnit) ||
            q.view(studentColumnCount() + 1) != nameKey(s) ||
            q.view(studentColumnCount() + 2) != searchWords(s))
            problem("search", "student " + s.id.toString());
    }
    checkSearchIndex();
}

void Verifier::checkSearchIndex() {
    // integrity_check of SQLite 3.40 does not look into FTS5, and FTS5's own check is a write. So the index
    // tells its words here, each as (word, row), and they must be those of the texts.
    using Entry = std::pair<std::int64_t, std::string>;
    std::set<Entry> expected;
    Query texts = m_connection.query("SELECT rowid, words FROM student_search");
    std::int64_t rows = 0;
    while (texts.step()) {
        ++rows;
        for (std::string& word : searchTokens(texts.view(1)))
            expected.emplace(texts.integer(0), std::move(word));
    }
    if (rows != m_report.students)
        problem("search", "rows without a student");
    m_connection.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_vocabulary USING "
                      "fts5vocab(main, student_search, instance)");
    Query index = m_connection.query("SELECT doc, term FROM temp.search_vocabulary");
    std::size_t found = 0;
    while (index.step()) {
        if (expected.contains({index.integer(0), index.text(1)}))
            ++found;
        else
            problem("search", "row " + index.text(0) + " is found by a word that it does not have");
    }
    if (found < expected.size())
        problem("search", std::to_string(expected.size() - found) + " words are missing in the index");
}

void Verifier::checkCards() {
    Query q = m_connection.query("SELECT group_concat(number, ', ') FROM (SELECT student_id, number FROM "
                                 "student_card WHERE valid ORDER BY card_no) GROUP BY student_id "
                                 "HAVING count(*) > 1");
    while (q.step())
        problem("second_valid_card", q.text(0));
}

void Verifier::checkOutbox() {
    Query q = m_connection.query(
        "SELECT op_seq FROM outbox WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.seq = "
        "op_seq)");
    while (q.step())
        problem("outbox", "row " + q.text(0) + " has no audit entry");
}

void Verifier::checkAudit() {
    AuditReplay replay(m_connection);
    Sha256 sha;
    Digest previous{};
    std::int64_t expectedSeq = 1;
    Query q = m_connection.query(
        "SELECT seq, mutation_id, entity, entity_id, body_json, before_json, prev_hash, hash, kind "
        "FROM audit_entry ORDER BY seq");
    while (q.step()) {
        tick();
        const std::int64_t seq = q.integer(0);
        const std::string entry = "entry " + std::to_string(seq);
        const Digest hash = q.digest(7);
        const bool linked = seq == expectedSeq && q.digest(6) == previous &&
                            AuditLog::chainHash(sha, previous, seq, q.view(4), q.view(5)) == hash;
        if (!linked)
            problem("audit_chain", entry);
        previous = hash;
        expectedSeq = seq + 1;
        if (q.view(2) == AuditLog::kSync) {
            if (!AuditLog::namesSync(q.view(4), q.id<domain::MutationId>(1), q.view(8)) ||
                q.uuid(3) != Uuid())
                problem("audit_chain", entry + ": columns differ from the body");
            if (std::string why = replay.applySync(m_connection, seq, q.view(4)); !why.empty())
                problem("audit_replay", entry + ": " + why);
            continue;
        }
        const auto json = parseJson(q.view(4));
        const auto m = json ? domain::mutationFromJson(*json) : Result<domain::Mutation>(json.error());
        if (!m) {
            problem("audit_replay", entry + ": not readable");
            continue;
        }
        if (m->id.uuid != q.uuid(1) || toString(m->entity()) != q.view(2) || m->entityId != q.uuid(3) ||
            m->kind() != q.view(8))
            problem("audit_chain", entry + ": columns differ from the body");
        if (std::string why = replay.apply(seq, *m, q.view(5)); !why.empty())
            problem("audit_replay", entry + ": " + why);
    }
    replay.compare(m_connection, [&](std::string detail) { problem("audit_replay", std::move(detail)); });
}

void Verifier::checkBlobs() {
    std::set<domain::BlobId> named;
    Query q = m_connection.query("SELECT id, size, state FROM blob");
    while (q.step()) {
        tick();
        const auto id = q.blobId(0);
        named.insert(id);
        if (q.view(2) == "erasing")
            continue;
        const auto bytes = m_blobs.get(id);
        if (!bytes)
            problem(bytes.error().code == ErrorCode::blobMissing ? "blob_missing" : "blob_damaged",
                    id.toString());
        else if (static_cast<std::int64_t>(bytes->size()) != q.integer(1))
            problem("blob_damaged", id.toString() + ": another size");
    }
    Query wanted = m_connection.query("SELECT blob_id FROM wanted_blob"); // on their way
    while (wanted.step())
        named.insert(wanted.blobId(0));
    Query held =
        m_connection.query("SELECT s.id, p.state_json FROM photo_file p JOIN student s ON s.student_no = "
                           "p.student_no");
    while (held.step()) {
        domain::PhotoFile file;
        file.state = photoStateFrom(held.view(1));
        for (const domain::Photo* photo : file.photos())
            if (!named.contains(photo->blob))
                problem("blob_missing", photo->blob.toString());
    }
    m_blobs.forEach([&](const domain::BlobId& id) {
        if (!named.contains(id))
            ++m_report.orphanBlobs;
    });
    // What the checks saw in a photo stands in lines that begin with its name.
    std::error_code none;
    for (const auto& file :
         std::filesystem::directory_iterator(m_blobs.folder().parent_path() / "cache" / "advice", none)) {
        std::ifstream in(file.path(), std::ios::binary);
        for (std::string line; std::getline(in, line);)
            if (const auto id = domain::BlobId::parse(std::string_view(line).substr(0, 64));
                id && !named.contains(*id))
                ++m_report.orphanBlobs;
    }
    // Pictures that were made of photos, or are parts of them: their names begin with the photo's.
    for (const char* place : {"cache/print", "incoming"}) {
        std::error_code ec;
        for (std::filesystem::recursive_directory_iterator it(m_blobs.folder().parent_path() / place, ec),
             end;
             !ec && it != end; it.increment(ec)) {
            std::error_code inner;
            const std::string name = platform::toUtf8(it->path().filename());
            const auto id = domain::BlobId::parse(std::string_view(name).substr(0, 64));
            if (it->is_regular_file(inner) && (!id || !named.contains(*id)))
                ++m_report.orphanBlobs;
        }
    }
}

} // namespace esek::storage
