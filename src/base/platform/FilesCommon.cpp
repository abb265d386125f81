#include "base/platform/Files.h"
#include "base/platform/Privacy.h"

#include <cerrno>
#include <cstdio>
#include <fstream>

namespace esek::platform {

namespace fs = std::filesystem;

Result<Bytes> readFile(const fs::path& file, std::uint64_t limit) {
    std::error_code ec;
    const auto status = fs::status(file, ec);
    if (ec || !fs::exists(status))
        return Error{ErrorCode::fileNotFound, "no such file", {{"file", toUtf8(file.filename())}}};
    const auto size = fs::is_regular_file(status) ? fs::file_size(file, ec) : 0;
    if (ec || !fs::is_regular_file(status))
        return Error{ErrorCode::fileUnreadable, "not a regular file", {{"file", toUtf8(file.filename())}}};
    if (size > limit)
        return Error{ErrorCode::fileTooLarge,
                     "file over the limit",
                     {{"file", toUtf8(file.filename())},
                      {"size", std::to_string(size >> 20)},
                      {"limit", std::to_string(limit >> 20)}}};
    std::ifstream in(file, std::ios::binary);
    Bytes bytes(static_cast<std::size_t>(size));
    if (!in ||
        (size > 0 && !in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))))
        return Error{ErrorCode::fileUnreadable, "cannot read", {{"file", toUtf8(file.filename())}}};
    return bytes;
}

Result<void> writeFileAtomically(const fs::path& file, std::span<const std::uint8_t> bytes) {
    auto output = AtomicFile::create(file);
    if (!output)
        return output.error();
    if (auto written = (*output)->write(bytes); !written)
        return written;
    return (*output)->commit();
}

Result<void> writeFileAtomically(const fs::path& file, std::string_view text) {
    return writeFileAtomically(file,
                               std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Result<void> ensureFolder(const fs::path& folder) {
    std::error_code ec = makePrivateFolders(folder);
    if (ec)
        return Error{ec == std::errc::no_space_on_device ? ErrorCode::diskFull : ErrorCode::folderNotWritable,
                     ec.message(),
                     {{"folder", toUtf8(folder)}}};
    // Permissions lie (root, network shares): only a file that was made proves that one can be made.
    const fs::path probe = folder / ".esekretariat-write-test";
    {
        std::ofstream out(probe, std::ios::binary);
        if (!out)
            return Error{ErrorCode::folderNotWritable, "cannot create a file", {{"folder", toUtf8(folder)}}};
    }
    fs::remove(probe, ec);
    return {};
}

fs::path pathFromUtf8(std::string_view text) {
    return fs::path(std::u8string(text.begin(), text.end()));
}

std::string toUtf8(const fs::path& p) {
    const std::u8string s = p.u8string();
    return {s.begin(), s.end()};
}

} // namespace esek::platform
