#pragma once
#include "roster/RawRows.h"
#include "roster/Table.h"

#include <string>

namespace esek::roster {

/// A table made of the rows of one sheet or text file. Finds the headings (also of two rows, also below
/// titles), leaves the titles out, takes the class from a row such as "Klasa 4B", from a title or from the
/// name of the sheet where no column tells it, and takes cells apart that hold a whole row ("Nazwisko;Imię").
/// `known`, where given, receives the number of fields that the headings name. Throws fileEmpty.
Table layOut(RawRows&&, const std::string& file, const std::string& sheet = {}, std::size_t* known = nullptr);

/// Appends the rows of `more`; columns of one heading become one column.
void append(Table& whole, Table&& more);

} // namespace esek::roster
