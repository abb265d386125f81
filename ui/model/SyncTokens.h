#pragma once
#include "app/SyncService.h"

#include <memory>

namespace esek::ui::model {

/// The system's place for secrets. Calls may take long (a locked keychain asks the person); none is for the
/// interface thread.
class Keychain {
  public:
    virtual ~Keychain() = default;
    virtual bool save(const std::string& device, const std::string& token) = 0;
    virtual std::optional<std::string> load(const std::string& device) = 0;
    virtual void erase(const std::string& device) = 0;
};

/// The device's token in the keychain, where there is one that works, or else in the file of
/// sync::FileTokenStore. The device is known only once the server admitted it: joining writes the file, and
/// adopt() moves it. The command line reads the file alone, so a token that is in the file stays there until
/// the desktop itself joins.
class KeychainTokenStore final : public sync::TokenStore {
  public:
    /// No keychain: the file.
    KeychainTokenStore(const std::filesystem::path& replicaFolder, std::shared_ptr<Keychain>,
                       std::string device);
    Result<std::optional<std::string>> load() override;
    Result<void> save(const std::string& token) override;
    Result<void> erase() override;
    /// From the file to the keychain, if that one gives back what it took. True: moved.
    bool adopt();

  private:
    sync::FileTokenStore m_file;
    std::shared_ptr<Keychain> m_keychain;
    std::string m_device;
};

} // namespace esek::ui::model
