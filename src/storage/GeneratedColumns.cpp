#include "storage/GeneratedColumns.h"

#include "base/Text.h"
#include "storage/Connection.h"

#include <algorithm>

namespace esek::storage {

namespace {

constexpr std::string_view kMark = " GENERATED ALWAYS AS";

/// SQL without its comments; texts in quotes hold none in our migrations' tables.
std::string withoutComments(std::string_view sql) {
    std::string out;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql.substr(i, 2) == "--")
            i = std::min(sql.find('\n', i), sql.size() - 1);
        out += sql[i];
    }
    return out;
}

/// Where the parenthesis that opens at `open` closes.
std::size_t closing(std::string_view text, std::size_t open) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '\'')
            quoted = !quoted;
        else if (!quoted && text[i] == '(')
            ++depth;
        else if (!quoted && text[i] == ')' && --depth == 0)
            return i;
    }
    return text.size();
}

/// The definitions of the columns: what stands between the commas of the outermost parentheses.
std::vector<std::string> definitions(const std::string& sql) {
    const std::size_t open = sql.find('(');
    if (open == std::string::npos)
        return {};
    const std::size_t end = closing(sql, open);
    std::vector<std::string> parts(1);
    for (std::size_t i = open + 1; i < end; ++i) {
        if (sql[i] == ',') {
            parts.emplace_back();
            continue;
        }
        const std::size_t stop = sql[i] == '(' ? closing(sql, i) : i;
        parts.back() += sql.substr(i, stop - i + 1);
        i = stop;
    }
    return parts;
}

} // namespace

std::vector<GeneratedColumn> generatedColumns(Connection& c) {
    std::vector<GeneratedColumn> columns;
    Query q = c.query("SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND sql LIKE '%" +
                      std::string(kMark) + "%'");
    while (q.step())
        for (const std::string& part : definitions(withoutComments(q.view(1)))) {
            const std::string text = squeeze(part);
            const std::size_t mark = text.find(kMark);
            if (mark == std::string::npos)
                continue;
            const std::size_t open = text.find('(', mark);
            columns.push_back({q.text(0), text.substr(0, text.find(' ')),
                               text.substr(open + 1, closing(text, open) - open - 1)});
        }
    return columns;
}

} // namespace esek::storage
