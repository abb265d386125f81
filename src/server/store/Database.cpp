#include "server/store/Database.h"

#include "base/Error.h"
#include "base/Text.h"

#include <Poco/Data/PostgreSQL/Connector.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/URI.h>

#include <map>
#include <mutex>

namespace esek::server {

namespace {

namespace data = Poco::Data;
using data::Keywords::into;
using data::Keywords::use;

void registerConnectors() {
    static std::once_flag once;
    std::call_once(once, [] {
        data::SQLite::Connector::registerConnector();
        data::PostgreSQL::Connector::registerConnector();
    });
}

/// A statement with the places that its parameters and results are bound to.
struct Prepared {
    explicit Prepared(data::Session& session) : statement(session) {}
    std::vector<std::string> params;
    std::vector<std::vector<std::string>> columns;
    data::Statement statement; // last: refers to the others
};

/// Poco 1.11: a PostgreSQL statement that fails when it is run again frees its former result a second time in
/// its destructor (StatementExecutor::clearResults). So it is never destroyed: some kilobytes for each
/// statement that fails, which happens when the database goes away, and then ends its connection.
void keepForEver(std::unique_ptr<Prepared> statement) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<std::unique_ptr<Prepared>>();
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(statement));
}

std::string sqlState(const std::string& message) {
    const auto at = message.find("State: ");
    return at == std::string::npos ? std::string() : message.substr(at + 7, 5);
}

class PocoDatabase final : public Database {
  public:
    explicit PocoDatabase(const DatabaseTarget& target) : m_dialect(target.dialect) {
        registerConnectors();
        guard([&] {
            const bool sqlite = m_dialect == Dialect::sqlite;
            m_session = std::make_unique<data::Session>(sqlite ? "SQLite" : "PostgreSQL", target.connection);
        });
        if (m_dialect != Dialect::sqlite) {
            // A row that somebody holds, or a session that vanished in a transaction, must not hold us for
            // ever.
            query("SELECT set_config('lock_timeout', '5s', false), set_config('statement_timeout', '30s', "
                  "false), "
                  "set_config('idle_in_transaction_session_timeout', '30s', false), "
                  "set_config('tcp_keepalives_idle', '30', false)",
                  4, {});
            return;
        }
        query("PRAGMA busy_timeout = 20000", 1, {});
        if (!target.archive)
            query("PRAGMA journal_mode = WAL", 1, {});
        run(target.flushToDisk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF", {});
        run("PRAGMA foreign_keys = ON", {});
        run("PRAGMA trusted_schema = OFF", {});           // whoever wrote the file
        query("PRAGMA wal_autocheckpoint = 8000", 1, {}); // 32 MB: a class list is one checkpoint, not twenty
        run("PRAGMA cache_size = -16000", {});
        query("PRAGMA secure_delete = ON", 1, {});
    }

    ~PocoDatabase() override {
        try { // before the statements: each would take leave of the server on its own
            m_session->close();
        } catch (const Poco::Exception&) { // it is gone already
        }
    }

    std::size_t run(const std::string& sql, const std::vector<Param>& params) override {
        return execute(sql, prepared(sql, 0, params.size()), params);
    }

    Rows query(const std::string& sql, std::size_t columns, const std::vector<Param>& params) override {
        Prepared& p = prepared(sql, columns, params.size());
        execute(sql, p, params);
        std::vector<std::string> values;
        values.reserve(p.columns[0].size() * columns);
        for (std::size_t row = 0; row < p.columns[0].size(); ++row)
            for (auto& column : p.columns)
                values.push_back(std::move(column[row]));
        for (auto& column : p.columns)
            column.clear();
        return {columns, std::move(values)};
    }

    bool usable() const override { return m_usable; }

  private:
    Prepared& prepared(const std::string& sql, std::size_t columns, std::size_t params) {
        auto& slot = m_statements[sql];
        if (slot)
            return *slot;
        guard([&] {
            auto p = std::make_unique<Prepared>(*m_session);
            p->params.resize(params);
            p->columns.resize(columns);
            p->statement << sql;
            for (std::string& param : p->params)
                p->statement, use(param);
            for (auto& column : p->columns)
                p->statement, into(column);
            slot = std::move(p);
        });
        return *slot;
    }

    std::size_t execute(const std::string& sql, Prepared& p, const std::vector<Param>& params) {
        std::size_t i = 0;
        for (const Param& param : params)
            p.params[i++] = param.text();
        for (auto& column : p.columns)
            column.clear();
        try {
            return guard([&] { return p.statement.execute(); });
        } catch (...) {
            if (m_dialect == Dialect::postgresql)
                keepForEver(std::move(m_statements[sql]));
            throw;
        }
    }

    template <class F>
    auto guard(F&& f) -> decltype(f()) {
        try {
            return f();
        } catch (const data::SQLite::DBLockedException&) {
            fail();
            throw TryAgain();
        } catch (const data::SQLite::TableLockedException&) {
            fail();
            throw TryAgain();
        } catch (const data::ConnectionFailedException&) {
            m_usable = false;
            throw Exception(ErrorCode::serverBusy, "the database cannot be reached");
        } catch (const Poco::Exception& e) {
            fail();
            // The text may hold values of a row; only the state code goes on.
            const std::string state = sqlState(e.message());
            if (state == "40001" || state == "40P01")
                throw TryAgain();
            if (state == "55P03" ||
                state == "57014") // its lock or its time ran out: trying again would double it
                throw Exception(ErrorCode::databaseBusy, "the database took too long, state " + state);
            if (m_dialect == Dialect::postgresql && connectionTrouble(state))
                throw Exception(ErrorCode::serverBusy, "the database is gone, state " + state);
            if (m_dialect == Dialect::sqlite && dynamic_cast<const data::SQLite::DatabaseFullException*>(&e))
                throw Exception(ErrorCode::diskFull, "the database's disk is full");
            throw Exception(ErrorCode::databaseFailed, std::string(e.name()) + " " + state);
        }
    }
    /// No state at all: the connection broke. 08: connection, 53: resources, 57: the server shuts down.
    static bool connectionTrouble(const std::string& state) {
        return state.empty() || startsWith(state, "N/A") || startsWith(state, "08") ||
               startsWith(state, "53") || startsWith(state, "57");
    }
    void fail() { m_usable = false; }

    Dialect m_dialect;
    bool m_usable = true;
    std::unique_ptr<data::Session> m_session;
    std::map<std::string, std::unique_ptr<Prepared>> m_statements; // after the session: ends before it
};

} // namespace

