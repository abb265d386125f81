#include "base/platform/Files.h"
#include "sync/client/TokenStore.h"

namespace esek::sync {

FileTokenStore::FileTokenStore(const std::filesystem::path& folder) : m_file(folder / "server-token") {}

Result<std::optional<std::string>> FileTokenStore::load() {
    auto bytes = platform::readFile(m_file, 4096);
    if (!bytes) {
        if (bytes.error().code == ErrorCode::fileNotFound)
            return std::optional<std::string>();
        return bytes.error();
    }
    std::string token(bytes->begin(), bytes->end());
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r'))
        token.pop_back();
    return std::optional<std::string>(std::move(token));
}

Result<void> FileTokenStore::save(const std::string& token) {
    return platform::writeFileAtomically(m_file, std::string_view(token));
}

Result<void> FileTokenStore::erase() {
    return platform::removeFile(m_file);
}

} // namespace esek::sync
