#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace esek::roster {

/// Rows as they stand in a file, header and titles among them, blank ones left out.
struct RawRows {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;

    void add(std::vector<std::string>&& cells, std::size_t line);
};

/// A cell without white space at its ends and without the tricks by which spreadsheets keep digits as text:
/// ="0821..." and a leading apostrophe.
std::string cleanCell(std::string_view);

} // namespace esek::roster