std::unique_ptr<Database> openDatabase(const DatabaseTarget& target) {
    return std::make_unique<PocoDatabase>(target);
}

namespace {

[[noreturn]] void refuseAddress(const std::string& reason) {
    throw Exception(
        Error{ErrorCode::valueInvalid, "database address", {{"field", "--database"}, {"reason", reason}}});
}

/// A socket in the file system, or this machine by its usual names: nobody else sees what goes there.
bool isThisMachine(const std::string& host) {
    Poco::Net::IPAddress address;
    return host.empty() || host.front() == '/' || host == "localhost" ||
           (Poco::Net::IPAddress::tryParse(host, address) && address.isLoopback());
}

using Parameters = std::map<std::string, std::string>;

Parameters parametersOf(const Poco::URI& uri) {
    Parameters parameters;
    const auto set = [&](const std::string& key, const std::string& value) {
        if (!value.empty())
            parameters[key] = value;
    };
    set("host", uri.getHost());
    if (uri.getPort() != 0)
        set("port", std::to_string(uri.getPort()));
    std::string user;
    Poco::URI::decode(uri.getUserInfo(), user);
    if (const auto colon = user.find(':'); colon != std::string::npos) {
        set("password", user.substr(colon + 1));
        user.resize(colon);
    }
    set("user", user);
    set("dbname", uri.getPath().empty() ? std::string() : uri.getPath().substr(1));
    for (const auto& [key, value] : uri.getQueryParameters())
        set(key, value);
    return parameters;
}

} // namespace

DatabaseTarget postgresTarget(const std::string& url) {
    static const std::string kForm = "postgresql://user:password@host:port/name";
    Parameters parameters;
    try {
        const Poco::URI uri(url);
        if (uri.getScheme() != "postgresql" && uri.getScheme() != "postgres")
            refuseAddress(kForm);
        parameters = parametersOf(uri);
    } catch (const Poco::Exception&) {
        refuseAddress(kForm);
    }
    if (parameters.empty())
        refuseAddress(kForm);
    // Pupils' data and the password cross the network: only to the machine that the certificate names.
    const std::string host = parameters.contains("host") ? parameters["host"] : std::string();
    if (!isThisMachine(host) && parameters.emplace("sslmode", "verify-full").first->second != "verify-full")
        refuseAddress("sslmode=verify-full");
    // A database machine that vanished is noticed in a minute, not in hours.
    for (const auto& [key, value] :
         {std::pair("connect_timeout", "10"), std::pair("keepalives_idle", "30"),
          std::pair("keepalives_interval", "10"), std::pair("keepalives_count", "3"),
          std::pair("tcp_user_timeout", "60000")})
        parameters.emplace(key, value);
    std::string connection;
    for (const auto& [key, value] : parameters) {
        // Poco splits at spaces and cannot be told otherwise.
        if (value.find_first_of(" '\\") != std::string::npos || key.find(' ') != std::string::npos)
            refuseAddress(kForm);
        connection += (connection.empty() ? "" : " ") + key + "=" + value;
    }
    return {Dialect::postgresql, connection};
}

} // namespace esek::server
