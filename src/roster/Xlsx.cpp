#include "roster/Xlsx.h"

#include "base/Clock.h"
#include "base/Error.h"
#include "base/Format.h"
#include "base/Text.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace esek::roster {

namespace {

constexpr std::uint64_t kMaxPart = std::uint64_t{32} << 20;
constexpr std::size_t kMaxColumns = 256;
constexpr std::size_t kMaxRows = 200'000;
constexpr std::size_t kMaxCellText = 32'767;            // Excel's own limit
constexpr std::size_t kMaxText = std::size_t{64} << 20; // all cells; a bomb repeats one shared string

// Some writers put the elements under a prefix ("x:row").
std::string_view localName(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    return parent.find_child([&](const pugi::xml_node& n) { return localName(n) == name; });
}

// "_x000D_" stands for a character that XML cannot hold.
std::string unescape(std::string text) {
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        unsigned code = 0;
        if (at + 7 > text.size() || text[at + 6] != '_')
            continue;
        const auto end = text.data() + at + 6;
        if (std::from_chars(text.data() + at + 2, end, code, 16).ptr != end)
            continue;
        const char32_t c = code;
        text.replace(at, 7, toUtf8(std::u32string_view(&c, 1)));
    }
    return text;
}

// <si> or <is>: plain, or runs of rich text; the phonetic hints (rPh) are not text.
std::string stringItem(const pugi::xml_node& item) {
    std::string text;
    for (const auto& part : item.children()) {
        if (localName(part) == "t")
            text += part.text().get();
        else if (localName(part) == "r")
            text += child(part, "t").text().get();
        if (text.size() > kMaxCellText)
            break;
    }
    return unescape(std::move(text));
}

std::string resolved(const std::string& folder, std::string target) {
    if (!target.empty() && target[0] == '/')
        return target.substr(1);
    std::string base = folder;
    while (startsWith(target, "../")) {
        target.erase(0, 3);
        const auto slash = base.rfind('/', base.size() < 2 ? 0 : base.size() - 2);
        base = slash == std::string::npos ? "" : base.substr(0, slash + 1);
    }
    return base + target;
}

struct CellFormat {
    bool date = false;
    int digits = 0; // of a format that is nothing but zeros
};

class Reader {
  public:
    Reader(const Zip& zip, const std::string& file) : m_zip(zip), m_file(file) {}

    RawRows read() {
        const std::string workbookPath =
            target("", "_rels/.rels", "officeDocument").value_or("xl/workbook.xml");
        const auto slash = workbookPath.rfind('/');
        m_folder = slash == std::string::npos ? "" : workbookPath.substr(0, slash + 1);
        const std::string relations =
            m_folder + "_rels/" + workbookPath.substr(slash == std::string::npos ? 0 : slash + 1) + ".rels";
        pugi::xml_document workbook;
        load(workbook, workbookPath);
        const auto root = child(workbook, "workbook");
        m_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
        const std::string id = firstSheet(root);
        const auto sheet = target(m_folder, relations, "worksheet", id);
        if (!sheet)
            throw corrupt("no sheet");
        if (const auto strings = target(m_folder, relations, "sharedStrings"))
            readStrings(*strings);
        if (const auto styles = target(m_folder, relations, "styles"))
            readStyles(*styles);
        return readSheet(*sheet);
    }

  private:
    Exception corrupt(const char* why) const {
        return Exception(Error{ErrorCode::fileCorrupt, std::string("xlsx: ") + why, {{"file", m_file}}});
    }

