#include "base/Hex.h"
#include "base/Overloaded.h"
#include "base/Rng.h"
#include "base/Text.h"
#include "spreadsheet/Sheet.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <xlsxwriter.h>

namespace esek::spreadsheet {

namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kTextFormat = 49;       // "@" (ECMA-376, 18.8.30)
constexpr double kWidest = 60, kNarrowest = 8; // characters
/// Excel takes 32,767 units of UTF-16, and some characters are two of them.
constexpr std::size_t kLongestCell = 16'000;
constexpr std::uint8_t kA4 = 9; // ECMA-376, 18.3.1.63

/// A name that no other file has; removed with the object.
class ScratchFile {
  public:
    explicit ScratchFile(const fs::path& folder) {
        std::array<std::uint8_t, 8> bytes{};
        SystemRng().fill(bytes);
        m_path = folder / (".esek-" + toHex(bytes) + ".xlsx");
    }
    ~ScratchFile() {
        std::error_code ec;
        fs::remove(m_path, ec);
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    const fs::path& path() const { return m_path; }

  private:
    fs::path m_path;
};

/// Control characters are not allowed in XML and would make a workbook that cannot be opened.
std::string xmlText(const std::string& raw) {
    std::string text = raw;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; },
        ' ');
    if (text.size() <= kLongestCell) // in bytes, which are never fewer than characters
        return text;
    std::u32string characters = toUtf32(text);
    if (characters.size() > kLongestCell) {
        characters.resize(kLongestCell - 1);
        characters += U'…';
    }
    return toUtf8(characters);
}

void check(lxw_error error) {
    if (error == LXW_NO_ERROR)
        return;
    const ErrorCode code = error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ErrorCode::outOfMemory
                           : error == LXW_ERROR_CREATING_XLSX_FILE ? ErrorCode::folderNotWritable
                           : errno == ENOSPC                       ? ErrorCode::diskFull
                                                                   : ErrorCode::writeFailed;
    throw Exception(code, std::string("libxlsxwriter: ") + lxw_strerror(error));
}

/// One sheet of a workbook while it is filled.
class Page {
  public:
    Page(lxw_workbook* workbook, const std::string& name)
        : m_page(workbook_add_worksheet(workbook, name.c_str())) {
        for (const bool bold : {false, true}) {
            Formats& formats = m_formats[bold ? 1 : 0];
            formats.text = format(workbook, bold);
            formats.date = format(workbook, bold);
            formats.number = format(workbook, bold);
            formats.money = format(workbook, bold);
            format_set_num_format_index(formats.text, kTextFormat);
            format_set_num_format(formats.date, "dd.mm.yyyy");
            format_set_num_format(formats.number, "0");
            format_set_num_format(formats.money, "#,##0.00");
        }
        if (!m_page)
            throw Exception(ErrorCode::internal, "libxlsxwriter: no sheet of this name");
    }

    void write(const Row& cells, bool bold) {
        m_widths.resize(std::max(m_widths.size(), cells.size()), 0);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            check(write(static_cast<lxw_col_t>(i), cells[i], m_formats[bold ? 1 : 0]));
            m_widths[i] = std::max(m_widths[i], characterCount(shown(cells[i])));
        }
        ++m_row;
    }

    /// After the last row: widths of the columns, and how it is printed.
    void finish() {
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const double width = std::clamp(static_cast<double>(m_widths[i]) + 2, kNarrowest, kWidest);
            worksheet_set_column(m_page, column, column, width, m_formats[0].text);
        }
        worksheet_freeze_panes(m_page, 1, 0);
        worksheet_repeat_rows(m_page, 0, 0);
        worksheet_set_paper(m_page, kA4);
        worksheet_set_landscape(m_page);
        worksheet_fit_to_pages(m_page, 1, 0);
    }

  private:
    struct Formats {
        lxw_format *text, *date, *number, *money;
    };

    static lxw_format* format(lxw_workbook* workbook, bool bold) {
        lxw_format* made = workbook_add_format(workbook);
        if (!made)
            throw Exception(ErrorCode::outOfMemory, "libxlsxwriter: no format");
        if (bold)
            format_set_bold(made);
        return made;
    }

    lxw_error write(lxw_col_t column, const Cell& cell, const Formats& formats) {
        return std::visit(
            Overloaded{
                [&](const std::string& text) {
                    return worksheet_write_string(m_page, m_row, column, xmlText(text).c_str(), formats.text);
                },
                [&](Date day) {
                    lxw_datetime moment{
                        int(day.year()), int(unsigned(day.month())), int(unsigned(day.day())), 0, 0, 0};
                    return worksheet_write_datetime(m_page, m_row, column, &moment, formats.date);
                },
                [&](std::int64_t number) {
                    return worksheet_write_number(m_page, m_row, column, static_cast<double>(number),
                                                  formats.number);
                },
                [&](Money money) {
                    return worksheet_write_number(m_page, m_row, column,
                                                  static_cast<double>(money.grosze) / 100, formats.money);
                }},
            cell);
    }

    lxw_worksheet* m_page;
    std::array<Formats, 2> m_formats{}; ///< plain and bold
    lxw_row_t m_row = 0;
    std::vector<std::size_t> m_widths; ///< characters
};

void fill(lxw_workbook* workbook, const Sheet& sheet) {
    Page page(workbook, sheet.name);
    page.write({sheet.header.begin(), sheet.header.end()}, true);
    for (const Row& row : sheet.rows)
        page.write(row, false);
    if (!sheet.totals.empty())
        page.write(sheet.totals, true);
    page.finish();
    if (sheet.notes.empty())
        return;
    Page notes(workbook, sheet.notesName);
    for (std::size_t i = 0; i < sheet.notes.size(); ++i)
        notes.write(sheet.notes[i], i == 0);
    notes.finish();
}

} // namespace

Result<platform::Bytes> toXlsx(const Sheet& sheet, const fs::path& scratch) {
    return guarded([&] {
        const ScratchFile file(scratch);
        struct Closer {
            void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
        };
        std::unique_ptr<lxw_workbook, Closer> workbook(workbook_new(platform::toUtf8(file.path()).c_str()));
        if (!workbook)
            throw Exception(ErrorCode::outOfMemory, "libxlsxwriter: no workbook");
        fill(workbook.get(), sheet);
        errno = 0;
        check(workbook_close(workbook.release())); // frees it in any case
        return platform::readFile(file.path()).value();
    });
}

} // namespace esek::spreadsheet
