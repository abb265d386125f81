#include "base/Log.h"
#include "base/platform/Files.h"
#include "server/accounts/AuthorityAccess.h"
#include "server/accounts/PersonalLinks.h"
#include "server/central/Audit.h"
#include "server/central/BackupFormat.h"
#include "server/central/Care.h"
#include "server/central/Verifier.h"
#include "server/mail/MailQueue.h"
#include "server/store/Seal.h"
#include "storage/ForeignArchive.h"
#include "sync/protocol/Wire.h"

#include <algorithm>

namespace esek::server {

namespace fs = std::filesystem;

namespace {

using Archive = storage::ForeignArchive;

/// Card numbers that offices leased after the backup are unknown here, and may be printed already: the next
/// leases begin well behind them. A gap in the numbers harms nobody, a number twice does.
constexpr std::int64_t kNumbersSkipped = 5000;

Error corrupt(const fs::path& file, std::string why) {
    return Error{ErrorCode::fileCorrupt, std::move(why), {{"file", platform::toUtf8(file.filename())}}};
}

/// The tables that it must have, or may have. Refuses what is not a backup of ours before anything of it is
/// used.
std::vector<TableShape> checkedTables(Archive& archive, const fs::path& file) {
    if (!archive.hasTable("backup_info"))
        throw Exception(corrupt(file, "not a backup of a server"));
    std::string format;
    archive.rows("backup_info", {"name", "value"}, [&](std::span<const std::string> row) {
        if (row[0] == "format")
            format = row[1];
    });
    auto tables = backup::tables(format);
    if (!format.empty() && tables.empty())
        throw Exception(
            Error{ErrorCode::schemaNewer, "backup", {{"file", platform::toUtf8(file.filename())}}});
    std::erase_if(tables, [&](const TableShape& table) {
        return !backup::isOfFirstVersion(table) && !archive.hasTable(table.name);
    });
    if (const std::string part = archive.foreignPart(backup::createAll(tables));
        format.empty() || !part.empty())
        throw Exception(corrupt(file, "not made by this program: " + part));
    return tables;
}

void readTable(Archive& archive, Database& to, const TableShape& table) {
    const std::string insert = backup::insertInto(table);
    std::vector<std::string> columns(table.columns.begin(), table.columns.end());
    if (table.sealed)
        columns.emplace_back("seal");
    archive.rows(table.name, columns, [&](std::span<const std::string> row) {
        to.run(insert, {row.begin(), row.end()});
    });
}

/// Photos on their way into the server's folder. What was not there before goes again unless keep() is
/// called.
class IncomingBytes {
  public:
    explicit IncomingBytes(BlobStore& blobs) : m_blobs(blobs) {}
    ~IncomingBytes() {
        for (const auto& [school, id] : m_added)
            if (const auto gone = guarded([&, &s = school, &b = id] { m_blobs.erase(s, b); }); !gone)
                log::warning("a photo of a refused backup is left: " + gone.error().message);
    }
    IncomingBytes(const IncomingBytes&) = delete;
    IncomingBytes& operator=(const IncomingBytes&) = delete;

    void put(const std::string& school, const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
        if (m_blobs.has(school, id))
            return;
        m_added.emplace_back(school, id);
        m_blobs.put(school, bytes);
    }
    void keep() { m_added.clear(); }

