#include "server/store/Database.h"

#include "base/Error.h"
#include "server/store/PostgresDatabase.h"
#include "server/store/SqliteDatabase.h"

#include <Poco/Net/IPAddress.h>
#include <Poco/URI.h>

#include <algorithm>
#include <map>

namespace esek::server {

std::unique_ptr<Database> openDatabase(const DatabaseTarget& target) {
    if (target.dialect == Dialect::sqlite)
        return openSqlite(target);
    return openPostgres(target);
}

namespace {

constexpr const char* kAddressForm = "postgresql://user:password@host:port/name";

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

std::string decoded(const std::string& part) {
    std::string text;
    Poco::URI::decode(part, text);
    return text;
}

/// A value as libpq reads it in a connection string.
std::string quoted(const std::string& value) {
    if (value.find_first_of(" '\\\t\r\n") == std::string::npos)
        return value;
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + "'";
}

/// The words that libpq knows consist of small letters and underscores.
bool isKeyword(const std::string& key) {
    return std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
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
    const std::string person = uri.getUserInfo(); // a colon of the name or of the password is written as %3A
    const auto colon = person.find(':');
    set("user", decoded(person.substr(0, colon)));
    if (colon != std::string::npos)
        set("password", decoded(person.substr(colon + 1)));
    set("dbname", uri.getPath().empty() ? std::string() : uri.getPath().substr(1));
    for (const auto& [key, value] : uri.getQueryParameters())
        set(key, value);
    if (!std::all_of(parameters.begin(), parameters.end(), [](const auto& p) { return isKeyword(p.first); }))
        refuseAddress(kAddressForm);
    return parameters;
}

} // namespace

DatabaseTarget postgresTarget(const std::string& url) {
    Parameters parameters;
    try {
        const Poco::URI uri(url);
        if (uri.getScheme() != "postgresql" && uri.getScheme() != "postgres")
            refuseAddress(kAddressForm);
        parameters = parametersOf(uri);
    } catch (const Poco::Exception&) {
        refuseAddress(kAddressForm);
    }
    if (parameters.empty())
        refuseAddress(kAddressForm);
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
    for (const auto& [key, value] : parameters)
        connection += (connection.empty() ? "" : " ") + key + "=" + quoted(value);
    return {Dialect::postgresql, connection};
}

} // namespace esek::server
