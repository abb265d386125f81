#include "server/store/PostgresDatabase.h"

#include "base/Error.h"
#include "base/Text.h"

#include <pqxx/pqxx>

#include <unordered_map>

namespace esek::server {

namespace {

/// Types of columns that hold whole numbers: smallint, integer, bigint.
constexpr pqxx::oid kNumbers[] = {21, 23, 20};

bool isNumber(pqxx::oid type) {
    return std::find(std::begin(kNumbers), std::end(kNumbers), type) != std::end(kNumbers);
}

/// PostgreSQL takes the type of a parameter from the statement; the library sends every value as text.
std::vector<std::string> sent(const std::vector<Param>& params) {
    std::vector<std::string> values;
    values.reserve(params.size());
    for (const Param& param : params) {
        const auto* number = std::get_if<std::int64_t>(&param.value());
        values.push_back(number ? std::to_string(*number) : std::get<std::string>(param.value()));
    }
    return values;
}

class PostgresDatabase final : public Database {
  public:
    explicit PostgresDatabase(const DatabaseTarget& target) {
        guard([&] {
            m_connection = std::make_unique<pqxx::connection>(target.connection);
            // Notices may name values of a row, and would go to standard error.
            m_quiet = std::make_unique<pqxx::quiet_errorhandler>(*m_connection);
        });
        query(
            "SELECT set_config('lock_timeout', '5s', false), set_config('statement_timeout', '30s', false), "
            "set_config('idle_in_transaction_session_timeout', '30s', false), "
            "set_config('tcp_keepalives_idle', '30', false)",
            4, {});
    }

    std::size_t run(const std::string& sql, const std::vector<Param>& params) override {
        return execute(sql, params).affected_rows();
    }

    Rows query(const std::string& sql, std::size_t columns, const std::vector<Param>& params) override {
        const pqxx::result result = execute(sql, params);
        return guard([&] {
            std::vector<bool> isNumeric(columns);
            for (std::size_t c = 0; c < columns; ++c)
                isNumeric[c] = isNumber(result.column_type(static_cast<pqxx::row::size_type>(c)));
            std::vector<Cell> values;
            values.reserve(result.size() * columns);
            for (const pqxx::row& row : result)
                for (std::size_t c = 0; c < columns; ++c) {
                    const pqxx::field field = row[static_cast<pqxx::row::size_type>(c)];
                    if (isNumeric[c])
                        values.emplace_back(field.as<std::int64_t>());
                    else
                        values.emplace_back(std::string(field.c_str(), field.size()));
                }
            return Rows(columns, std::move(values));
        });
    }

    bool usable() const override { return m_usable; }

  private:
    pqxx::result execute(const std::string& sql, const std::vector<Param>& params) {
        return guard([&] {
            auto& name = m_statements[sql];
            if (name.empty()) {
                name = "s" + std::to_string(m_statements.size());
                m_connection->prepare(name, sql);
            }
            // The transaction around it, if any, is the caller's: BEGIN and COMMIT are statements as others.
            pqxx::nontransaction work(*m_connection);
            return work.exec_prepared(name, pqxx::prepare::make_dynamic_params(sent(params)));
        });
    }

    template <class F>
    auto guard(F&& f) -> decltype(f()) {
        try {
            return f();
        } catch (const pqxx::broken_connection&) {
            m_usable = false;
            throw Exception(ErrorCode::serverBusy, "the database cannot be reached");
        } catch (const pqxx::sql_error& e) {
            m_usable = false;
            refuse(e.sqlstate()); // the text may hold values of a row; only the state code goes on
        } catch (const pqxx::pqxx_exception&) {
            m_usable = false;
            throw Exception(ErrorCode::databaseFailed, "the PostgreSQL client failed");
        }
    }

    [[noreturn]] static void refuse(const std::string& state) {
        if (state == "40001" || state == "40P01")
            throw TryAgain();
        if (state == "55P03" ||
            state == "57014") // its lock or its time ran out: trying again would double it
            throw Exception(ErrorCode::databaseBusy, "the database took too long, state " + state);
        if (connectionTrouble(state))
            throw Exception(ErrorCode::serverBusy, "the database is gone, state " + state);
        throw Exception(ErrorCode::databaseFailed, "PostgreSQL state " + state);
    }
    /// No state at all: the connection broke. 08: connection, 53: resources, 57: the server shuts down.
    static bool connectionTrouble(const std::string& state) {
        return state.empty() || startsWith(state, "08") || startsWith(state, "53") || startsWith(state, "57");
    }

    bool m_usable = true;
    std::unique_ptr<pqxx::connection> m_connection;
    std::unique_ptr<pqxx::quiet_errorhandler> m_quiet;         // ends before the connection
    std::unordered_map<std::string, std::string> m_statements; ///< by their text: the names they have there
};

} // namespace

std::unique_ptr<Database> openPostgres(const DatabaseTarget& target) {
    return std::make_unique<PostgresDatabase>(target);
}

} // namespace esek::server