  private:
    BlobStore& m_blobs;
    std::vector<std::pair<std::string, domain::BlobId>> m_added;
};

void readBytes(Archive& archive, const fs::path& file, IncomingBytes& incoming) {
    archive.entries([&](const std::string& name, std::int64_t size, const Archive::Read& read) {
        const auto slash = name.rfind('/');
        static constexpr std::size_t kBegin = 8; // "schools/"
        const bool shaped = slash != std::string::npos && slash > kBegin;
        const auto school = shaped ? Uuid::parse(name.substr(kBegin, slash - kBegin)) : std::nullopt;
        const auto id = shaped ? domain::BlobId::parse(name.substr(slash + 1)) : std::nullopt;
        if (!school || !id || backup::entryName(school->toString(), id->toString()) != name)
            throw Exception(corrupt(file, "an unknown entry"));
        if (size > sync::kMaxBlobBytes)
            throw Exception(corrupt(file, "an entry is too large"));
        const auto bytes = read();
        if (domain::BlobId::of(bytes) != *id)
            throw Exception(corrupt(file, "a photo is damaged"));
        incoming.put(school->toString(), *id, bytes);
    });
}

/// Everything in one transaction that is broken off when the check finds something. A photo that was missing
/// when the backup was made is no reason to do without the others; gives how many there were.
std::size_t fill(Tx& tx, Archive& archive, const std::vector<TableShape>& tables, const fs::path& file,
                 BlobStore& blobs, const std::string& epoch) {
    tx.allowLongRun();
    for (const TableShape& table : tables) {
        if (std::string_view(table.name) == "server_state")
            continue;
        readTable(archive, tx.database(), table);
        if (const TableShape& now = tableNamed(table.name); now.sealed && !table.sealed)
            seal::sealAll(tx.database(), now);
    }
    for (const TableShape& table : backup::tables()) { // those that an older program did not know yet
        const bool read = std::any_of(tables.begin(), tables.end(), [&](const TableShape& t) {
            return std::string_view(t.name) == table.name;
        });
        const auto fills = read ? std::vector<std::string>() : backup::fillStatements(table);
        for (const std::string& sql : fills)
            tx.database().run(sql);
        if (table.sealed && !fills.empty())
            seal::sealAll(tx.database(), table);
    }
    const ServerReport report = Verifier(tx, blobs, nullptr).run();
    const auto other = std::find_if(report.problems.begin(), report.problems.end(),
                                    [](const VerifyProblem& p) { return p.area != "blob_missing"; });
    if (other != report.problems.end())
        throw Exception(corrupt(file, other->area + ": " + other->detail));
    // Numbers after these heads may have been given and lost: offices send again what they know.
    tx.setState("epoch", epoch);
    for (SchoolRow school : tx.schools()) {
        // An office may know numbers of any epoch before: the lowest start is the one from which on they may
        // differ.
        school.epochStart = school.epochStart > 0 ? std::min(school.epochStart, school.head) : school.head;
        school.nextNumber += kNumbersSkipped;
        tx.saveSchool(school);
    }
    return report.problems.size();
}

/// What was ended after the backup was made stays ended.
void endAgain(Tx& tx, const std::map<std::string, std::string>& revoked) {
    for (const DeviceRow& device : tx.devices()) {
        const auto found = revoked.find(device.id);
        if (found == revoked.end() || !device.revokedAt.empty())
            continue;
        tx.revokeDevice(device.id, found->second);
        addAudit(tx, device.school, found->second, "device_revoked", device.id);
    }
    for (const SchoolRow& school : tx.schools())
        for (LoginRow& login : tx.logins(school.id)) {
            const auto found = revoked.find(login.id);
            // A slip that is younger than the end of the one before it is good.
            if (found == revoked.end() || !login.endedAt.empty() || login.issuedAt >= found->second)
                continue;
            login.end(found->second);
            tx.putLogin(login);
            MailQueue::forget(tx, login.id, found->second);
            PersonalLinks::forget(tx, login.id);
            addAudit(tx, school.id, found->second, "login_revoked", login.id);
        }
    PersonalEnds::endAgain(tx, revoked);
    AuthorityAccess::endAgain(tx, revoked);
}

/// A value that the database of the server does not take is the file's trouble.
Error ofFile(const fs::path& file, const Error& error) {
    return error.code == ErrorCode::databaseFailed || error.code == ErrorCode::databaseCorrupt ||
                   error.code == ErrorCode::jsonInvalid || error.code == ErrorCode::internal
               ? corrupt(file, error.message)
               : error;
}

} // namespace

Result<void> restore(const fs::path& file, Store& store, BlobStore& blobs, const Clock& clock, Rng& rng,
                     const RevokedIds* revokedIds) {
    std::error_code ec;
    if (!fs::is_regular_file(file, ec))
        return Error{ErrorCode::fileNotFound, "backup", {{"file", platform::toUtf8(file.filename())}}};
    const auto done = guarded([&] {
        if (!store.read([](Tx& tx) { return tx.schools(); }).empty())
            throw Exception(
                Error{ErrorCode::replicaExists, "the database is not empty", {{"folder", "--data"}}});
        Archive archive(file);
        const auto tables = checkedTables(archive, file);
        IncomingBytes incoming(blobs);
        readBytes(archive, file, incoming);
        const std::string epoch = Uuid::v7(clock, rng).toString();
        const auto revoked = revokedIds ? revokedIds->all() : std::map<std::string, std::string>();
        const std::size_t missing = store.write([&](Tx& tx) {
            const std::size_t n = fill(tx, archive, tables, file, blobs, epoch);
            endAgain(tx, revoked);
            return n;
        });
        incoming.keep();
        if (missing > 0)
            log::warning("photos that were missing when the backup was made: " + std::to_string(missing) +
                         "; verify names them");
        log::info("restored from a backup; a new epoch begins");
    });
    return done ? Result<void>() : ofFile(file, done.error());
}

} // namespace esek::server
