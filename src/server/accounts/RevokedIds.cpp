#include "server/accounts/RevokedIds.h"

#include "base/Clock.h"
#include "base/Uuid.h"
#include "base/platform/Files.h"

namespace esek::server {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = 64; // an ISO time is shorter

} // namespace

void RevokedIds::add(const std::vector<std::string>& ids, const std::string& at) const {
    platform::ensureFolder(m_folder).value();
    std::vector<std::unique_ptr<platform::AtomicFile>> files;
    for (const std::string& id : ids) {
        files.push_back(platform::AtomicFile::create(m_folder / id).value());
        files.back()->write({reinterpret_cast<const std::uint8_t*>(at.data()), at.size()}).value();
    }
    platform::AtomicFile::commitAll(files).value();
}

std::map<std::string, std::string> RevokedIds::all() const {
    std::map<std::string, std::string> out;
    if (!fs::exists(m_folder))
        return out;
    for (const auto& entry : fs::directory_iterator(m_folder)) {
        const std::string id = platform::toUtf8(entry.path().filename());
        if (!Uuid::parse(id) || !entry.is_regular_file())
            continue;
        const auto bytes = platform::readFile(entry.path(), kMostBytes).value();
        if (std::string at(bytes.begin(), bytes.end()); timestampFromIso(at))
            out.emplace(id, std::move(at));
    }
    return out;
}

} // namespace esek::server
