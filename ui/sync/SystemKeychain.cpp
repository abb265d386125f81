#include "ui/sync/SystemKeychain.h"

#include <wx/secretstore.h>
#include <wx/utils.h>

#include <chrono>
#include <future>
#include <thread>

// wxGTK of Debian is built without wxSecretStore: there libsecret is asked directly, as wx would.
#if defined(ESEK_LIBSECRET)
#include <libsecret/secret.h>
#endif

namespace esek::ui {

#if defined(ESEK_LIBSECRET) || wxUSE_SECRETSTORE

namespace {

/// A person may have to unlock the keychain first.
constexpr auto kPatience = std::chrono::seconds(30);

/// Runs beside the caller and is given up when it takes too long: the end of the program must not wait for
/// a question of the system.
template <class T>
T inTime(std::function<T()> call) {
    auto task = std::make_shared<std::packaged_task<T()>>(std::move(call));
    auto answer = task->get_future();
    std::thread([task] { (*task)(); }).detach();
    return answer.wait_for(kPatience) == std::future_status::ready ? answer.get() : T{};
}

std::string service(const std::string& device) {
    return "e-Sekretariat/" + device;
}

#if defined(ESEK_LIBSECRET)

const SecretSchema& schema() {
    static const SecretSchema made = [] {
        SecretSchema s{};
        s.name = "e-Sekretariat";
        s.flags = SECRET_SCHEMA_NONE;
        s.attributes[0] = {"service", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return s;
    }();
    return made;
}

/// Errors mean that there is no keychain that works: nothing more is done with them.
bool worked(GError* error) {
    if (error)
        g_error_free(error);
    return !error;
}

bool store(const std::string& device, const std::string& token) {
    GError* error = nullptr;
    const gboolean done = secret_password_store_sync(&schema(), SECRET_COLLECTION_DEFAULT,
                                                     service(device).c_str(), token.c_str(), nullptr, &error,
                                                     "service", service(device).c_str(), nullptr);
    return worked(error) && done;
}

std::optional<std::string> lookup(const std::string& device) {
    GError* error = nullptr;
    gchar* found =
        secret_password_lookup_sync(&schema(), nullptr, &error, "service", service(device).c_str(), nullptr);
    std::optional<std::string> token;
    if (worked(error) && found)
        token = found;
    if (found)
        secret_password_free(found);
    return token;
}

bool forget(const std::string& device) {
    GError* error = nullptr;
    const gboolean done =
        secret_password_clear_sync(&schema(), nullptr, &error, "service", service(device).c_str(), nullptr);
    return worked(error) && done;
}

#else

wxString wide(const std::string& text) {
    return wxString::FromUTF8(text.c_str());
}

bool store(const std::string& device, const std::string& token) {
    wxSecretStore kept = wxSecretStore::GetDefault();
    return kept.IsOk() &&
           kept.Save(wide(service(device)), wide(device), wxSecretValue(token.size(), token.data()));
}

std::optional<std::string> lookup(const std::string& device) {
    wxSecretStore kept = wxSecretStore::GetDefault();
    wxString user;
    wxSecretValue secret;
    if (!kept.IsOk() || !kept.Load(wide(service(device)), user, secret))
        return std::nullopt;
    return std::string(static_cast<const char*>(secret.GetData()), secret.GetSize());
}

bool forget(const std::string& device) {
    wxSecretStore kept = wxSecretStore::GetDefault();
    return kept.IsOk() && kept.Delete(wide(service(device)));
}

#endif

class SystemKeychain final : public model::Keychain {
  public:
    bool save(const std::string& device, const std::string& token) override {
        return inTime<bool>([=] { return store(device, token); });
    }
    std::optional<std::string> load(const std::string& device) override {
        return inTime<std::optional<std::string>>([=] { return lookup(device); });
    }
    void erase(const std::string& device) override {
        static_cast<void>(inTime<bool>([=] { return forget(device); }));
    }
};

} // namespace

std::shared_ptr<model::Keychain> systemKeychain() {
#ifdef __WXGTK__
    // Without a session bus the search for one would start one, or wait.
    if (!wxGetEnv("DBUS_SESSION_BUS_ADDRESS", nullptr))
        return nullptr;
#endif
    return std::make_shared<SystemKeychain>();
}

#else

std::shared_ptr<model::Keychain> systemKeychain() {
    return nullptr;
}

#endif

} // namespace esek::ui
