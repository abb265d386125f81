#include "ui/model/ColumnWidths.h"

#include <algorithm>
#include <numeric>

namespace esek::ui::model {

namespace {

using Kind = ColumnNeed::Kind;

int sum(const std::vector<int>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0);
}

} // namespace

std::vector<int> columnWidths(const std::vector<ColumnNeed>& columns, int room) {
    std::vector<int> widths;
    for (const ColumnNeed& c : columns)
        widths.push_back(c.wished);
    const int wished = sum(widths);
    if (wished <= 0 || room <= 0)
        return widths;
    if (wished <= room) {
        int lacking = 0, giving = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            int& w = widths[i];
            w = w * room / wished;
            if (columns[i].kind == Kind::whole && columns[i].content > w) {
                lacking += columns[i].content - w;
                w = columns[i].content;
            } else if (columns[i].kind != Kind::whole) {
                giving += w;
            }
        }
        if (lacking < giving) {
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (columns[i].kind != Kind::whole)
                    widths[i] -= widths[i] * lacking / giving;
            return widths;
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].kind != Kind::optional)
            widths[i] = columns[i].content;
    for (std::size_t i = columns.size(); i-- > 0 && sum(widths) > room;)
        if (columns[i].kind == Kind::optional)
            widths[i] = 0;
    int whole = 0;
    int sharing = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        (columns[i].kind == Kind::shares ? sharing : whole) += widths[i];
    const int left = std::max(room - whole, 0);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].kind == Kind::shares && sharing > 0)
            widths[i] = widths[i] * left / sharing;
    return widths;
}

} // namespace esek::ui::model
