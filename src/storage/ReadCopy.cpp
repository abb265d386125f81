#include "storage/ReadCopy.h"

#include "base/Hex.h"
#include "base/Rng.h"
#include "base/platform/Privacy.h"

#include <array>
#include <chrono>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "esekretariat-read-";
constexpr std::chrono::minutes kBeingMade{1}; // a folder this young may not have its lock yet

void sweep(const fs::path& place) {
    std::error_code ec;
    std::vector<fs::path> old;
    for (fs::directory_iterator it(place, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code inner;
        if (platform::toUtf8(it->path().filename()).starts_with(kPrefix) && it->is_directory(inner) &&
            fs::last_write_time(it->path(), inner) < fs::file_time_type::clock::now() - kBeingMade && !inner)
            old.push_back(it->path());
    }
    for (const fs::path& folder : old)
        if (const auto free = platform::FileLock::acquire(folder / "lock"))
            fs::remove_all(folder, ec);
}

} // namespace

ReadCopy::ReadCopy(const fs::path& database) {
    const fs::path place = fs::temp_directory_path();
    sweep(place);
    std::array<std::uint8_t, 8> name{};
    SystemRng().fill(name);
    m_folder = place / (std::string(kPrefix) + toHex(name));
    if (const auto ec = platform::makePrivateFolders(m_folder))
        throw fs::filesystem_error("copy of the database", m_folder, ec);
    try {
        m_lock = platform::FileLock::acquire(m_folder / "lock").value();
        for (const char* end : {"", "-wal"}) {
            const fs::path from = fs::path(database) += end;
            const fs::path to = fs::path(this->database()) += end;
            if (!fs::exists(from))
                continue;
            platform::createPrivateFile(to).value();
            fs::copy_file(from, to, fs::copy_options::overwrite_existing);
            fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
        }
    } catch (...) {
        std::error_code ec;
        fs::remove_all(m_folder, ec);
        throw;
    }
}

ReadCopy::~ReadCopy() {
    std::error_code ec;
    fs::remove_all(m_folder, ec);
}

fs::path ReadCopy::database() const {
    return m_folder / "replica.sqlite";
}

} // namespace esek::storage
