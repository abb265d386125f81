#pragma once
#include "base/Error.h"
#include "server/router/Route.h"

namespace esek::server {

/// The answer to an error, with the status that belongs to its code, for a program or for a person.
Response errorResponse(const Error&, ErrorStyle = ErrorStyle::json);
Response errorResponse(int status, const std::string& code, const Headers& extra = {},
                       ErrorStyle = ErrorStyle::json);
/// 503 or 429 with the time after which it is worth asking again.
Response busyResponse(int status, std::chrono::seconds, ErrorStyle = ErrorStyle::json);
/// What a person at a browser can do about it, in the current language.
std::string errorSentence(int status);
Response jsonResponse(int status, std::string body);

} // namespace esek::server
