#include "server/router/Errors.h"

#include "base/Json.h"
#include "base/Log.h"
#include "base/Translate.h"
#include "domain/Record.h"

namespace esek::server {

namespace {

int statusOf(const Error& e) {
    switch (e.code) {
    case ErrorCode::jsonInvalid:
    case ErrorCode::valueInvalid:
    case ErrorCode::valueRequired:
    case ErrorCode::unknownStudent:
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

Response pageResponse(int status) {
    Response r;
    r.status = status;
    r.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
    r.body = errorSentence(status) + "\n";
    return r;
}

} // namespace

std::string errorSentence(int status) {
    switch (status) {
    case 401:
    case 403:
        return tr("This page is not open to you. Log in first.");
    case 404:
        return tr("There is no page at this address. Check the address.");
    case 408:
        return tr("The request took too long to arrive. Send it again.");
    case 413:
        return tr("That is more than can be sent here. Choose a smaller file.");
    case 421:
        return tr("This server does not answer at this address. Open the one that is printed on the slip.");
    case 429:
    case 503:
        return tr("The server has too much to do. Try again in a moment.");
    default:
        return status < 500 ? tr("The server did not understand this request. Go back and try again.")
                            : tr("Something went wrong on the server. Try again later.");
    }
}

Response jsonResponse(int status, std::string body) {
    Response r;
    r.status = status;
    r.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    r.body = std::move(body);
    return r;
}

Response errorResponse(int status, const std::string& code, const Headers& extra, ErrorStyle style) {
    Response r = style == ErrorStyle::page
                     ? pageResponse(status)
                     : jsonResponse(status, "{\"error\":\"" + code + "\",\"context\":{}}");
    r.headers.insert(r.headers.end(), extra.begin(), extra.end());
    return r;
}

Response busyResponse(int status, std::chrono::seconds time, ErrorStyle style) {
    const std::string seconds = std::to_string(time.count());
    Response r = style == ErrorStyle::page
                     ? pageResponse(status)
                     : jsonResponse(status, dumpJson(domain::errorToJson(
                                                Error{ErrorCode::serverBusy, {}, {{"seconds", seconds}}})));
    r.headers.emplace_back("Retry-After", seconds);
    return r;
}

Response errorResponse(const Error& e, ErrorStyle style) {
    static constexpr std::chrono::seconds kTryAgain{5};
    const int status = statusOf(e);
    if (status >= 500)
        log::error(std::string("answered ") + std::to_string(status) + ": " + std::string(name(e.code)) +
                   ": " + e.message);
    if (status == 503)
        return busyResponse(503, kTryAgain, style);
    Response r = style == ErrorStyle::page ? pageResponse(status)
                                           : jsonResponse(status, dumpJson(domain::errorToJson(e)));
    if (status == 401)
        r.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (status == 429)
        r.headers.emplace_back("Retry-After", e.value("seconds"));
    return r;
}

} // namespace esek::server
