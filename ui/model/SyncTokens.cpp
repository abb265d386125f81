#include "ui/model/SyncTokens.h"

namespace esek::ui::model {

KeychainTokenStore::KeychainTokenStore(const std::filesystem::path& folder,
                                       std::shared_ptr<Keychain> keychain, std::string device)
    : m_file(folder), m_keychain(std::move(keychain)), m_device(std::move(device)) {}

Result<std::optional<std::string>> KeychainTokenStore::load() {
    // The file first: what is in the keychain left it, so one that is there is the newer.
    auto kept = m_file.load();
    if (!kept || *kept || !m_keychain)
        return kept;
    return m_keychain->load(m_device);
}

Result<void> KeychainTokenStore::save(const std::string& token) {
    auto saved = m_file.save(token);
    if (saved)
        adopt();
    return saved;
}

Result<void> KeychainTokenStore::erase() {
    if (m_keychain)
        m_keychain->erase(m_device);
    return m_file.erase();
}

bool KeychainTokenStore::adopt() {
    if (!m_keychain || m_device.empty())
        return false;
    const auto token = m_file.load();
    if (!token || !*token || !m_keychain->save(m_device, **token) || m_keychain->load(m_device) != **token)
        return false;
    return m_file.erase().ok();
}

} // namespace esek::ui::model
