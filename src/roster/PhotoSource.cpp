#include "roster/PhotoSource.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "roster/Zip.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <unordered_map>

namespace esek::roster {

namespace {

namespace fs = std::filesystem;

// The largest photo file that is taken into memory; what is in it is imaging's to judge.
constexpr std::uint64_t kMaxPhoto = std::uint64_t{200} << 20;
constexpr std::size_t kMaxFiles = 100'000;

bool isJunk(const std::string& path) {
    const auto parts = split(path, '/');
    if (std::any_of(parts.begin(), parts.end(),
                    [](const std::string& p) { return p == "__MACOSX" || startsWith(p, "."); }))
        return true;
    const std::string file = toLower(parts.back());
    if (file == "thumbs.db" || file == "desktop.ini" || startsWith(file, "~$"))
        return true;
    // Kept are pictures under any name; left out is what never was one.
    static constexpr std::array kOther{".csv", ".txt", ".xlsx", ".xls",  ".ods",  ".doc",  ".docx",
                                       ".odt", ".pdf", ".zip",  ".json", ".xml",  ".html", ".htm",
                                       ".exe", ".lnk", ".db",   ".ini",  ".md",   ".mp4",  ".mov",
                                       ".7z",  ".rar", ".tsv",  ".url",  ".part", ".tmp"};
    const auto dot = file.rfind('.');
    return dot != std::string::npos &&
           std::find(kOther.begin(), kOther.end(), file.substr(dot)) != kOther.end();
}

Error noSuchFile(const std::string& name) {
    return {ErrorCode::fileNotFound, "no such photo", {{"file", name}}};
}

class FolderSource final : public PhotoSource {
  public:
    explicit FolderSource(const fs::path& folder) : m_folder(folder) {
        std::error_code ec;
        // Links to folders are not followed: they may lead anywhere, and in circles.
        fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, ec);
        for (; !ec && it != fs::recursive_directory_iterator(); it.increment(ec)) {
            std::error_code statusError;
            if (!it->is_regular_file(statusError))
                continue;
            const std::u8string relative = it->path().lexically_relative(folder).generic_u8string();
            std::string name(relative.begin(), relative.end());
            if (isJunk(name))
                continue;
            if (m_names.size() >= kMaxFiles)
                throw Exception(Error{ErrorCode::fileUnreadable, "too many files", {{"file", folderName()}}});
            m_names.push_back(std::move(name));
        }
        if (ec)
            throw Exception(
                Error{ErrorCode::fileUnreadable, "cannot list the folder", {{"file", folderName()}}});
        std::sort(m_names.begin(), m_names.end());
    }

    Result<std::vector<std::uint8_t>> read(const std::string& name) override {
        if (!std::binary_search(m_names.begin(), m_names.end(), name))
            return noSuchFile(name);
        return platform::readFile(m_folder / platform::pathFromUtf8(name), kMaxPhoto);
    }

  private:
    std::string folderName() const { return platform::toUtf8(m_folder.filename()); }
    fs::path m_folder;
};

class ZipSource final : public PhotoSource {
  public:
    explicit ZipSource(const fs::path& file) : m_zip(file) {
        for (const Zip::Entry& entry : m_zip.entries()) {
            // A name that stands twice would leave one of the two without a way to it.
            if (!isJunk(entry.name) && m_entries.emplace(entry.name, &entry).second)
                m_names.push_back(entry.name);
        }
        std::sort(m_names.begin(), m_names.end());
    }

    Result<std::vector<std::uint8_t>> read(const std::string& name) override {
        const auto found = m_entries.find(name);
        if (found == m_entries.end())
            return noSuchFile(name);
        auto bytes = guarded([&] { return m_zip.read(*found->second, kMaxPhoto); });
        if (bytes)
            return bytes;
        // The clerk needs the name of the photo, not of the archive.
        Error error = bytes.error();
        for (auto& [key, value] : error.context)
            if (key == "file")
                value = name;
        return error;
    }

  private:
    Zip m_zip;
    std::unordered_map<std::string, const Zip::Entry*> m_entries;
};

} // namespace

Result<std::unique_ptr<PhotoSource>> PhotoSource::open(const fs::path& path) {
    return guarded([&]() -> std::unique_ptr<PhotoSource> {
        const auto file = platform::toUtf8(path.filename());
        std::error_code ec;
        if (!fs::exists(path, ec))
            throw Exception(Error{ErrorCode::fileNotFound, "no such path", {{"file", file}}});
        if (fs::is_directory(path, ec))
            return std::make_unique<FolderSource>(path);
        std::array<char, 4> head{};
        std::ifstream in(path, std::ios::binary);
        if (!in)
            throw Exception(Error{ErrorCode::fileUnreadable, "cannot open", {{"file", file}}});
        in.read(head.data(), head.size());
        if (in.gcount() == 0)
            throw Exception(Error{ErrorCode::fileEmpty, "empty file", {{"file", file}}});
        if (!hasZipMagic(reinterpret_cast<const std::uint8_t*>(head.data()),
                         static_cast<std::size_t>(in.gcount())))
            throw Exception(Error{ErrorCode::fileKindUnknown,
                                  "neither a folder nor a zip",
                                  {{"file", file}, {"hint", tr("Choose a folder or a zip with photos.")}}});
        return std::make_unique<ZipSource>(path);
    });
}

} // namespace esek::roster