    void load(pugi::xml_document& document, const std::string& part) {
        const Zip::Entry* entry = m_zip.find(part);
        if (!entry)
            throw corrupt("a part is missing");
        const auto bytes = m_zip.read(*entry, kMaxPart);
        // White space between runs of rich text is text.
        if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata))
            throw corrupt("a part is not XML");
    }

    std::string firstSheet(const pugi::xml_node& workbook) const {
        std::string first;
        for (const auto& sheet : child(workbook, "sheets").children()) {
            if (localName(sheet) != "sheet")
                continue;
            std::string id;
            for (const auto& a : sheet.attributes()) {
                const std::string_view name = a.name();
                if (name.size() > 3 && name.substr(name.size() - 3) == ":id")
                    id = a.value();
            }
            const std::string_view state = sheet.attribute("state").value();
            if (state.empty() || state == "visible")
                return id;
            if (first.empty())
                first = id;
        }
        return first;
    }

    std::optional<std::string> target(const std::string& folder, const std::string& relations,
                                      std::string_view type, const std::string& id = {}) {
        if (!m_zip.find(relations))
            return std::nullopt;
        pugi::xml_document document;
        load(document, relations);
        for (const auto& relation : child(document, "Relationships").children()) {
            const std::string_view uri = relation.attribute("Type").value();
            const bool kind = uri.size() > type.size() && uri.substr(uri.size() - type.size()) == type &&
                              uri[uri.size() - type.size() - 1] == '/';
            if (kind && (id.empty() || id == relation.attribute("Id").value()))
                return resolved(folder, relation.attribute("Target").value());
        }
        return std::nullopt;
    }

    void readStrings(const std::string& part) {
        pugi::xml_document document;
        load(document, part);
        for (const auto& item : child(document, "sst").children())
            if (localName(item) == "si")
                m_strings.push_back(stringItem(item));
    }

    void readStyles(const std::string& part) {
        pugi::xml_document document;
        load(document, part);
        const auto root = child(document, "styleSheet");
        std::unordered_map<int, std::string> codes;
        for (const auto& format : child(root, "numFmts").children())
            codes[format.attribute("numFmtId").as_int(-1)] = format.attribute("formatCode").value();
        for (const auto& xf : child(root, "cellXfs").children()) {
            if (localName(xf) != "xf")
                continue;
            const int id = xf.attribute("numFmtId").as_int();
            CellFormat format;
            if (const auto code = codes.find(id); code != codes.end()) {
                format.date = isDateFormat(code->second);
                const bool zeros = code->second.find_first_not_of('0') == std::string::npos;
                format.digits =
                    zeros && code->second.size() <= 20 ? static_cast<int>(code->second.size()) : 0;
            } else {
                // Built in (ECMA-376, 18.8.30): dates, and those of other countries' Excels.
                format.date =
                    (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
            }
            m_formats.push_back(format);
        }
    }

    std::string number(std::string_view raw, std::size_t style) const {
        double value = 0;
        const auto end = raw.data() + raw.size();
        if (const auto r = std::from_chars(raw.data(), end, value); r.ec != std::errc() || r.ptr != end)
            return std::string(raw);
        const CellFormat format = style < m_formats.size() ? m_formats[style] : CellFormat{};
        if (format.date) {
            if (std::string date = dateFromSerial(value, m_1904); !date.empty())
                return date;
        }
        if (std::abs(value) < 1e15 && value == std::floor(value))
            return esek::format("{:0{}}", static_cast<std::int64_t>(value), format.digits);
        return std::string(raw);
    }

    std::string cellText(const pugi::xml_node& cell) const {
        const std::string_view type = cell.attribute("t").value();
        if (type == "inlineStr")
            return stringItem(child(cell, "is"));
        const std::string_view value = child(cell, "v").text().get();
        if (type == "s") {
            std::size_t at = m_strings.size();
            std::from_chars(value.data(), value.data() + value.size(), at);
            if (at >= m_strings.size())
                throw corrupt("shared string out of range");
            return m_strings[at];
        }
        if (type == "e") // #N/A and the like
            return {};
        if (type == "d") // ISO 8601
            return std::string(value.substr(0, 10));
        if (type == "str")
            return unescape(std::string(value.substr(0, kMaxCellText)));
        if (type == "b" || value.empty())
            return std::string(value);
        return number(value, cell.attribute("s").as_uint());
    }

    // "BC12" -> 54; `next` without a reference.
    static std::size_t column(std::string_view reference, std::size_t next) {
        std::size_t n = 0;
        for (const char c : reference) {
            if (c < 'A' || c > 'Z' || n > kMaxColumns)
                break;
            n = n * 26 + static_cast<std::size_t>(c - 'A') + 1;
        }
        return n == 0 ? next : n - 1;
    }

    RawRows readSheet(const std::string& part) {
        pugi::xml_document document;
        load(document, part);
        RawRows out;
        std::size_t line = 0;
        std::size_t text = 0;
        for (const auto& row : child(child(document, "worksheet"), "sheetData").children()) {
            if (localName(row) != "row")
                continue;
            line = row.attribute("r").as_uint(static_cast<unsigned>(line + 1));
            std::vector<std::string> cells;
            std::size_t next = 0;
            for (const auto& cell : row.children()) {
                if (localName(cell) != "c")
                    continue;
                const std::size_t at = column(cell.attribute("r").value(), next);
                next = at + 1;
                if (at >= kMaxColumns)
                    continue; // far notes beside the list
                std::string value = cleanCell(cellText(cell));
                text += value.size();
                if (value.empty())
                    continue;
                if (cells.size() <= at)
                    cells.resize(at + 1);
                cells[at] = std::move(value);
            }
            if (text > kMaxText || out.rows.size() > kMaxRows)
                throw corrupt("more text than a list of pupils holds");
            out.add(std::move(cells), line);
        }
        return out;
    }

    const Zip& m_zip;
    std::string m_file;
    std::string m_folder;
    bool m_1904 = false;
    std::vector<std::string> m_strings;
    std::vector<CellFormat> m_formats;
};

} // namespace

bool isDateFormat(std::string_view code) {
    bool quoted = false;
    bool bracketed = false;
    bool day = false;
    bool year = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '\\' || c == '_' || c == '*')
            ++i; // the next character stands for itself
        else if (c == '"')
            quoted = !quoted;
        else if (c == '[')
            bracketed = true;
        else if (c == ']')
            bracketed = false;
        else if (c == ';' && !quoted)
            break; // only the format of positive numbers
        else if (!quoted && !bracketed) {
            day = day || c == 'd' || c == 'D';
            year = year || c == 'y' || c == 'Y';
        }
    }
    return day || year;
}

std::string dateFromSerial(double serial, bool system1904) {
    if (!(serial >= (system1904 ? 0 : 61)) || serial > 2'958'465) // 9999-12-31
        return {};
    using namespace std::chrono;
    const sys_days epoch = system1904 ? sys_days(year{1904} / 1 / 1) : sys_days(year{1899} / 12 / 30);
    return toIso(Date(epoch + days(static_cast<int>(serial))));
}

RawRows readXlsx(const Zip& zip, const std::string& file) {
    return Reader(zip, file).read();
}

} // namespace esek::roster
