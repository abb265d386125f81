#pragma once
#include "storage/StudentTable.h"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace esek::storage {

/// Conditions of a listing, put together with their values.
class Where {
  public:
    void add(std::string_view condition) {
        m_sql += m_sql.empty() ? " WHERE " : " AND ";
        m_sql += condition;
    }
    void add(std::string_view condition, std::variant<std::string, Uuid> value) {
        add(condition);
        m_values.push_back(std::move(value));
    }
    /// Pupils of table s whose words begin so; a word such as "2b" may also begin the class. Text without a
    /// letter or digit asks for nothing.
    void matching(std::string_view text) {
        std::string names;
        for (const std::string& word : searchTokens(text)) {
            if (!mayBeClass(word)) {
                names += " " + word;
                continue;
            }
            add("(s.student_no IN (SELECT rowid FROM student_search WHERE student_search MATCH ?) OR "
                "replace(lower(s.class_unit), ' ', '') LIKE ? || '%')",
                searchExpression(word));
            m_values.emplace_back(word);
        }
        if (std::string expression = searchExpression(names); !expression.empty())
            add("s.student_no IN (SELECT rowid FROM student_search WHERE student_search MATCH ?)",
                std::move(expression));
    }
    const std::string& sql() const { return m_sql; }
    /// The Where must outlive the query.
    void bindTo(Query& q) const {
        for (const auto& value : m_values)
            std::visit([&](const auto& v) { q.bind(v); }, value);
    }

  private:
    /// A digit first and a letter in it: a bare number is a register number, a bare letter begins a name.
    static bool mayBeClass(const std::string& word) {
        return word[0] >= '0' && word[0] <= '9' &&
               std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    }
    std::string m_sql;
    std::vector<std::variant<std::string, Uuid>> m_values;
};

} // namespace esek::storage
