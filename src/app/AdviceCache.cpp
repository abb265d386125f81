#include "app/AdviceCache.h"

#include "base/Log.h"
#include "base/Text.h"
#include "base/platform/Files.h"

#include <fstream>

namespace esek::app {

namespace fs = std::filesystem;

namespace {

using Severity = PhotoAdvice::Severity;
constexpr std::pair<Severity, char> kLetters[] = {
    {Severity::ok, 'o'}, {Severity::advice, 'a'}, {Severity::error, 'e'}, {Severity::notMeasured, 'n'}};

/// "hash rules severity reason,reason"
std::string lineOf(const domain::BlobId& blob, const std::string& rules, const PhotoBadge& badge) {
    std::string line = blob.toString() + " " + rules + " ";
    for (const auto& [severity, letter] : kLetters)
        if (severity == badge.worst)
            line += letter;
    line += ' ';
    for (std::size_t i = 0; i < badge.reasons.size(); ++i)
        line += (i == 0 ? "" : ",") + std::string(domain::toString(badge.reasons[i]));
    return line + "\n";
}

} // namespace

fs::path AdviceCache::fileOf(const domain::BlobId& blob) const {
    return m_folder / blob.toString().substr(0, 2);
}

AdviceCache::Shelf& AdviceCache::shelfOf(const domain::BlobId& blob) {
    const fs::path file = fileOf(blob);
    const auto [it, fresh] = m_shelves.try_emplace(file.filename().string());
    if (fresh)
        it->second = read(file);
    return it->second;
}

AdviceCache::Shelf AdviceCache::read(const fs::path& file) {
    Shelf shelf;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto words = split(line, ' ');
        // A line cut short by a crash is none; the photo is checked again.
        const auto blob = words.size() == 4 && !in.eof() ? domain::BlobId::parse(words[0]) : std::nullopt;
        if (!blob || words[2].size() != 1)
            continue;
        Entry entry{words[1], {}};
        bool known = false;
        for (const auto& [severity, letter] : kLetters)
            if (letter == words[2][0]) {
                entry.badge.worst = severity;
                known = true;
            }
        for (const std::string& code : split(words[3], ','))
            if (const auto reason = domain::reasonFromString(code))
                entry.badge.reasons.push_back(*reason);
        if (known)
            shelf[*blob] = std::move(entry); // the last line counts
    }
    return shelf;
}

Result<void> AdviceCache::write(const fs::path& file, const Shelf& shelf) {
    if (shelf.empty()) {
        std::error_code ec;
        return fs::exists(file, ec) ? platform::removeFile(file) : Result<void>();
    }
    std::string text;
    for (const auto& [blob, entry] : shelf)
        text += lineOf(blob, entry.rules, entry.badge);
    return platform::writeFileAtomically(file, text);
}

std::optional<PhotoBadge> AdviceCache::find(const domain::BlobId& blob, const std::string& rules) {
    const std::lock_guard lock(m_mutex);
    const Shelf& shelf = shelfOf(blob);
    const auto it = shelf.find(blob);
    if (it == shelf.end() || it->second.rules != rules)
        return std::nullopt;
    return it->second.badge;
}

void AdviceCache::put(const domain::BlobId& blob, const std::string& rules, const PhotoBadge& badge) {
    const std::lock_guard lock(m_mutex);
    shelfOf(blob)[blob] = {rules, badge};
    std::error_code ec;
    fs::create_directories(m_folder, ec);
    // Not flushed to the disk: what a power cut takes is computed anew.
    std::ofstream out(fileOf(blob), std::ios::binary | std::ios::app);
    out << lineOf(blob, rules, badge);
    if (!out)
        log::warning("advice cache: cannot write");
}

Result<void> AdviceCache::erase(const domain::BlobId& blob) {
    const std::lock_guard lock(m_mutex);
    // Read anew: another process may have appended to it.
    const fs::path file = fileOf(blob);
    Shelf shelf = read(file);
    if (shelf.erase(blob) > 0)
        if (auto written = write(file, shelf); !written)
            return written;
    m_shelves[file.filename().string()] = std::move(shelf);
    return {};
}

void AdviceCache::sweep(const std::function<bool(const domain::BlobId&)>& there) {
    const std::lock_guard lock(m_mutex);
    m_shelves.clear();
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(m_folder, ec)) {
        Shelf shelf = read(entry.path());
        const bool gone = std::erase_if(shelf, [&](const auto& e) { return !there(e.first); }) > 0;
        std::size_t size = 0;
        for (const auto& [blob, e] : shelf)
            size += lineOf(blob, e.rules, e.badge).size();
        // Twice as long as it need be: worth writing anew.
        if (gone || fs::file_size(entry.path(), ec) > 2 * size)
            if (const auto written = write(entry.path(), shelf); !written)
                log::warning(written.error().message);
    }
}

} // namespace esek::app
