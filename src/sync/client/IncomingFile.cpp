#include "sync/client/IncomingFile.h"

#include "base/Log.h"
#include "base/platform/Files.h"
#include "sync/protocol/Wire.h"

#include <algorithm>

namespace esek::sync {

namespace fs = std::filesystem;

namespace {

fs::path partOf(const fs::path& folder, const domain::BlobId& id) {
    return folder / "incoming" / id.toString();
}

} // namespace

bool hasIncomingPart(const fs::path& folder, const domain::BlobId& id) {
    std::error_code ec;
    return fs::exists(partOf(folder, id), ec);
}

IncomingFile::IncomingFile(const fs::path& folder, const domain::BlobId& id) : m_file(partOf(folder, id)) {
    std::error_code ec;
    if (!fs::exists(m_file, ec))
        return;
    if (auto part = platform::readFile(m_file, static_cast<std::uint64_t>(kMaxBlobBytes)))
        m_bytes = std::move(part).value();
}

void IncomingFile::restart() {
    m_bytes.clear();
}

void IncomingFile::dropFront(std::int64_t count) {
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + std::min<std::ptrdiff_t>(count, std::ssize(m_bytes)));
}

void IncomingFile::append(std::span<const std::uint8_t> piece) {
    if (size() + static_cast<std::int64_t>(piece.size()) > kMaxBlobBytes)
        throw Exception(ErrorCode::serverRefused, "a photo beyond the limit");
    m_bytes.insert(m_bytes.end(), piece.begin(), piece.end());
}

void IncomingFile::keep() {
    if (m_bytes.empty())
        return;
    auto done = platform::ensureFolder(m_file.parent_path());
    if (done)
        done = platform::writeFileAtomically(m_file, m_bytes);
    if (!done)
        log::warning("the part of a photo that came was not kept: " + done.error().message);
}

std::vector<std::uint8_t> IncomingFile::take() {
    std::error_code ec;
    fs::remove(m_file, ec);
    return std::move(m_bytes);
}

fs::path incomingThumb(const fs::path& folder, const domain::BlobId& id) {
    return folder / "incoming" / (id.toString() + ".thumb");
}

void sweepIncomingFiles(const fs::path& folder, const std::set<domain::BlobId>& wanted) {
    std::error_code ec;
    std::vector<fs::path> old;
    for (fs::directory_iterator it(folder / "incoming", ec), end; !ec && it != end; it.increment(ec)) {
        const auto id = domain::BlobId::parse(platform::toUtf8(it->path().stem()));
        if (!id || !wanted.contains(*id))
            old.push_back(it->path());
    }
    for (const fs::path& file : old)
        if (auto removed = platform::removeFile(file); !removed)
            log::error("a part of a photo could not be removed: " + removed.error().message);
}

} // namespace esek::sync
