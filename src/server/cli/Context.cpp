#include "server/cli/Context.h"

#include "base/Translate.h"

#include <iostream>

namespace esek::server::cli {

std::filesystem::path Context::folder() const {
    if (dataDir.empty())
        throw Exception(
            Error{ErrorCode::wrongUsage, "usage", {{"reason", tr("give the data folder: --data DIR")}}});
    return platform::pathFromUtf8(dataDir);
}

namespace {

/// Pupils' data are nobody's but the server's: a folder that we make is closed to other users.
void makeFolder(const std::filesystem::path& folder) {
    std::error_code ec;
    const bool there = std::filesystem::exists(folder, ec);
    platform::ensureFolder(folder).value();
    if (!there)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ec);
}

} // namespace

Store& Context::store() {
    if (!m_store) {
        DatabaseTarget target;
        if (database.empty()) {
            makeFolder(folder());
            target = sqliteTarget(folder() / "server.sqlite");
        } else {
            target = postgresTarget(database);
        }
        m_store = std::make_unique<Store>(std::move(target), connections);
    }
    return *m_store;
}

BlobStore& Context::blobs() {
    if (!m_blobs) {
        const auto place = blobDir.empty() ? folder() / "schools" : platform::pathFromUtf8(blobDir);
        makeFolder(place);
        m_blobs = std::make_unique<FolderBlobs>(place);
    }
    return *m_blobs;
}

Central& Context::central() {
    if (!m_central)
        m_central = std::make_unique<Central>(store(), blobs(), m_clock, m_rng);
    return *m_central;
}

void Context::lockFolder() {
    if (!database.empty())
        return;
    makeFolder(folder());
    m_lock = platform::FileLock::acquire(folder() / "server.lock").value();
}

domain::SchoolId Context::school(const std::string& text) {
    for (const SchoolRow& s : central().schools().value())
        if (s.id == text || s.name == text)
            return *domain::SchoolId::parse(s.id);
    throw Exception(Error{ErrorCode::unknownSchool, "school", {{"school", text}}});
}

void Context::print(const Json& j) const {
    std::cout << dumpJson(j, 2) << '\n';
}
void Context::line(const std::string& text) const {
    std::cout << text << '\n';
}
void Context::message(const std::string& text) const {
    std::cerr << text << '\n';
}

} // namespace esek::server::cli
