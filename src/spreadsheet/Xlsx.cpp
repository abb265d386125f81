#include "base/Hex.h"
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
    return text;
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

void fill(lxw_workbook* workbook, const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(workbook, sheet.name.c_str());
    lxw_format* text = workbook_add_format(workbook);
    lxw_format* bold = workbook_add_format(workbook);
    if (!page || !text || !bold)
        throw Exception(ErrorCode::internal, "libxlsxwriter: no sheet of this name");
    format_set_num_format_index(text, kTextFormat);
    format_set_num_format_index(bold, kTextFormat);
    format_set_bold(bold);
    const auto write = [&](lxw_row_t row, std::size_t column, const std::string& cell, lxw_format* format) {
        check(
            worksheet_write_string(page, row, static_cast<lxw_col_t>(column), xmlText(cell).c_str(), format));
    };
    std::vector<std::size_t> widths(sheet.header.size(), 0);
    const auto writeRow = [&](lxw_row_t row, const std::vector<std::string>& cells, lxw_format* format) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            write(row, i, cells[i], format);
            if (i < widths.size())
                widths[i] = std::max(widths[i], characterCount(cells[i]));
        }
    };
    writeRow(0, sheet.header, bold);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i)
        writeRow(static_cast<lxw_row_t>(i + 1), sheet.rows[i], text);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        const double width = std::clamp(static_cast<double>(widths[i]) + 2, kNarrowest, kWidest);
        worksheet_set_column(page, column, column, width, text);
    }
    worksheet_freeze_panes(page, 1, 0);
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
