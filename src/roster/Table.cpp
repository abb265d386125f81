#include "roster/Table.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "roster/Csv.h"
#include "roster/Encoding.h"
#include "roster/FileKinds.h"
#include "roster/Headers.h"
#include "roster/Layout.h"
#include "roster/OneRoster.h"
#include "roster/Xlsx.h"

#include <algorithm>

namespace esek::roster {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFile = std::uint64_t{64} << 20;

Issue remark(const char* kind, const char* key, std::string value) {
    return listRemark(kind, Field::ignore, {{key, std::move(value)}});
}

/// One sheet laid out, with what the choice of sheets needs.
struct LaidOut {
    Table table;
    std::size_t sheet = 0;
    bool list = false;
};

std::vector<LaidOut> layOutSheets(std::vector<SheetRows>& book, const std::string& file) {
    std::vector<LaidOut> all;
    for (std::size_t i = 0; i < book.size(); ++i) {
        if (!book[i].read || book[i].rows.rows.empty())
            continue;
        LaidOut sheet;
        std::size_t known = 0;
        sheet.table = layOut(std::move(book[i].rows), file, book[i].name, &known);
        sheet.sheet = i;
        sheet.list = known >= 2;
        all.push_back(std::move(sheet));
    }
    return all;
}

Table fromWorkbook(const Zip& zip, const std::string& file, const ReadOptions& options) {
    auto book = readXlsx(zip, file, options.sheets);
    auto laidOut = layOutSheets(book, file);
    if (laidOut.empty())
        throw Exception(Error{ErrorCode::fileEmpty, "no rows in any sheet", {{"file", file}}});
    const bool anyList = std::any_of(laidOut.begin(), laidOut.end(), [](const LaidOut& s) { return s.list; });
    // Without a list the first sheet says what is missing; a sheet that was asked for is always read.
    if (options.sheets.empty() && anyList)
        std::erase_if(laidOut, [](const LaidOut& s) { return !s.list; });
    else if (options.sheets.empty())
        laidOut.resize(1);
    std::vector<SheetInfo> sheets;
    for (const SheetRows& s : book)
        sheets.push_back({s.name, s.hidden, false, false, 0});
    std::vector<std::string> names;
    for (LaidOut& s : laidOut) {
        SheetInfo& info = sheets[s.sheet];
        info = {info.name, info.hidden, s.list, true, s.table.rows.size()};
        names.push_back(info.name);
    }
    Table table = std::move(laidOut.front().table);
    if (laidOut.size() > 1) {
        table.rowSheets.assign(table.rows.size(), names.front());
        for (std::size_t i = 1; i < laidOut.size(); ++i) {
            laidOut[i].table.rowSheets.assign(laidOut[i].table.rows.size(), names[i]);
            append(table, std::move(laidOut[i].table));
        }
        table.remarks.push_back(remark("sheet.chosen", "sheets", join(names, ", ")));
    }
    for (std::size_t i = 0; i < sheets.size() && options.sheets.empty(); ++i)
        if (!sheets[i].read)
            table.remarks.push_back(
                remark(sheets[i].hidden ? "sheet.hidden" : "sheet.notRead", "sheet", sheets[i].name));
    table.sheets = std::move(sheets);
    return table;
}

Table fromText(const platform::Bytes& bytes, const std::string& file) {
    if (!isUtf16(bytes)) {
        const auto last = std::find_if(bytes.rbegin(), bytes.rend(), [](std::uint8_t b) { return b != 0; });
        refuseOtherKinds(std::span(bytes).first(static_cast<std::size_t>(bytes.rend() - last)), file);
    }
    DecodedText decoded = decodeText(bytes, file);
    const char delimiter = detectDelimiter(decoded.text);
    Table table = layOut(parseCsv(decoded.text, delimiter, file), file);
    table.encoding = std::move(decoded.encoding);
    table.delimiter = delimiter;
    if (table.encoding == "CP852" || table.encoding == "Mazovia")
        table.remarks.push_back(remark("charset.old", "charset", table.encoding));
    return table;
}

} // namespace

const std::string& Table::cell(std::size_t row, std::size_t column) const {
    static const std::string kNone;
    return row < rows.size() && column < rows[row].size() ? rows[row][column] : kNone;
}

Result<Table> readTable(const fs::path& path, const ReadOptions& options) {
    return guarded([&] {
        const std::string file = platform::toUtf8(path.filename());
        const auto bytes = platform::readFile(path, kMaxFile).value();
        if (bytes.empty())
            throw Exception(Error{ErrorCode::fileEmpty, "empty file", {{"file", file}}});
        Table table;
        if (hasZipMagic(bytes.data(), bytes.size())) {
            const Zip zip(path);
            if (isOneRoster(zip)) {
                table = layOut(readOneRoster(zip, file), file);
                table.encoding = "UTF-8";
                table.delimiter = ',';
            } else if (zip.find("[Content_Types].xml") && !zip.find("xl/workbook.bin") &&
                       !zip.find("word/document.xml") && !zip.find("ppt/presentation.xml")) {
                table = fromWorkbook(zip, file, options);
            } else {
                refuseOtherZip(zip, file);
            }
        } else {
            table = fromText(bytes, file);
        }
        if (table.rows.empty() && findHeader({table.header}).known >= 2)
            throw Exception(Error{ErrorCode::listWithoutPupils, "a header only", {{"file", file}}});
        return table;
    });
}

} // namespace esek::roster
