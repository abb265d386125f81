#include "ui/sync/SystemKeychain.h"

#include <wx/secretstore.h>

#if wxUSE_SECRETSTORE
#include <chrono>
#include <future>
#include <thread>
#include <wx/utils.h>
#endif

namespace esek::ui {

#if wxUSE_SECRETSTORE

namespace {

/// A person may have to unlock the keychain first.
constexpr auto kPatience = std::chrono::seconds(30);

/// Runs beside the caller and is given up when it takes too long: the end of the program must not wait for
/// a question of the system.
template <class T>
std::optional<T> inTime(std::function<T()> call) {
    auto task = std::make_shared<std::packaged_task<T()>>(std::move(call));
    auto answer = task->get_future();
    std::thread([task] { (*task)(); }).detach();
    if (answer.wait_for(kPatience) != std::future_status::ready)
        return std::nullopt;
    return answer.get();
}

wxString service(const std::string& device) {
    return "e-Sekretariat/" + wxString::FromUTF8(device.c_str());
}

class WxKeychain final : public model::Keychain {
  public:
    bool save(const std::string& device, const std::string& token) override {
        return inTime<bool>([=] {
                   wxSecretStore store = wxSecretStore::GetDefault();
                   return store.IsOk() && store.Save(service(device), wxString::FromUTF8(device.c_str()),
                                                     wxSecretValue(token.size(), token.data()));
               })
            .value_or(false);
    }
    std::optional<std::string> load(const std::string& device) override {
        return inTime<std::optional<std::string>>([=]() -> std::optional<std::string> {
                   wxSecretStore store = wxSecretStore::GetDefault();
                   wxString user;
                   wxSecretValue secret;
                   if (!store.IsOk() || !store.Load(service(device), user, secret))
                       return std::nullopt;
                   return std::string(static_cast<const char*>(secret.GetData()), secret.GetSize());
               })
            .value_or(std::nullopt);
    }
    void erase(const std::string& device) override {
        static_cast<void>(inTime<bool>([=] {
            wxSecretStore store = wxSecretStore::GetDefault();
            return store.IsOk() && store.Delete(service(device));
        }));
    }
};

} // namespace

std::shared_ptr<model::Keychain> systemKeychain() {
#ifdef __WXGTK__
    // Without a session bus the search for one would start one, or wait.
    if (!wxGetEnv("DBUS_SESSION_BUS_ADDRESS", nullptr))
        return nullptr;
#endif
    return std::make_shared<WxKeychain>();
}

#else // wxGTK of Debian 12 is built without it

std::shared_ptr<model::Keychain> systemKeychain() {
    return nullptr;
}

#endif

} // namespace esek::ui
