#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace esek::roster {

/// Something about one cell that its reader noticed and that the checks of the row pass on.
struct CellRemark {
    std::size_t row = 0; ///< index, not the line in the file
    std::size_t column = 0;
    const char* kind = ""; ///< code of an Issue
};

/// Rows as they stand in a file, header and titles among them, blank ones left out.
struct RawRows {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;
    std::vector<CellRemark> remarks; ///< in the order of the rows for each kind

    void add(std::vector<std::string>&& cells, std::size_t line);
    void remark(std::size_t row, std::size_t column, const char* kind) {
        remarks.push_back({row, column, kind});
    }
};

/// A list of pupils has fewer; more would not fit in memory as separate texts. Readers throw fileTooLarge
/// when a row or a cell beyond these is met.
constexpr std::size_t kMaxCells = 2'000'000;
constexpr std::size_t kMaxRows = 100'000;
constexpr std::size_t kMaxCellText = 32'767; ///< bytes; in characters it is the limit of spreadsheets

/// Counts what a reader takes in. Throws fileTooLarge with the next step ("copy the pupils into a new
/// sheet").
class RowBudget {
  public:
    explicit RowBudget(std::string file) : m_file(std::move(file)) {}
    void take(std::size_t cells);

  private:
    std::string m_file;
    std::size_t m_cells = 0;
    std::size_t m_rows = 0;
};

/// A cell without white space at its ends and without the tricks by which spreadsheets keep digits as text:
/// ="0821..." and a leading apostrophe. What is beyond kMaxCellText is left out: no name is so long, and
/// later steps may take a time that grows faster than the text.
std::string cleanCell(std::string_view);

/// The letters of every cell in one form: damage put right (see repairLetters), composed, without invisible
/// characters and marks of direction, ligatures written out with a CellRemark "text.ligature".
void normaliseCells(RawRows&);

} // namespace esek::roster
