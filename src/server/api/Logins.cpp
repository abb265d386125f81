#include "server/api/Api.h"
#include "server/api/Input.h"
#include "server/router/Errors.h"

// What an office does about the logins of its families (src/sync/README.md).
namespace esek::server {

namespace {

constexpr std::int64_t kRequestBytes = 8 * 1024; ///< the ids of a class
constexpr const char* kPasswordLane = "passwords";

Json issuedToJson(const IssuedLogin& l, const std::string& publicUrl) {
    return {{"id", l.id},        {"student", l.student},   {"guardian", l.guardian},
            {"login", l.number}, {"password", l.password}, {"link", publicUrl + "/q/" + l.link},
            {"until", l.until}};
}

Json listedToJson(const LoginRow& l) {
    return {{"id", l.id},
            {"student", l.student},
            {"login", l.number},
            {"role", l.role},
            {"guardian", l.guardian},
            {"issued", l.issuedAt},
            {"used", l.usedAt.empty() ? Json() : Json(l.usedAt)},
            {"ended", l.endedAt.empty() ? Json() : Json(l.endedAt)}};
}

std::vector<std::string> idsOf(const Json& j, const char* field) {
    if (!j.contains(field) || !j[field].is_array())
        input::bad(field);
    std::vector<std::string> ids;
    for (const Json& id : j[field]) {
        if (!id.is_string() || !Uuid::parse(id.get<std::string>()))
            input::bad(field);
        ids.push_back(id.get<std::string>());
    }
    return ids;
}

} // namespace

void Api::openLogins(SchoolLogins& logins, std::string publicUrl) {
    Route issue{"logins", "POST", "/v1/logins", [&logins, publicUrl](const Call& call) {
                    const Json j = input::json(call.request.body);
                    const auto role = domain::roleFromString(input::text(j, "role"));
                    // One guardian each, or what is shared by a pupil's parents, or the pupil's own.
                    const bool toGuardians = j.contains("guardians");
                    const char* who = toGuardians ? "guardians" : "students";
                    if (!role || (toGuardians && *role != domain::Role::guardian))
                        input::bad("role");
                    const auto ids = idsOf(j, who);
                    Json out = Json::array();
                    for (const IssuedLogin& login : toGuardians ? logins.issueToGuardians(call.caller, ids)
                                                                : logins.issue(call.caller, ids, *role))
                        out.push_back(issuedToJson(login, publicUrl));
                    return jsonResponse(201, dumpJson(Json{{"url", publicUrl}, {"logins", out}}));
                }};
    issue.writes = true;
    issue.bodyLimit = kRequestBytes;
    issue.packedBody = true;
    issue.lane = kPasswordLane;
    add(std::move(issue));

    add({"logins", "GET", "/v1/logins", [&logins](const Call& call) {
             Json out = Json::array();
             for (const LoginRow& login : logins.list(call.caller))
                 out.push_back(listedToJson(login));
             return jsonResponse(200, dumpJson(Json{{"logins", out}}));
         }});

    Route revoke{"logins", "DELETE", "/v1/logins/{id}", [&logins](const Call& call) {
                     if (!logins.revoke(call.caller, call.path.at("id")))
                         return errorResponse(404, "notFound");
                     return jsonResponse(200, "{}");
                 }};
    revoke.writes = true;
    add(std::move(revoke));
}

} // namespace esek::server
