#include "roster/Zip.h"

#include "base/Error.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Charset.h"
#include "base/platform/Files.h"
#include "roster/Cp852.h"
#include "roster/Encoding.h"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace esek::roster {

namespace {

constexpr std::int64_t kMaxEntries = 100'000;
// Pictures hardly shrink, tables rarely over 50 times; from here on it is a bomb.
constexpr std::uint64_t kMaxRatio = 1000;
constexpr std::uint64_t kRatioMattersFrom = std::uint64_t{1} << 20;

bool leavesTheArchive(const std::string& name) {
    if (name.empty() || name[0] == '/' || (name.size() > 1 && name[1] == ':'))
        return true;
    const auto parts = split(name, '/');
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

} // namespace

bool hasZipMagic(const std::uint8_t* bytes, std::size_t size) {
    return size >= 4 && bytes[0] == 'P' && bytes[1] == 'K' &&
           ((bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6));
}

std::string entryNameToUtf8(const std::string& raw) {
    if (isValidUtf8(raw))
        return raw;
    std::u32string wide;
    for (const char c : raw) {
        const auto b = static_cast<unsigned char>(c);
        wide += b < 0x80 ? char32_t{b} : char32_t{kCp852[b - 0x80U]};
    }
    std::string dos = toUtf8(wide);
    auto windows = platform::toUtf8(raw, platform::Charset::windows1250);
    return windows && countPolishLetters(*windows) > countPolishLetters(dos) ? std::move(*windows) : dos;
}

Zip::Zip(const std::filesystem::path& path) : m_file(platform::toUtf8(path.filename())) {
    int code = 0;
    m_zip = zip_open(platform::toUtf8(path).c_str(), ZIP_RDONLY, &code);
    if (!m_zip)
        throw Exception(Error{code == ZIP_ER_NOENT                         ? ErrorCode::fileNotFound
                              : code == ZIP_ER_OPEN || code == ZIP_ER_READ ? ErrorCode::fileUnreadable
                                                                           : ErrorCode::fileCorrupt,
                              "zip_open failed: " + std::to_string(code),
                              {{"file", m_file}}});
    try {
        list();
    } catch (...) {
        zip_discard(m_zip);
        throw;
    }
}

Zip::~Zip() {
    zip_discard(m_zip);
}

void Zip::list() {
    const std::int64_t count = zip_get_num_entries(m_zip, 0);
    if (count > kMaxEntries)
        throw Exception(Error{ErrorCode::fileCorrupt, "zip with too many entries", {{"file", m_file}}});
    for (std::int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<std::uint64_t>(i);
        zip_stat_t stat;
        zip_stat_init(&stat);
        const char* raw = zip_get_name(m_zip, index, ZIP_FL_ENC_RAW);
        if (!raw || zip_stat_index(m_zip, index, 0, &stat) != 0)
            throw Exception(Error{ErrorCode::fileCorrupt, "unreadable zip entry", {{"file", m_file}}});
        std::string name = entryNameToUtf8(raw);
        std::replace(name.begin(), name.end(), '\\', '/');
        if (name.empty() || name.back() == '/')
            continue;
        if (leavesTheArchive(name)) {
            m_outside.push_back(std::move(name));
            continue;
        }
        const bool encrypted =
            (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE;
        const std::int32_t method = (stat.valid & ZIP_STAT_COMP_METHOD) ? stat.comp_method : ZIP_CM_STORE;
        m_entries.push_back({std::move(name), index, stat.size, stat.comp_size, encrypted, method});
    }
}

const Zip::Entry* Zip::find(const std::string& name) const {
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.name == name; });
    if (found != m_entries.end())
        return &*found;
    const std::string lower = toLower(name);
    const auto alike = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) {
        return e.name.size() == name.size() && toLower(e.name) == lower;
    });
    return alike == m_entries.end() ? nullptr : &*alike;
}

std::vector<std::uint8_t> Zip::read(const Entry& entry, std::uint64_t limit) const {
    std::vector<std::uint8_t> bytes;
    readPieces(entry, limit, [&](std::span<const std::uint8_t> piece) {
        if (bytes.empty())
            bytes.reserve(static_cast<std::size_t>(entry.size));
        bytes.insert(bytes.end(), piece.begin(), piece.end());
    });
    return bytes;
}

void Zip::readPieces(const Entry& entry, std::uint64_t limit,
                     const std::function<void(std::span<const std::uint8_t>)>& take) const {
    const auto fail = [&](ErrorCode code, const char* why) {
        return Exception(Error{code,
                               why,
                               {{"file", m_file},
                                {"size", std::to_string(entry.size >> 20)},
                                {"limit", std::to_string(limit >> 20)}}});
    };
    if (entry.encrypted)
        throw fail(ErrorCode::fileEncrypted, "encrypted zip entry");
    if (entry.size > limit)
        throw fail(ErrorCode::fileTooLarge, "zip entry over the limit");
    if (entry.size > kRatioMattersFrom && entry.size / kMaxRatio > entry.packedSize)
        throw fail(ErrorCode::fileCorrupt, "zip entry packed too well to be true");
    if (!zip_compression_method_supported(entry.method, 0)) {
        Exception unknown = fail(ErrorCode::fileKindUnknown, "zip entry packed in a way that is not read");
        throw Exception(unknown.error().with(
            "hint",
            tr("The archive is packed in a way that is not read (Deflate64, which Windows uses for large "
               "files, or a newer one). Unpack it and choose the folder.")));
    }
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(m_zip, entry.index, 0),
                                                                 zip_fclose);
    if (!file)
        throw fail(ErrorCode::fileCorrupt, "zip entry cannot be opened");
    std::vector<std::uint8_t> piece(std::size_t{64} << 10);
    std::uint64_t left = entry.size;
    while (left > 0) {
        const std::uint64_t wanted = std::min<std::uint64_t>(left, piece.size());
        const std::int64_t got = zip_fread(file.get(), piece.data(), wanted);
        if (got <= 0)
            throw fail(ErrorCode::fileCorrupt, "zip entry shorter than announced, or damaged");
        take(std::span(piece).first(static_cast<std::size_t>(got)));
        left -= static_cast<std::uint64_t>(got);
    }
    // Reading on past the announced size makes libzip compare the checksum; more data there is a lie about
    // the size.
    std::uint8_t more = 0;
    if (zip_fread(file.get(), &more, 1) != 0)
        throw fail(ErrorCode::fileCorrupt, "zip entry damaged or longer than announced");
}

} // namespace esek::roster
