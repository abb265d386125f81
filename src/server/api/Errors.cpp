#include "base/Log.h"
#include "server/api/Api.h"

namespace esek::server {

namespace {

int statusOf(const Error& e) {
    switch (e.code) {
    case ErrorCode::jsonInvalid:
    case ErrorCode::valueInvalid:
    case ErrorCode::valueRequired:
        return 400;
    case ErrorCode::serverUnauthorized:
        return 401;
    case ErrorCode::roleNotAllowed:
    case ErrorCode::enrolCodeInvalid:
        return 403;
    case ErrorCode::numbersExhausted:
        return 409;
    case ErrorCode::changesGone:
        return 410;
    case ErrorCode::fileTooLarge:
        return 413;
    case ErrorCode::blobDamaged:
    case ErrorCode::idReused:
        return 422;
    case ErrorCode::serverProtocol:
        return 426;
    case ErrorCode::serverBusy:
        return e.value("seconds").empty() ? 503 : 429;
    case ErrorCode::databaseFailed:
    case ErrorCode::databaseBusy:
    case ErrorCode::diskFull:
    case ErrorCode::writeFailed:
    case ErrorCode::folderNotWritable:
    case ErrorCode::outOfMemory:
        return 503;
    default:
        return 500;
    }
}

} // namespace

Response jsonResponse(int status, std::string body) {
    Response r;
    r.status = status;
    r.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    r.body = std::move(body);
    return r;
}

Response errorResponse(int status, const std::string& code, const Headers& extra) {
    Response r = jsonResponse(status, "{\"error\":\"" + code + "\",\"context\":{}}");
    r.headers.insert(r.headers.end(), extra.begin(), extra.end());
    return r;
}

Response errorResponse(const Error& e) {
    const int status = statusOf(e);
    if (status >= 500)
        log::error(std::string("answered ") + std::to_string(status) + ": " + std::string(name(e.code)) +
                   ": " + e.message);
    Error told = e;
    if (status == 503 && told.code != ErrorCode::serverBusy)
        told = Error{ErrorCode::serverBusy, {}, {}};
    if (status == 503)
        told.context = {{"seconds", "5"}};
    Response r = jsonResponse(status, dumpJson(sync::errorToJson(told)));
    if (status == 401)
        r.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        r.headers.emplace_back("Retry-After", told.value("seconds"));
    return r;
}

} // namespace esek::server
