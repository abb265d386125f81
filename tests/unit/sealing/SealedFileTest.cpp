#include "sealing/SealedFile.h"

#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <csignal>
#ifndef _WIN32
#include <sys/resource.h>
#endif

using namespace esek;
using namespace esek::sealing;
namespace fs = std::filesystem;

namespace {

constexpr Cost kCheap{1, std::size_t{64} << 10};
constexpr std::size_t kChunk = std::size_t{1} << 20;
const std::string kPassword = "Zażółć gęślą jaźń";

struct Files {
    test::TempDir dir;
    fs::path plain = dir / "plain", sealed = dir / "sealed", opened = dir / "opened";

    explicit Files(std::size_t size) { write(plain, contents(size)); }
    static std::string contents(std::size_t size) {
        std::string text;
        for (unsigned n = 1; text.size() < size; n = n * 1664525 + 1013904223)
            text += static_cast<char>(n >> 24);
        return text;
    }
    static void write(const fs::path& file, const std::string& text) {
        platform::writeFileAtomically(file, std::string_view(text)).value();
    }
    static std::string read(const fs::path& file) {
        const auto bytes = platform::readFile(file).value();
        return std::string(bytes.begin(), bytes.end());
    }
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(dir / "."), {}));
    }
    ErrorCode openError(const std::string& password = kPassword) {
        const auto done = unseal(sealed, opened, password);
        CHECK_FALSE(fs::exists(opened));
        return done ? ErrorCode::internal : done.error().code;
    }
};

} // namespace

TEST_CASE("sealed file: what was sealed comes back, whatever its length") {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
        CAPTURE(size);
        Files f(size);
        REQUIRE(seal(f.plain, f.sealed, kPassword, nullptr, kCheap).ok());
        CHECK(isSealed(f.sealed));
        CHECK_FALSE(isSealed(f.plain));
        REQUIRE(unseal(f.sealed, f.opened, kPassword).ok());
        CHECK(Files::read(f.opened) == Files::read(f.plain));
        CHECK(f.count() == 3); // nothing is left beside them
    }
}

TEST_CASE("sealed file: nothing of the contents stands in it, and no two files are alike") {
    Files f(100);
    const std::string word = "44051401359 Brzęczyszczykiewicz";
    Files::write(f.plain, word + word + word);
    REQUIRE(seal(f.plain, f.sealed, kPassword, nullptr, kCheap).ok());
    const std::string first = Files::read(f.sealed);
    CHECK(first.find("Brz") == std::string::npos);
    CHECK(first.find(kPassword) == std::string::npos);
    REQUIRE(seal(f.plain, f.sealed, kPassword, nullptr, kCheap).ok());
    const std::string second = Files::read(f.sealed);
    CHECK(first.substr(16, 56) != second.substr(16, 56)); // salt and head of the stream
    CHECK(first.substr(88) != second.substr(88));
}

TEST_CASE("sealed file: a wrong password is told apart from a damaged file") {
    Files f(2 * kChunk);
    REQUIRE(seal(f.plain, f.sealed, kPassword, nullptr, kCheap).ok());
    CHECK(f.openError("Zażółć gęślą jaźn") == ErrorCode::valueInvalid);
    CHECK(f.openError("") == ErrorCode::valueInvalid);
    const std::string whole = Files::read(f.sealed);
    // Each part of the file: mark, cost, salt, head, sum, proof, first and second piece, last byte.
    for (const std::size_t at :
         {std::size_t{3}, std::size_t{8}, std::size_t{13}, std::size_t{20}, std::size_t{40}, std::size_t{60},
          std::size_t{120}, kChunk + 500, whole.size() - kChunk / 2}) {
        CAPTURE(at);
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        Files::write(f.sealed, changed);
        CHECK(f.openError() == ErrorCode::fileCorrupt);
    }
    Files::write(f.sealed, whole + "more");
    CHECK(f.openError() == ErrorCode::fileCorrupt);
    // Two pieces that changed places.
    const std::size_t piece = kChunk + 17, first = whole.size() - 2 * piece;
    Files::write(f.sealed, whole.substr(0, first) + whole.substr(first + piece) + whole.substr(first, piece));
    CHECK(f.openError() == ErrorCode::fileCorrupt);
}

TEST_CASE("sealed file: a cut file is told, wherever it was cut") {
    Files f(kChunk + 1000);
    REQUIRE(seal(f.plain, f.sealed, kPassword, nullptr, kCheap).ok());
    const std::string whole = Files::read(f.sealed);
    for (const std::size_t size :
         {whole.size() - 1, whole.size() - 1017, whole.size() - 1018, std::size_t{500}, std::size_t{89},
          std::size_t{73}, std::size_t{20}, std::size_t{0}}) {
        CAPTURE(size);
        Files::write(f.sealed, whole.substr(0, size));
        CHECK(f.openError() == ErrorCode::fileTruncated);
    }
}

TEST_CASE("sealed file: one that asks for too much work is refused, and a bad one takes no place") {
    Files f(10);
    Files::write(f.sealed, "the backup of last week");
    // Such a file can be written, but reading it back is refused, as for a file from elsewhere.
    const auto greedy = seal(f.plain, f.sealed, kPassword, nullptr, {17, std::size_t{64} << 10});
    REQUIRE_FALSE(greedy.ok());
    CHECK(greedy.error().code == ErrorCode::writeFailed);
    CHECK(greedy.error().value("file") == "sealed");
    CHECK(Files::read(f.sealed) == "the backup of last week");
    CHECK(f.count() == 2);
}

#ifndef _WIN32
TEST_CASE("sealed file: a full disk leaves the file of before") {
    Files f(3 * kChunk);
    Files::write(f.sealed, "the backup of last week");
    // The system refuses a longer file as it refuses one on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit small = before;
    small.rlim_cur = kChunk + 100;
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto full = seal(f.plain, f.sealed, kPassword, nullptr, kCheap);
    setrlimit(RLIMIT_FSIZE, &before);
    REQUIRE_FALSE(full.ok());
    CHECK(full.error().code == ErrorCode::diskFull);
    CHECK(Files::read(f.sealed) == "the backup of last week");
    CHECK(f.count() == 2);
}
#endif

TEST_CASE("sealed file: a stop or a missing folder leaves the file of before") {
    Files f(3 * kChunk);
    Files::write(f.sealed, "the backup of last week");
    Progress stopped;
    stopped.cancel();
    const auto cancelled = seal(f.plain, f.sealed, kPassword, &stopped, kCheap);
    REQUIRE_FALSE(cancelled.ok());
    CHECK(cancelled.error().code == ErrorCode::cancelled);
    CHECK(Files::read(f.sealed) == "the backup of last week");
    CHECK(f.count() == 2);
    // Stopped while it is read back.
    Progress* running = nullptr;
    Progress late([&](std::size_t done, std::size_t total) {
        if (done > total / 2)
            running->cancel();
    });
    running = &late;
    REQUIRE_FALSE(seal(f.plain, f.sealed, kPassword, &late, kCheap).ok());
    CHECK(Files::read(f.sealed) == "the backup of last week");
    CHECK(f.count() == 2);
    CHECK(seal(f.dir / "nothing", f.sealed, kPassword, nullptr, kCheap).error().code ==
          ErrorCode::fileNotFound);
    CHECK(seal(f.plain, f.dir / "no" / "folder", kPassword, nullptr, kCheap).error().code ==
          ErrorCode::folderNotWritable);
    CHECK(unseal(f.dir / "nothing", f.opened, kPassword).error().code == ErrorCode::fileNotFound);
}
