#ifdef _WIN32
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"

#include <algorithm>
#include <array>
#include <vector>
#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
// After windows.h, whose types they use.
#include <aclapi.h>
#include <sddl.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

/// The security identifier of the user who runs the program, as text; empty when Windows does not tell.
std::wstring currentUser() {
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return {};
    std::vector<unsigned char> buffer(sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE);
    DWORD size = 0;
    std::wstring text;
    wchar_t* sid = nullptr;
    if (GetTokenInformation(token, TokenUser, buffer.data(), static_cast<DWORD>(buffer.size()), &size) &&
        ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(buffer.data())->User.Sid, &sid)) {
        text = sid;
        LocalFree(sid);
    }
    CloseHandle(token);
    return text;
}

/// Full control for the user, the administrators and the system, inherited by everything inside; what the
/// folder inherited from above (on many office computers: reading for all users) is cut off.
class Rights {
  public:
    Rights() {
        const std::wstring user = currentUser();
        const std::wstring text = L"D:P(A;OICI;FA;;;" + user + L")(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)";
        if (user.empty() || !ConvertStringSecurityDescriptorToSecurityDescriptorW(
                                text.c_str(), SDDL_REVISION_1, &m_descriptor, nullptr))
            m_descriptor = nullptr;
    }
    ~Rights() { LocalFree(m_descriptor); }
    Rights(const Rights&) = delete;
    Rights& operator=(const Rights&) = delete;
    PSECURITY_DESCRIPTOR descriptor() const { return m_descriptor; }

    bool applyTo(const fs::path& path) const {
        PACL list = nullptr;
        BOOL present = FALSE;
        BOOL byDefault = FALSE;
        if (!m_descriptor || !GetSecurityDescriptorDacl(m_descriptor, &present, &list, &byDefault))
            return false;
        std::wstring name = path.wstring();
        return SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT,
                                     DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, nullptr,
                                     nullptr, list, nullptr) == ERROR_SUCCESS;
    }

  private:
    PSECURITY_DESCRIPTOR m_descriptor = nullptr;
};

} // namespace

void keepNewFilesPrivate() {}

std::error_code makePrivateFolders(const fs::path& folder) {
    std::error_code ec;
    if (folder.empty() || fs::is_directory(folder, ec))
        return {};
    if (folder.has_parent_path() && folder.parent_path() != folder)
        if (const auto failed = makePrivateFolders(folder.parent_path()))
            return failed;
    const Rights rights;
    SECURITY_ATTRIBUTES attributes{};
    attributes.nLength = sizeof attributes;
    attributes.lpSecurityDescriptor = rights.descriptor();
    if (CreateDirectoryW(folder.c_str(), &attributes) || fs::is_directory(folder, ec))
        return {};
    return {static_cast<int>(GetLastError()), std::system_category()};
}

Result<void> createPrivateFile(const fs::path& file) {
    HANDLE h =
        CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (h != INVALID_HANDLE_VALUE) {
        CloseHandle(h);
        return {};
    }
    const DWORD code = GetLastError();
    if (code == ERROR_FILE_EXISTS)
        return {};
    return Error{code == ERROR_ACCESS_DENIED || code == ERROR_PATH_NOT_FOUND ? ErrorCode::folderNotWritable
                                                                             : ErrorCode::writeFailed,
                 "Windows error " + std::to_string(code),
                 {{"file", toUtf8(file.filename())}, {"folder", toUtf8(file.parent_path())}}};
}

bool othersMayRead(const fs::path& file) {
    std::wstring name = file.wstring();
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, &list,
                              nullptr, &descriptor) != ERROR_SUCCESS)
        return false;
    bool readable = false;
    for (const WELL_KNOWN_SID_TYPE who : {WinWorldSid, WinAuthenticatedUserSid, WinBuiltinUsersSid}) {
        std::array<unsigned char, SECURITY_MAX_SID_SIZE> sid{};
        DWORD size = sid.size();
        TRUSTEE_W trustee{};
        ACCESS_MASK rights = 0;
        if (!CreateWellKnownSid(who, nullptr, sid.data(), &size))
            continue;
        BuildTrusteeWithSidW(&trustee, sid.data());
        if (GetEffectiveRightsFromAclW(list, &trustee, &rights) == ERROR_SUCCESS)
            readable = readable || (rights & FILE_READ_DATA) != 0;
    }
    LocalFree(descriptor);
    return readable;
}

Result<void> closeToOthers(const fs::path& folder, std::span<const std::string_view> ours) {
    const Rights rights;
    bool good = true;
    bool nothingElse = true;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = toUtf8(entry.path().filename());
        if (std::any_of(ours.begin(), ours.end(), [&](std::string_view o) { return name.starts_with(o); }))
            good = rights.applyTo(entry.path()) && good; // goes on to what is inside
        else
            nothingElse = false;
    }
    if (nothingElse && !ec)
        good = rights.applyTo(folder) && good;
    if (!good)
        return Error{ErrorCode::folderOpenToOthers,
                     "the rights of a data folder cannot be changed",
                     {{"folder", toUtf8(folder)}}};
    return {};
}

} // namespace esek::platform
#endif
