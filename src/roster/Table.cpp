#include "roster/Table.h"

#include "base/Translate.h"
#include "base/platform/Files.h"
#include "roster/Csv.h"
#include "roster/Encoding.h"
#include "roster/Headers.h"
#include "roster/OneRoster.h"
#include "roster/Xlsx.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace esek::roster {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFile = std::uint64_t{64} << 20;

bool contains(std::span<const std::uint8_t> bytes, std::string_view what) {
    return std::search(bytes.begin(), bytes.end(), what.begin(), what.end(), [](std::uint8_t a, char b) {
               return a == static_cast<std::uint8_t>(b);
           }) != bytes.end();
}

bool startsWithBytes(std::span<const std::uint8_t> bytes, std::string_view what) {
    return bytes.size() >= what.size() && contains(bytes.first(what.size()), what);
}

Exception unknownKind(const std::string& file, const char* hint) {
    return Exception(Error{ErrorCode::fileKindUnknown, "not a list", {{"file", file}, {"hint", tr(hint)}}});
}

// Throws for what is known and not read.
void refuseOtherKinds(std::span<const std::uint8_t> bytes, const std::string& file) {
    const char* const save = ESEK_N_("Save it as CSV or XLSX and try again.");
    if (startsWithBytes(bytes, "\xD0\xCF\x11\xE0")) { // the container of old .xls and of encrypted .xlsx
        using namespace std::string_view_literals;
        if (contains(bytes, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0"sv))
            throw Exception(Error{ErrorCode::fileEncrypted, "encrypted xlsx", {{"file", file}}});
        throw unknownKind(file, save);
    }
    const auto head = bytes.first(std::min<std::size_t>(bytes.size(), 1024));
    // Some programs write a web page and call it .xls.
    if (contains(head, "<html") || contains(head, "<HTML") || contains(head, "<table") ||
        contains(head, "<?xml") || startsWithBytes(bytes, "%PDF") || startsWithBytes(bytes, "{\\rtf"))
        throw unknownKind(file, save);
    const bool utf16 = startsWithBytes(bytes, "\xFF\xFE") || startsWithBytes(bytes, "\xFE\xFF");
    if (!utf16 && std::find(head.begin(), head.end(), 0) != head.end())
        throw unknownKind(file, save);
}

void moveIn(RawRows&& raw, Table& table) {
    if (raw.rows.empty())
        throw Exception(Error{ErrorCode::fileEmpty, "no rows", {{"file", table.file}}});
    const std::size_t header = findHeader(raw.rows).row;
    table.header = std::move(raw.rows[header]);
    while (!table.header.empty() && table.header.back().empty())
        table.header.pop_back();
    const auto from = static_cast<std::ptrdiff_t>(header) + 1;
    raw.rows.erase(raw.rows.begin(), raw.rows.begin() + from);
    raw.lines.erase(raw.lines.begin(), raw.lines.begin() + from);
    table.rows = std::move(raw.rows);
    table.lineNumbers = std::move(raw.lines);
}

} // namespace

Result<Table> readTable(const fs::path& path) {
    return guarded([&] {
        Table table;
        table.file = platform::toUtf8(path.filename());
        const auto bytes = platform::readFile(path, kMaxFile).value();
        if (bytes.empty())
            throw Exception(Error{ErrorCode::fileEmpty, "empty file", {{"file", table.file}}});
        if (hasZipMagic(bytes.data(), bytes.size())) {
            const Zip zip(path);
            if (isOneRoster(zip)) {
                moveIn(readOneRoster(zip, table.file), table);
                table.encoding = "UTF-8";
                table.delimiter = ',';
            } else if (zip.find("[Content_Types].xml")) {
                moveIn(readXlsx(zip, table.file), table);
            } else {
                throw unknownKind(table.file, ESEK_N_("Save it as CSV or XLSX and try again."));
            }
            return table;
        }
        refuseOtherKinds(bytes, table.file);
        DecodedText decoded = decodeText(bytes, table.file);
        table.encoding = decoded.encoding;
        table.delimiter = detectDelimiter(decoded.text);
        moveIn(parseCsv(decoded.text, table.delimiter, table.file), table);
        return table;
    });
}

} // namespace esek::roster
