#include "roster/Csv.h"

#include "base/Error.h"
#include "roster/Headers.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <map>
#include <new>
#include <tuple>

namespace esek::roster {

namespace {

// Feeds libcsv line by line, because it does not tell where a row came from.
class Reader {
  public:
    Reader(char delimiter, RawRows& out, const std::string& file = {}) : m_out(out), m_budget(file) {
        if (csv_init(&m_parser, 0) != 0)
            throw std::bad_alloc();
        csv_set_delim(&m_parser, static_cast<unsigned char>(delimiter));
        csv_set_blk_size(&m_parser, 4096);
    }
    ~Reader() { csv_free(&m_parser); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    void feed(std::string_view line, std::size_t number) {
        if (m_start == 0)
            m_start = number;
        if (csv_parse(&m_parser, line.data(), line.size(), onField, onRow, this) != line.size())
            throw std::bad_alloc();          // without CSV_STRICT nothing else can fail
        if (m_parser.pstate == kRowNotBegun) // a blank line, or a row that ended
            m_start = 0;
        if (m_tooWide)
            m_budget.take(kMaxCells + 1);
        while (m_counted < m_out.rows.size())
            m_budget.take(m_out.rows[m_counted++].size());
    }
    /// False when a quoted field is still open. (libcsv tells only in its strict mode, which refuses the
    /// stray marks that people's lists have.)
    bool finish() {
        const bool open = m_parser.pstate == kFieldBegun && m_parser.quoted != 0;
        csv_fini(&m_parser, onField, onRow, this);
        return !open;
    }
    std::size_t openedIn() const { return m_start; }

  private:
    // libcsv.c: ROW_NOT_BEGUN, FIELD_BEGUN
    static constexpr int kRowNotBegun = 0;
    static constexpr int kFieldBegun = 2;

    static void onField(void* data, std::size_t size, void* self) {
        auto& r = *static_cast<Reader*>(self);
        if (r.m_cells.size() >= kMaxCells)
            r.m_tooWide = true; // feed() refuses the list; an exception must not pass through libcsv
        else
            r.m_cells.push_back(cleanCell({static_cast<const char*>(data), size}));
    }
    static void onRow(int, void* self) {
        auto& r = *static_cast<Reader*>(self);
        const std::size_t width = std::min<std::size_t>(r.m_cells.size(), 256);
        r.m_out.add(std::move(r.m_cells), r.m_start);
        r.m_cells = {};
        r.m_cells.reserve(width);
        r.m_start = 0;
    }

    csv_parser m_parser{};
    RawRows& m_out;
    RowBudget m_budget;
    std::size_t m_counted = 0; // rows that the budget knows of
    bool m_tooWide = false;
    std::vector<std::string> m_cells;
    std::size_t m_start = 0; // line where the open row began; 0 between rows
};

// One line with its end, which may be LF, CRLF or a lone CR. Looks no further than the line.
std::string_view takeLine(std::string_view& text) {
    auto end = text.find_first_of("\r\n");
    if (end != std::string_view::npos && text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n')
        ++end;
    const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    text.remove_prefix(line.size());
    return line;
}

} // namespace

std::size_t separatorLine(std::string_view text) {
    std::string_view rest = text;
    const std::string_view line = takeLine(rest);
    const bool named =
        line.size() >= 5 && line.size() <= 7 && (line.substr(0, 4) == "sep=" || line.substr(0, 4) == "SEP=");
    return named ? line.size() : 0;
}

RawRows parseCsv(std::string_view text, char delimiter, const std::string& file) {
    RawRows out;
    Reader reader(delimiter, out, file);
    std::size_t number = 0;
    if (const std::size_t skipped = separatorLine(text)) {
        text.remove_prefix(skipped);
        ++number;
    }
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        reader.feed(line, ++number);
    }
    const std::size_t open = reader.openedIn();
    if (!reader.finish())
        throw Exception(Error{ErrorCode::quoteNotClosed,
                              "quoted field without an end",
                              {{"file", file}, {"line", std::to_string(open)}}});
    return out;
}

char detectDelimiter(std::string_view text) {
    constexpr std::array kCandidates{';', ',', '\t', '|'};
    if (separatorLine(text) > 0)
        return text[4];
    // Whole lines of the beginning are enough.
    constexpr std::size_t kSample = 32 * 1024;
    if (text.size() > kSample) {
        const auto end = text.rfind('\n', kSample);
        text = text.substr(0, end == std::string_view::npos ? kSample : end + 1);
    }
    char best = ';';
    std::tuple<std::size_t, std::size_t, std::size_t> bestScore{};
    for (const char candidate : kCandidates) {
        RawRows sample;
        Reader reader(candidate, sample);
        std::string_view rest = text;
        while (!rest.empty())
            reader.feed(takeLine(rest), 1);
        reader.finish(); // a field cut by the end of the sample is no matter
        std::map<std::size_t, std::size_t> widths;
        for (const auto& row : sample.rows)
            if (row.size() > 1)
                ++widths[row.size()];
        const auto even = std::max_element(widths.begin(), widths.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        const auto header = findHeader(sample.rows);
        const std::tuple score{header.known, even == widths.end() ? 0 : even->second,
                               even == widths.end() ? 0 : even->first};
        if (score > bestScore) {
            bestScore = score;
            best = candidate;
        }
    }
    return best;
}

} // namespace esek::roster
