#include "roster/XlsxSheet.h"

#include "base/Error.h"
#include "base/Format.h"
#include "base/Text.h"
#include "roster/Xlsx.h"
#include "roster/XmlStream.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace esek::roster {

namespace {

// A sheet that is formatted to its last row has about 60 MB of rows without a value.
constexpr std::uint64_t kMaxPart = std::uint64_t{160} << 20;
constexpr std::size_t kMaxColumns = 256;
constexpr std::size_t kMaxText = std::size_t{32} << 20; // all cells; a bomb repeats one shared string

Exception corrupt(const std::string& file, const char* why) {
    return Exception(Error{ErrorCode::fileCorrupt, std::string("xlsx: ") + why, {{"file", file}}});
}

Exception tooLong(const std::string& file) {
    return Exception(
        Error{ErrorCode::listTooLong, "more text than a list of pupils holds", {{"file", file}}});
}

void appendCut(std::string& text, std::string_view more) {
    if (text.size() < kMaxCellText)
        text += more.substr(0, kMaxCellText - text.size());
}

// "_x000D_" stands for a character that XML cannot hold; two of them may be one character of UTF-16.
std::string unescape(std::string_view text) {
    std::string out;
    std::u32string run;
    const auto flush = [&] {
        for (std::size_t i = 0; i + 1 < run.size(); ++i)
            if (run[i] >= 0xD800 && run[i] < 0xDC00 && run[i + 1] >= 0xDC00 && run[i + 1] < 0xE000) {
                run[i] = 0x10000 + ((run[i] - 0xD800) << 10) + (run[i + 1] - 0xDC00);
                run[i + 1] = 0;
                ++i;
            }
        std::erase(run, U'\0');
        out += toUtf8(run);
        run.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        unsigned code = 0;
        const char* const digits = text.data() + at + 2;
        const bool escape = at + 7 <= text.size() && text[at] == '_' && text[at + 1] == 'x' &&
                            text[at + 6] == '_' &&
                            std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
        if (escape) {
            run += code == 0 ? char32_t{1} : char32_t{code}; // NUL is refused as the control character it is
            at += 7;
        } else {
            flush();
            out += text[at++];
        }
    }
    flush();
    return out;
}

class StringsHandler final : public XmlHandler {
  public:
    explicit StringsHandler(const std::string& file) : m_file(file) {}
    std::vector<std::string> strings;

    void started(std::string_view name, const char**) override {
        if (name == "si")
            m_text.clear();
        else if (name == "rPh")
            m_phonetic = true; // hints for reading, not text
        else if (name == "t")
            m_taking = !m_phonetic;
    }
    void ended(std::string_view name) override {
        if (name == "t")
            m_taking = false;
        else if (name == "rPh")
            m_phonetic = false;
        else if (name == "si")
            add();
    }
    void text(std::string_view piece) override {
        if (m_taking)
            appendCut(m_text, piece);
    }

  private:
    void add() {
        strings.push_back(unescape(m_text));
        m_size += strings.back().size();
        if (m_size > kMaxText || strings.size() > kMaxCells)
            throw tooLong(m_file);
    }
    const std::string& m_file;
    std::string m_text;
    bool m_taking = false;
    bool m_phonetic = false;
    std::size_t m_size = 0;
};

class SheetHandler final : public XmlHandler {
  public:
    SheetHandler(const XlsxContext& context, RowBudget& budget) : m_context(context), m_budget(budget) {}
    RawRows rows;

    void started(std::string_view name, const char** attributes) override {
        if (name == "row") {
            const std::string_view r = attribute(attributes, "r");
            std::size_t line = m_line + 1;
            std::from_chars(r.data(), r.data() + r.size(), line);
            m_line = line;
            m_cells.clear();
            m_next = 0;
        } else if (name == "c") {
            m_column = column(attribute(attributes, "r"), m_next);
            m_next = m_column + 1;
            m_type = attribute(attributes, "t");
            m_style = 0;
            const std::string_view style = attribute(attributes, "s");
            std::from_chars(style.data(), style.data() + style.size(), m_style);
            m_value.clear();
        } else if (name == "v" || name == "t") {
            m_taking = !m_phonetic;
        } else if (name == "rPh") {
            m_phonetic = true;
        } else if (name == "mergeCell") {
            merge(attribute(attributes, "ref"));
        }
    }

    void ended(std::string_view name) override {
        if (name == "v" || name == "t")
            m_taking = false;
        else if (name == "rPh")
            m_phonetic = false;
        else if (name == "c")
            takeCell();
        else if (name == "row")
            takeRow();
    }

    void text(std::string_view piece) override {
        if (m_taking)
            appendCut(m_value, piece);
    }

