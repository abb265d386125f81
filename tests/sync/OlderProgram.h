#pragma once
#include "server/http/Message.h"

#include "base/Json.h"

#include <string>

namespace esek::test {

/// Plays a program of the version before, which does not know the newest kinds of records (here: batches and
/// cards, and what hangs on them): on the wire to it their names become ones that this program does not know
/// either.
namespace older {

inline constexpr const char* kLater = "later_";

inline bool isNewest(const std::string& entity) {
    return entity == "card_batch" || entity == "student_card" || entity == "validity_marks" ||
           entity == "duplicate_request" || entity == "blank_delivery" || entity == "blank";
}

inline bool isNewestMutation(const std::string& kind) {
    return kind == "put_batch" || kind == "issue_card" || kind == "mark_card" || kind == "place_mark" ||
           kind == "void_mark" || kind == "ask_duplicate" || kind == "note_payment" ||
           kind == "fulfil_duplicate" || kind == "withdraw_duplicate" || kind == "receive_blanks" ||
           kind == "void_delivery" || kind == "book_blank";
}

/// The name by which everybody else knows the kind.
inline std::string realName(const std::string& name) {
    const std::string prefix = kLater;
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

/// What an older office gets of the server's records.
inline server::Response hidden(const std::string& target, server::Response answer) {
    const bool changes = target.starts_with("/v1/changes");
    if (answer.status != 200 || (!changes && !target.starts_with("/v1/snapshot")))
        return answer;
    Json json = parseJson(answer.body).value();
    for (Json& one : json[changes ? "changes" : "rows"]) {
        if (!isNewest(one["entity"].get<std::string>()))
            continue;
        one["entity"] = kLater + one["entity"].get<std::string>();
        if (changes && !one["mutation"].is_null())
            one["mutation"]["kind"] = kLater + one["mutation"]["kind"].get<std::string>();
    }
    answer.body = json.dump();
    return answer;
}

/// What an older office gives back: it keeps what it cannot read as it came.
inline server::Request shown(server::Request request) {
    if (request.target != "/v1/push")
        return request;
    Json json = parseJson(request.body).value();
    for (Json& item : json["items"])
        item["mutation"]["kind"] = realName(item["mutation"]["kind"].get<std::string>());
    request.body = json.dump();
    return request;
}

/// What an older server understands of a push.
inline server::Request unknown(server::Request request) {
    if (request.target != "/v1/push")
        return request;
    Json json = parseJson(request.body).value();
    for (Json& item : json["items"])
        if (isNewestMutation(item["mutation"]["kind"].get<std::string>()))
            item["mutation"]["kind"] = kLater + item["mutation"]["kind"].get<std::string>();
    request.body = json.dump();
    return request;
}

} // namespace older
} // namespace esek::test
