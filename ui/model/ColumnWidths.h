#pragma once
#include <vector>

namespace esek::ui::model {

/// What a column of a list asks for, in pixels.
struct ColumnNeed {
    enum class Kind {
        whole,   ///< its longest cell is to be read in full
        shares,  ///< of the columns that give way, what most of its cells need
        optional ///< left out when there is no room; the last one first
    };
    Kind kind = Kind::shares;
    int wished = 0;  ///< where there is room for everything
    int content = 0; ///< of its cells and its title; for `optional` not asked
};

/// Widths that fill `room`: as wished where everything fits, in proportion, but none of those that are to be
/// read in full narrower than its content. Else the optional columns go, the
/// last one first, until the others fit with their content; what is too much even then is taken from those
/// that share. 0 stands for a column that is left out.
std::vector<int> columnWidths(const std::vector<ColumnNeed>&, int room);

} // namespace esek::ui::model