  private:
    void takeCell() {
        if (m_column >= kMaxColumns || m_value.empty())
            return; // far notes beside the list
        std::string value = cleanCell(cellText());
        if (value.empty())
            return;
        m_text += value.size();
        if (m_text > kMaxText)
            throw tooLong(m_context.file);
        if (m_cells.size() <= m_column)
            m_cells.resize(m_column + 1);
        m_cells[m_column] = std::move(value);
    }

    void takeRow() {
        if (m_cells.empty())
            return;
        m_budget.take(m_cells.size());
        rows.add(std::move(m_cells), m_line);
        m_cells = {};
    }

    std::string cellText() const {
        if (m_type == "s") {
            std::size_t at = m_context.strings.size();
            std::from_chars(m_value.data(), m_value.data() + m_value.size(), at);
            if (at >= m_context.strings.size())
                throw corrupt(m_context.file, "shared string out of range");
            return m_context.strings[at];
        }
        if (m_type == "e") // #N/A and the like
            return {};
        if (m_type == "d") // ISO 8601
            return m_value.substr(0, 10);
        if (m_type == "str" || m_type == "inlineStr")
            return unescape(m_value);
        if (m_type == "b")
            return m_value;
        return number(m_value);
    }

    std::string number(std::string_view raw) const {
        double value = 0;
        const auto end = raw.data() + raw.size();
        if (const auto r = std::from_chars(raw.data(), end, value); r.ec != std::errc() || r.ptr != end)
            return std::string(raw);
        const CellFormat format =
            m_style < m_context.formats.size() ? m_context.formats[m_style] : CellFormat{};
        if (format.date) {
            if (std::string date = dateFromSerial(value, m_context.system1904); !date.empty())
                return date;
        }
        if (std::abs(value) < 1e15 && value == std::floor(value))
            return esek::format("{:0{}}", static_cast<std::int64_t>(value), format.digits);
        return std::string(raw);
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

    static std::size_t lineOf(std::string_view reference) {
        std::size_t line = 0;
        const auto digit = reference.find_first_of("0123456789");
        if (digit != std::string_view::npos)
            std::from_chars(reference.data() + digit, reference.data() + reference.size(), line);
        return line;
    }

    // "B3:B7": the cells below have the value of the first. Merges over columns are titles and stay as they
    // are. The ranges come after the rows.
    void merge(std::string_view range) {
        const auto colon = range.find(':');
        if (colon == std::string_view::npos)
            return;
        const std::string_view from = range.substr(0, colon);
        const std::string_view to = range.substr(colon + 1);
        const std::size_t at = column(from, kMaxColumns);
        if (at >= kMaxColumns || at != column(to, kMaxColumns))
            return;
        const auto first = std::lower_bound(rows.lines.begin(), rows.lines.end(), lineOf(from));
        const auto end = std::upper_bound(first, rows.lines.end(), lineOf(to));
        if (first == end || *first != lineOf(from))
            return;
        const auto top = static_cast<std::size_t>(first - rows.lines.begin());
        if (at >= rows.rows[top].size() || rows.rows[top][at].empty())
            return;
        const std::string value = rows.rows[top][at];
        for (std::size_t r = top + 1; r < static_cast<std::size_t>(end - rows.lines.begin()); ++r) {
            auto& cells = rows.rows[r];
            m_merged += 1 + (at >= cells.size() ? at + 1 - cells.size() : 0);
            m_text += value.size();
            if (m_text > kMaxText || m_merged > kMaxCells)
                throw tooLong(m_context.file);
            if (at >= cells.size())
                cells.resize(at + 1);
            if (cells[at].empty())
                cells[at] = value;
        }
    }

    const XlsxContext& m_context;
    RowBudget& m_budget;
    std::size_t m_line = 0;
    std::vector<std::string> m_cells;
    std::size_t m_next = 0;
    std::size_t m_column = 0;
    std::string m_type;
    std::size_t m_style = 0;
    std::string m_value;
    bool m_taking = false;
    bool m_phonetic = false;
    std::size_t m_text = 0;
    std::size_t m_merged = 0; ///< cells looked at or made for merges
};

} // namespace

std::vector<std::string> readSharedStrings(const Zip& zip, const Zip::Entry& entry, const std::string& file) {
    StringsHandler handler(file);
    streamXml(zip, entry, kMaxPart, file, handler);
    return std::move(handler.strings);
}

RawRows readXlsxSheet(const Zip& zip, const Zip::Entry& entry, const XlsxContext& context,
                      RowBudget& budget) {
    SheetHandler handler(context, budget);
    streamXml(zip, entry, kMaxPart, context.file, handler);
    return std::move(handler.rows);
}

} // namespace esek::roster
