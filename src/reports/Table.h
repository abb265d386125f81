#pragma once
#include "spreadsheet/Cell.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::reports {

using spreadsheet::Cell;
using spreadsheet::Money;
using spreadsheet::Row;

/// What the cells of a column hold. A PESEL is text that is never taken for a number. `byHand` is left empty
/// for a pen: a signature, a day.
enum class ColumnType { text, pesel, date, number, money, byHand };

struct Column {
    std::string key;   ///< stable name in JSON: "issuedOn"
    std::string title; ///< for people, in the current language
    ColumnType type = ColumnType::text;
    std::string unit = {};       ///< "zł", "%", "days"; empty for a plain count and for texts
    std::string definition = {}; ///< a whole sentence: what the figure means and where it comes from
    bool summed = false;         ///< numbers and money: its sum stands in the totals

    /// Counts and money, which stand under each other by their last digit.
    bool isFigure() const { return type == ColumnType::number || type == ColumnType::money; }
    /// "Amount (zł)", as headings of columns show it.
    std::string heading() const { return unit.empty() ? title : title + " (" + unit + ")"; }
};

/// A report: what is on the screen, on paper and in every file. A value; any thread.
struct Table {
    std::string name;     ///< stable: "card-register"
    std::string title;    ///< "Register of cards"
    std::string subtitle; ///< what was chosen: class, period; may be empty
    std::string note;     ///< what the reader must know about all of it; may be empty
    std::vector<Column> columns;
    std::vector<Row> rows;   ///< each as long as `columns`
    Row totals;              ///< as long as `columns`, or empty
    bool numbered = false;   ///< rows carry their number on paper
    bool signatures = false; ///< rows are high enough for a signature on paper
    /// On paper rows with another value in this column begin a new page, which carries the value as heading,
    /// and count from 1; the column itself is left out there.
    std::optional<std::size_t> pageBy;

    std::size_t column(std::string_view key) const; ///< throws Exception(internal) when there is none
};

/// The day, or an empty cell.
Cell dayCell(const std::optional<Date>&);

/// The sums of the columns that are marked so, behind `label` in the first column.
void addTotals(Table&, const std::string& label);

/// Sorts by one column: texts in Polish order, empty cells last whichever way; rows that are equal keep their
/// order.
void sortRows(std::vector<Row>&, std::size_t column, bool ascending);

} // namespace esek::reports
