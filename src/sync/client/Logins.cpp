#include "sync/client/Logins.h"

#include "sync/client/Ask.h"

namespace esek::sync {

namespace {

Json askAsDevice(Transport& transport, TokenStore& tokens, const std::string& method,
                 const std::string& target, const Json* body = nullptr) {
    const auto token = tokens.load().value();
    if (!token)
        throw Exception(ErrorCode::notEnrolled, "no token");
    return ask(transport, method, target, *token, body);
}

/// A value of the server's answer; what is missing or of another kind is told as an unreadable answer.
template <class F>
auto readAnswer(F&& read) {
    try {
        return read();
    } catch (const Json::exception&) {
        throw Exception(ErrorCode::serverUnreachable, "an answer of another form");
    }
}

domain::StudentId studentOf(const Json& j) {
    const auto id = domain::StudentId::parse(j.at("student").get<std::string>());
    if (!id)
        throw Exception(ErrorCode::serverUnreachable, "an answer with a wrong id");
    return *id;
}

/// A server from before logins of guardians says nothing about them.
domain::GuardianId guardianOf(const Json& j) {
    return domain::GuardianId::parse(j.value("guardian", std::string())).value_or(domain::GuardianId{});
}

template <class Id>
IssuedLogins issue(Transport& transport, TokenStore& tokens, domain::Role role, const char* who,
                   const std::vector<Id>& ids) {
    Json body{{"role", std::string(toString(role))}, {who, Json::array()}};
    for (const auto& id : ids)
        body[who].push_back(id.toString());
    const Json answer = askAsDevice(transport, tokens, "POST", "/v1/logins", &body);
    return readAnswer([&] {
        IssuedLogins out;
        out.address = answer.at("url").get<std::string>();
        for (const Json& j : answer.at("logins"))
            out.logins.push_back({j.at("id").get<std::string>(), studentOf(j), guardianOf(j),
                                  j.at("login").get<std::string>(), j.at("password").get<std::string>(),
                                  j.at("link").get<std::string>()});
        return out;
    });
}

std::optional<Timestamp> timeOf(const Json& j) {
    return j.is_string() ? timestampFromIso(j.get<std::string>()) : std::nullopt;
}

} // namespace

Result<IssuedLogins> issueLogins(Transport& transport, TokenStore& tokens,
                                 const std::vector<domain::StudentId>& students, domain::Role role) {
    return guarded([&] { return issue(transport, tokens, role, "students", students); });
}

Result<IssuedLogins> issueLogins(Transport& transport, TokenStore& tokens,
                                 const std::vector<domain::GuardianId>& guardians) {
    return guarded([&] { return issue(transport, tokens, domain::Role::guardian, "guardians", guardians); });
}

Result<std::vector<ListedLogin>> listLogins(Transport& transport, TokenStore& tokens) {
    return guarded([&] {
        const Json answer = askAsDevice(transport, tokens, "GET", "/v1/logins");
        return readAnswer([&] {
            std::vector<ListedLogin> out;
            for (const Json& j : answer.at("logins")) {
                ListedLogin login;
                login.id = j.at("id").get<std::string>();
                login.student = studentOf(j);
                login.number = j.at("login").get<std::string>();
                login.role =
                    domain::roleFromString(j.at("role").get<std::string>()).value_or(domain::Role::guardian);
                login.guardian = guardianOf(j);
                login.issued = timeOf(j.at("issued")).value_or(Timestamp{});
                login.used = timeOf(j.at("used"));
                login.ended = timeOf(j.at("ended"));
                out.push_back(std::move(login));
            }
            return out;
        });
    });
}

Result<std::vector<ListedDevice>> listDevices(Transport& transport, TokenStore& tokens) {
    return guarded([&] {
        const Json answer = askAsDevice(transport, tokens, "GET", "/v1/devices");
        return readAnswer([&] {
            std::vector<ListedDevice> out;
            for (const Json& j : answer.at("devices"))
                out.push_back(
                    {j.at("id").get<std::string>(), j.at("name").get<std::string>(),
                     domain::roleFromString(j.at("role").get<std::string>()).value_or(domain::Role::clerk),
                     timeOf(j.at("since")).value_or(Timestamp{}), timeOf(j.at("used")),
                     timeOf(j.at("ended"))});
            return out;
        });
    });
}

Result<void> revokeLogin(Transport& transport, TokenStore& tokens, const std::string& id) {
    return guarded([&] { askAsDevice(transport, tokens, "DELETE", "/v1/logins/" + id); });
}

} // namespace esek::sync
