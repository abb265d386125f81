#include "storage/RowSeal.h"

#include "base/Seal.h"
#include "storage/Connection.h"

#include <SQLiteCpp/Exception.h>
#include <exception>
#include <sqlite3.h>
#include <vector>

namespace esek::storage {

namespace {

/// The value as text, after a letter that tells apart what looks alike: nothing and an empty text, 1 and '1'.
std::string tagged(sqlite3_value* value) {
    const int type = sqlite3_value_type(value); // before a reader below may convert the value
    if (type == SQLITE_NULL)
        return "n";
    if (type == SQLITE_INTEGER)
        return 'i' + std::to_string(sqlite3_value_int64(value));
    std::string text(1, type == SQLITE_BLOB ? 'b' : 't');
    if (const void* bytes = sqlite3_value_blob(value))
        text.append(static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value)));
    return text;
}

void rowSeal(sqlite3_context* context, int count, sqlite3_value** values) {
    try {
        Seal seal;
        for (int i = 0; i < count; ++i)
            seal.add(tagged(values[i]));
        const std::string text = seal.finish();
        sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    } catch (const std::exception&) { // SQLite is C: nothing may be thrown through it
        sqlite3_result_error_nomem(context);
    }
}

/// " || ' ' || " between the columns of the key, quoted as SQL would write them.
std::string keyOf(const std::vector<std::string>& columns) {
    std::string sql;
    for (const std::string& column : columns)
        sql += (sql.empty() ? "quote(" : " || ' ' || quote(") + column + ")";
    return sql;
}

} // namespace

void addRowSeal(sqlite3* db) {
    const int rc =
        sqlite3_create_function_v2(db, "row_seal", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                   nullptr, &rowSeal, nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK)
        throw SQLite::Exception(db, rc);
}

void checkRowSeals(Connection& c, const std::function<void(const std::string&, const std::string&)>& broken) {
    Query tables = c.query("SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE "
                           "t.type = 'table' AND c.name = 'seal'");
    while (tables.step()) {
        const std::string table = tables.text(0);
        std::vector<std::string> key;
        std::string values;
        Query columns =
            c.query("SELECT name, pk FROM pragma_table_info('" + table + "') WHERE name <> 'seal'");
        while (columns.step()) {
            values += (values.empty() ? "" : ", ") + columns.text(0);
            if (columns.integer(1) > 0)
                key.push_back(columns.text(0));
        }
        Query wrong = c.query("SELECT " + keyOf(key) + " FROM " + table + " WHERE seal IS NOT row_seal(" +
                              values + ")");
        while (wrong.step())
            broken(table, wrong.text(0));
    }
}

} // namespace esek::storage
