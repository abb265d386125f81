#include "roster/PhotoSource.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "roster/Zip.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <string_view>
#include <unordered_map>

namespace esek::roster {

namespace {

namespace fs = std::filesystem;

// The largest photo file that is taken into memory; what is in it is imaging's to judge.
constexpr std::uint64_t kMaxPhoto = std::uint64_t{200} << 20;
constexpr std::size_t kMaxFiles = 100'000;

/// What systems and programs leave behind: nobody put it there, nobody misses it.
bool isJunk(const std::string& path) {
    const auto parts = split(path, '/');
    if (std::any_of(parts.begin(), parts.end(),
                    [](const std::string& p) { return p == "__MACOSX" || startsWith(p, "."); }))
        return true;
    const std::string file = toLower(parts.back());
    static constexpr std::array kLeftBehind{".db", ".ini", ".lnk", ".url", ".part", ".tmp"};
    const auto dot = file.rfind('.');
    return startsWith(file, "~$") ||
           (dot != std::string::npos &&
            std::find(kLeftBehind.begin(), kLeftBehind.end(), file.substr(dot)) != kLeftBehind.end());
}

/// Why a file that never was a picture is left out; empty for everything that may be one. Kept are pictures
/// under any name.
std::string reasonToLeaveOut(const std::string& path) {
    const std::string file = toLower(path);
    const auto dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? std::string() : file.substr(dot);
    const auto isOneOf = [&](std::initializer_list<std::string_view> endings) {
        return std::find(endings.begin(), endings.end(), ending) != endings.end();
    };
    if (isOneOf({".zip", ".rar", ".7z"}))
        return tr("It is an archive inside of what was chosen. Unpack it and import the photos from it "
                  "separately.");
    if (isOneOf({".pdf", ".doc", ".docx", ".odt", ".ppt", ".pptx"}))
        return tr("It is a document. When there is a photo in it, ask for the photo itself, as JPEG.");
    if (isOneOf({".mp4", ".mov"}))
        return tr("It is a film. Ask for a photo saved as JPEG.");
    if (isOneOf({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".xml", ".html", ".htm", ".md",
                 ".exe"}))
        return tr("It is no photo, so nothing was imported from it.");
    return {};
}

Error leftOutError(const std::string& name, std::string reason) {
    return {ErrorCode::fileKindUnknown, "left out", {{"file", name}, {"hint", std::move(reason)}}};
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
            if (!isValidUtf8(name)) { // from an old medium
                name = entryNameToUtf8(name);
                while (!m_foreign.emplace(name, it->path()).second)
                    name += '_'; // two names of bytes that read alike
            }
            if (m_names.size() + m_leftOut.size() >= kMaxFiles)
                throw Exception(Error{ErrorCode::fileUnreadable, "too many files", {{"file", folderName()}}});
            sort(name);
        }
        if (ec)
            throw Exception(
                Error{ErrorCode::fileUnreadable, "cannot list the folder", {{"file", folderName()}}});
        std::sort(m_names.begin(), m_names.end());
        std::sort(m_leftOut.begin(), m_leftOut.end(),
                  [](const LeftOut& a, const LeftOut& b) { return a.name < b.name; });
    }

    Result<std::vector<std::uint8_t>> read(const std::string& name) override {
        if (!std::binary_search(m_names.begin(), m_names.end(), name))
            return noSuchFile(name);
        const auto foreign = m_foreign.find(name);
        return platform::readFile(foreign == m_foreign.end() ? m_folder / platform::pathFromUtf8(name)
                                                             : foreign->second,
                                  kMaxPhoto);
    }

  private:
    std::string folderName() const { return platform::toUtf8(m_folder.filename()); }
    fs::path m_folder;
    std::unordered_map<std::string, fs::path> m_foreign; ///< files whose names are no UTF-8
};

class ZipSource final : public PhotoSource {
  public:
    explicit ZipSource(const fs::path& file) : m_zip(file) {
        std::unordered_map<std::string, int> count;
        for (const Zip::Entry& entry : m_zip.entries())
            ++count[entry.name];
        for (const Zip::Entry& entry : m_zip.entries()) {
            if (!m_entries.emplace(entry.name, &entry).second)
                continue;
            if (count[entry.name] == 1)
                sort(entry.name);
            else if (!isJunk(entry.name)) // which of them is meant, nobody can tell
                m_leftOut.push_back(
                    {entry.name,
                     leftOutError(entry.name,
                                  tr("The archive holds several files of this name, so none of them was "
                                     "taken. Unpack it, keep the right one and choose the folder."))});
        }
        for (const std::string& name : m_zip.outside())
            m_leftOut.push_back(
                {name,
                 leftOutError(name, tr("Its name leads out of the archive. Unpack the archive with a program "
                                       "that you trust and choose the folder."))});
        std::sort(m_names.begin(), m_names.end());
    }

    Result<std::vector<std::uint8_t>> read(const std::string& name) override {
        if (!std::binary_search(m_names.begin(), m_names.end(), name))
            return noSuchFile(name);
        auto bytes = guarded([&] { return m_zip.read(*m_entries.at(name), kMaxPhoto); });
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

class MemorySource final : public PhotoSource {
  public:
    explicit MemorySource(std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files) {
        for (auto& [name, bytes] : files)
            if (m_files.emplace(name, std::move(bytes)).second)
                sort(name);
        std::sort(m_names.begin(), m_names.end());
    }

    Result<std::vector<std::uint8_t>> read(const std::string& name) override {
        const auto file = m_files.find(name);
        return file == m_files.end() ? Result<std::vector<std::uint8_t>>(noSuchFile(name)) : file->second;
    }

  private:
    std::unordered_map<std::string, std::vector<std::uint8_t>> m_files;
};

} // namespace

void PhotoSource::sort(const std::string& name) {
    if (isJunk(name))
        return;
    if (std::string reason = reasonToLeaveOut(name); !reason.empty())
        m_leftOut.push_back({name, leftOutError(name, std::move(reason))});
    else
        m_names.push_back(name);
}

std::unique_ptr<PhotoSource>
PhotoSource::ofMemory(std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files) {
    return std::make_unique<MemorySource>(std::move(files));
}

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
