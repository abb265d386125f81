#ifdef _WIN32
#include "base/Describe.h"
#include "base/Translate.h"
#include "base/platform/Certificates.h"
#include "base/platform/Child.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "base/platform/Privacy.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <fstream>
#include <thread>

#include <windows.h>
// After windows.h, whose types it uses.
#include <aclapi.h>

using namespace esek;
namespace fs = std::filesystem;

namespace {

/// Another program that has a file open and lets nobody replace it.
class Holder {
  public:
    explicit Holder(const fs::path& file)
        : m_handle(
              CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr)) {}
    ~Holder() { letGo(); }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    bool holds() const { return m_handle != INVALID_HANDLE_VALUE; }
    void letGo() {
        if (holds())
            CloseHandle(m_handle);
        m_handle = INVALID_HANDLE_VALUE;
    }

  private:
    HANDLE m_handle;
};

void openToEverybody(const fs::path& path) {
    std::array<unsigned char, SECURITY_MAX_SID_SIZE> sid{};
    DWORD size = sid.size();
    REQUIRE(CreateWellKnownSid(WinWorldSid, nullptr, sid.data(), &size));
    EXPLICIT_ACCESSW access{};
    access.grfAccessPermissions = GENERIC_ALL;
    access.grfAccessMode = SET_ACCESS;
    access.grfInheritance = SUB_CONTAINERS_AND_OBJECTS_INHERIT;
    BuildTrusteeWithSidW(&access.Trustee, sid.data());
    PACL list = nullptr;
    REQUIRE(SetEntriesInAclW(1, &access, nullptr, &list) == ERROR_SUCCESS);
    std::wstring name = path.wstring();
    REQUIRE(SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                  list, nullptr) == ERROR_SUCCESS);
    LocalFree(list);
}

std::string text(const fs::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("a file that another program holds for a moment is replaced and removed all the same") {
    const test::TempDir dir;
    const auto file = dir / fs::path(L"\u0142\u00f3d\u017a.json");
    platform::writeFileAtomically(file, std::string_view("old")).value();
    for (const bool remove : {false, true}) {
        Holder holder(file);
        REQUIRE(holder.holds());
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            holder.letGo();
        });
        const auto done = remove ? platform::removeFile(file)
                                 : platform::writeFileAtomically(file, std::string_view("new"));
        other.join();
        CHECK(done.ok());
        CHECK((remove ? !fs::exists(file) : text(file) == "new"));
    }
}

TEST_CASE("a file that another program does not let go is told, and nothing is lost or left behind") {
    const test::TempDir dir;
    const auto file = dir / "list.xlsx";
    platform::writeFileAtomically(file, std::string_view("old")).value();
    const Holder holder(file);
    REQUIRE(holder.holds());
    const auto done = platform::writeFileAtomically(file, std::string_view("new"));
    REQUIRE(!done.ok());
    CHECK(text(file) == "old");
    CHECK(filesIn(dir.path()) == 1);
    setLanguage(Language::english);
    CHECK_THAT(describe(done.error()), Catch::Contains("list.xlsx is open in another program"));
}

TEST_CASE("a folder that we make is closed to others though the one above is open") {
    const test::TempDir dir;
    openToEverybody(dir.path());
    std::ofstream(dir / "open") << "x";
    REQUIRE(platform::ensureFolder(dir / "a/b").ok());
    platform::createPrivateFile(dir / "a/b/server-token").value();
    CHECK(platform::othersMayRead(dir / "open"));
    CHECK_FALSE(platform::othersMayRead(dir / "a/b"));
    CHECK_FALSE(platform::othersMayRead(dir / "a/b/server-token"));
}

TEST_CASE("what was left open in a data folder is closed") {
    const test::TempDir dir;
    std::ofstream(dir / "replica.sqlite") << "x";
    openToEverybody(dir / "replica.sqlite");
    REQUIRE(platform::othersMayRead(dir / "replica.sqlite"));
    REQUIRE(platform::closeToOthers(dir.path(), std::array<std::string_view, 1>{"replica."}).ok());
    CHECK_FALSE(platform::othersMayRead(dir / "replica.sqlite"));
}

TEST_CASE("data lie in the folder of this computer, not in the roaming one") {
    const std::string folder = platform::toUtf8(platform::userDataDir());
    CHECK_THAT(folder, Catch::EndsWith("AppData\\Local\\e-Sekretariat"));
}

TEST_CASE("narrow texts of the system are UTF-8 by the manifest") {
    CHECK(GetACP() == CP_UTF8);
}

TEST_CASE("the roots that the computer trusts come as PEM") {
    for (const std::string& root : platform::trustedRoots()) {
        CHECK_THAT(root, Catch::StartsWith("-----BEGIN CERTIFICATE-----"));
        CHECK_THAT(root, Catch::Contains("-----END CERTIFICATE-----"));
    }
    CHECK_FALSE(platform::trustedRoots().empty());
}

TEST_CASE("a child gets its input, an environment without the user's, and limits") {
    const fs::path shell = fs::path(std::getenv("SystemRoot")) / "system32" / "cmd.exe";
    SetEnvironmentVariableW(L"ESEK_SECRET", L"hidden");
    const auto listed = platform::runChild(shell, {"/c", "set"}, {}, {.outputBytes = 1 << 16});
    REQUIRE(listed.ok());
    const std::string said(listed->output.begin(), listed->output.end());
    CHECK_THAT(said, Catch::Contains("SystemRoot", Catch::CaseSensitive::No));
    CHECK_THAT(said, !Catch::Contains("ESEK_SECRET"));
    CHECK(listed->end == platform::ChildOutcome::End::exited);

    const auto tooMuch = platform::runChild(shell, {"/c", "set"}, {}, {.outputBytes = 2});
    REQUIRE(tooMuch.ok());
    CHECK(tooMuch->end == platform::ChildOutcome::End::tooMuchOutput);

    const auto waits =
        platform::runChild(shell, {"/k"}, {}, {.time = std::chrono::milliseconds(1), .outputBytes = 1 << 16});
    REQUIRE(waits.ok());
    CHECK(waits->end == platform::ChildOutcome::End::outOfTime);
    CHECK(platform::runChild("C:\\missing.exe", {}, {}, {}).error().code == ErrorCode::programMissing);
}
#endif
