#include "Support.h"

#include <zip.h>

namespace esek::test {

std::filesystem::path writeZip(const std::filesystem::path& path, const std::vector<ZipPart>& parts,
                               bool password) {
    int code = 0;
    zip_t* zip = zip_open(platform::toUtf8(path).c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    REQUIRE(zip);
    for (const ZipPart& part : parts) {
        zip_source_t* source = zip_source_buffer(zip, part.bytes.data(), part.bytes.size(), 0);
        const auto index = zip_file_add(zip, part.name.c_str(), source, ZIP_FL_ENC_GUESS);
        REQUIRE(index >= 0);
        if (password)
            REQUIRE(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "tajne") ==
                    0);
    }
    REQUIRE(zip_close(zip) == 0);
    return path;
}

void replaceInFile(const std::filesystem::path& path, std::string_view what, std::string_view with) {
    const auto bytes = platform::readFile(path).value();
    std::string text(bytes.begin(), bytes.end());
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
        ++found;
    }
    REQUIRE(found > 0);
    platform::writeFileAtomically(path, text).value();
}

} // namespace esek::test
