#include "server/cli/Context.h"

#include "base/CommandLine.h"
#include "base/Describe.h"
#include "base/Secret.h"
#include "base/Translate.h"
#include "base/platform/Privacy.h"
#include "storage/ReadCopy.h"

#include <array>
#include <iostream>

namespace esek::server::cli {

std::filesystem::path Context::folder() const {
    if (dataDir.empty())
        throw Exception(
            Error{ErrorCode::wrongUsage, "usage", {{"reason", tr("give the data folder: --data DIR")}}});
    return platform::pathFromUtf8(dataDir);
}

std::string Context::databaseAddress() const {
    if (!database.empty() && !databaseFile.empty())
        throw Exception(Error{ErrorCode::wrongUsage,
                              "usage",
                              {{"reason", tr("give --database or --database-file, not both")}}});
    if (!database.empty()) {
        if (postgresTarget(database).connection.find("password=") != std::string::npos)
            throw Exception(
                Error{ErrorCode::wrongUsage,
                      "usage",
                      {{"reason",
                        tr("everybody on this computer can read the options of a program: give an address "
                           "with a password by --database-file or by ESEK_DATABASE")}}});
        return database;
    }
    if (!m_address) // standard input can be read once
        m_address = databaseFile.empty() ? secretFromEnvironment("ESEK_DATABASE")
                                         : readSecret("--database-file", databaseFile).value();
    return *m_address;
}

namespace {

/// Beginnings of the names of everything that the server keeps in its folder.
constexpr std::array<std::string_view, 3> kOurs{"schools", "revoked", "server."};

} // namespace

Store& Context::store() {
    if (!m_store) {
        DatabaseTarget target;
        if (const std::string address = databaseAddress(); address.empty()) {
            const auto file = databaseFileName();
            requireWritable();
            platform::createPrivateFile(file).value();
            if (const auto closed = platform::closeToOthers(folder(), kOurs); !closed)
                message(describe(closed.error()));
            target = sqliteTarget(file);
        } else {
            target = postgresTarget(address);
        }
        m_store = std::make_unique<Store>(std::move(target), connections);
    }
    return *m_store;
}

BlobStore& Context::blobs() {
    if (!m_blobs) {
        const auto place = blobDir.empty() ? folder() / "schools" : platform::pathFromUtf8(blobDir);
        std::error_code ec;
        if (!m_copy || !std::filesystem::is_directory(place, ec))
            platform::ensureFolder(place).value();
        m_blobs = std::make_unique<FolderBlobs>(place);
    }
    return *m_blobs;
}

const RevokedIds& Context::revokedIds() {
    if (!m_revokedIds)
        m_revokedIds = std::make_unique<RevokedIds>(
            (blobDir.empty() ? folder() : platform::pathFromUtf8(blobDir)) / "revoked");
    return *m_revokedIds;
}

Central& Context::central() {
    if (!m_central) {
        Store& opened = store(); // first: its complaint says what can still be done
        m_central = std::make_unique<Central>(opened, blobs(), m_clock, m_rng, &revokedIds());
    }
    return *m_central;
}

Central& Context::centralForReading() {
    if (!m_store && canOnlyBeRead()) {
        m_copy = std::make_unique<storage::ReadCopy>(databaseFileName());
        m_store = std::make_unique<Store>(sqliteTarget(m_copy->database()), connections);
        message(tr("The folder can only be read; nothing is changed in it."));
    }
    return central();
}

bool Context::canOnlyBeRead() const {
    std::error_code ec;
    if (!databaseAddress().empty() || !std::filesystem::exists(databaseFileName(), ec))
        return false;
    const auto made = platform::ensureFolder(folder());
    return !made && made.error().code == ErrorCode::folderNotWritable;
}

void Context::requireWritable() const {
    const bool readable = canOnlyBeRead();
    if (readable)
        message(tr("“verify”, “backup FILE” and the lists still work with this folder. To serve the offices "
                   "again, make its disk writable, or write a backup and fill an empty folder from it with "
                   "“restore FILE”."));
    platform::ensureFolder(folder()).value();
}

void Context::lockFolder() {
    if (!databaseAddress().empty())
        return;
    requireWritable();
    m_lock = platform::FileLock::acquire(folder() / "server.lock").value();
}

domain::SchoolId Context::school(const std::string& text) {
    for (const SchoolRow& s : central().schools().list().value())
        if (s.id == text || s.name == text)
            return *domain::SchoolId::parse(s.id);
    throw Exception(Error{ErrorCode::unknownSchool, "school", {{"school", text}}});
}

void Context::print(const Json& j) const {
    std::cout << jsonForTerminal(dumpJson(j, 2)) << '\n';
}
void Context::line(const std::string& text) const {
    std::cout << forTerminal(text) << '\n';
}
void Context::message(const std::string& text) const {
    std::cerr << forTerminal(text) << '\n';
}

} // namespace esek::server::cli
