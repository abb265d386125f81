#include "server/http/AnswerHeaders.h"

namespace esek::server {

namespace {

/// "Sat, 21 Nov 2026 12:34:56 GMT"
std::string httpDate(Timestamp at) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const Date date(day);
    const std::string iso = toIso(at); // 2026-11-21T12:34:56.789Z
    return std::string(kDays[std::chrono::weekday(day).c_encoding()]) + ", " + iso.substr(8, 2) + " " +
           kMonths[static_cast<unsigned>(date.month()) - 1] + " " + iso.substr(0, 4) + " " +
           iso.substr(11, 8) + " GMT";
}

} // namespace

Headers headersOfEveryAnswer(Timestamp now, bool overTls) {
    Headers headers{{"Date", httpDate(now)},
                    {"X-Content-Type-Options", "nosniff"},
                    {"X-Frame-Options", "DENY"},
                    {"Referrer-Policy", "no-referrer"},
                    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
                    {"Cross-Origin-Resource-Policy", "same-origin"},
                    {"Cache-Control", "no-store"}};
    if (overTls)
        headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return headers;
}

} // namespace esek::server
