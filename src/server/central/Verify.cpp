#include "server/central/Central.h"
#include "server/central/Chain.h"

#include <map>
#include <set>

namespace esek::server {

namespace {

constexpr std::size_t kProblemsPerArea = 100;

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

class Verifier {
  public:
    Verifier(Tx& tx, BlobStore& blobs, Progress* progress) : m_tx(tx), m_blobs(blobs), m_progress(progress) {}

    ServerReport run() {
        if (m_tx.dialect() == Dialect::sqlite) {
            const Rows rows = m_tx.database().query("PRAGMA integrity_check(20)", 1);
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (rows.text(i, 0) != "ok")
                    problem("database", rows.text(i, 0));
        }
        for (const SchoolRow& school : m_tx.schools()) {
            ++m_report.schools;
            m_latest.clear();
            checkChanges(school);
            checkRecords(school);
            checkAudit(school);
            checkBlobs(school);
        }
        return std::move(m_report);
    }

  private:
    void problem(const std::string& area, std::string detail) {
        if (++m_count[area] <= kProblemsPerArea)
            m_report.problems.push_back({area, std::move(detail)});
    }
    void tick() {
        if (m_progress && m_progress->cancelled())
            throw Exception(ErrorCode::cancelled, "verify was stopped");
    }

    /// Every number once, in order, each chained to the one before.
    void checkChanges(const SchoolRow& school) {
        std::int64_t seq = 0;
        std::string chain;
        for (;;) {
            tick();
            const auto rows = m_tx.changes(school.id, seq, school.head, 500);
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
                for (const Json& message : messages ? *messages : Json::array())
                    m_latest[{Kind::message, message.value("id", "")}] = {row.seq,
                                                                          Sha256::of(message.dump())};
            }
        }
        if (seq != school.head || chain != school.chain)
            problem("chain",
                    "school " + school.id + ": its last change is not " + std::to_string(school.head));
    }

    /// A record is what its last change says.
    void checkRecords(const SchoolRow& school) {
        for (const Kind kind : domain::kSnapshotOrder) {
            std::string after;
            for (;;) {
                tick();
                const auto rows = m_tx.records(school.id, kind, after, 500);
                for (const RecordRow& row : rows) {
                    ++m_report.records;
                    const auto it = m_latest.find({kind, row.id});
                    if (it == m_latest.end() || it->second.first != row.rev ||
                        it->second.second != Sha256::of(row.body))
                        problem("record", std::string(toString(kind)) + " " + row.id);
                    else
                        m_latest.erase(it);
                    if (kind == Kind::photoFile)
                        checkHeld(school, row);
                }
                if (rows.empty())
                    break;
                after = rows.back().id;
            }
        }
        for (const auto& [key, value] : m_latest)
            problem("record", std::string(toString(key.first)) + " " + key.second + " is missing");
        for (const auto& [value, owner] : m_tx.keys(school.id, "register", "")) {
            const auto row = m_tx.record(school.id, Kind::student, owner);
            const auto student = row ? read(row->body, domain::studentFromJson) : std::nullopt;
            if (!student || student->registerNumber != value)
                problem("key", "register number of student " + owner);
        }
    }

    void checkHeld(const SchoolRow& school, const RecordRow& row) {
        const auto parsed = read(row.body, domain::photoFileRowFromJson);
        if (!parsed)
            return problem("record", "photo file " + row.id);
        const domain::PhotoFileRow& file = *parsed;
        std::set<std::string> listed;
        for (const BlobRow& blob : m_tx.held(school.id, row.id))
            listed.insert(blob.id);
        std::set<std::string> held;
        for (const auto& blob : file.held)
            held.insert(blob.id.toString());
        if (held != listed)
            problem("held", "photo file " + row.id);
        for (const domain::Photo* photo : file.file.photos())
            if (!held.contains(photo->blob.toString()))
                problem("held", "photo file " + row.id + " shows bytes that it does not hold");
        for (const std::string& id : held)
            if (!m_tx.storedBlob(school.id, id))
                problem("blob_missing", id);
    }

    void checkAudit(const SchoolRow& school) {
        std::string chain;
        std::int64_t seq = 0;
        for (const AuditRow& row : m_tx.audit(school.id)) {
            if (row.seq != ++seq || chainOf(chain, row) != row.chain)
                problem("audit", "school " + school.id + " entry " + std::to_string(row.seq));
            chain = row.chain;
        }
    }

    void checkBlobs(const SchoolRow& school) {
        for (const BlobRow& row : m_tx.blobs(school.id, "stored")) {
            tick();
            ++m_report.blobs;
            const auto bytes =
                guarded([&] { return m_blobs.get(school.id, *domain::BlobId::parse(row.id)); });
            if (!bytes)
                problem(bytes.error().code == ErrorCode::blobMissing ? "blob_missing" : "blob_damaged",
                        row.id);
            else if (static_cast<std::int64_t>(bytes->size()) != row.size)
                problem("blob_damaged", row.id + ": another size");
        }
    }

    Tx& m_tx;
    BlobStore& m_blobs;
    Progress* m_progress;
    ServerReport m_report;
    std::map<std::string, std::size_t> m_count;
    std::map<std::pair<Kind, std::string>, std::pair<std::int64_t, Digest>> m_latest;
};

} // namespace

Result<ServerReport> Central::verify(Progress* progress) {
    return guarded([&] {
        return m_store.read([&](Tx& tx) {
            tx.allowLongRun();
            return Verifier(tx, m_blobs, progress).run();
        });
    });
}

} // namespace esek::server
