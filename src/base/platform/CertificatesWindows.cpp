#ifdef _WIN32
#include "base/platform/Certificates.h"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX // libstdc++ of MinGW defines it
#define NOMINMAX
#endif
#include <windows.h>
// After windows.h, whose types it uses.
#include <wincrypt.h>

namespace esek::platform {

namespace {
std::string pem(const CERT_CONTEXT& certificate) {
    DWORD size = 0;
    const auto convert = [&](char* text) {
        return CryptBinaryToStringA(certificate.pbCertEncoded, certificate.cbCertEncoded,
                                    CRYPT_STRING_BASE64HEADER, text, &size) != 0;
    };
    if (!convert(nullptr))
        return {};
    std::string text(size, '\0');
    if (!convert(text.data()))
        return {};
    text.resize(size);
    return text;
}
} // namespace

std::vector<std::string> trustedRoots() {
    std::vector<std::string> roots;
    // The store of the user, which holds that of the computer and of its domain too.
    const HCERTSTORE store = CertOpenSystemStoreW(0, L"ROOT");
    if (!store)
        return roots;
    for (const CERT_CONTEXT* c = nullptr; (c = CertEnumCertificatesInStore(store, c)) != nullptr;)
        if (auto text = pem(*c); !text.empty())
            roots.push_back(std::move(text));
    CertCloseStore(store, 0);
    return roots;
}

} // namespace esek::platform
#endif
