#include "server/mail/Mime.h"

#include "base/Error.h"
#include "base/MailAddress.h"
#include "server/mail/Base64.h"

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::size_t kWordBytes = 45; ///< 60 characters of base64, which with the frame make 72

std::string withoutControls(std::string_view text) {
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return out;
}

/// No sign of it has a meaning in a header, not even in the name before an address.
bool isSimple(std::string_view text) {
    static constexpr std::string_view kAlso = " -.";
    return text.size() < kWordBytes && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      kAlso.find(c) != std::string_view::npos;
           });
}

/// How many bytes of the text make whole letters and are not more than `most`.
std::size_t wholeLetters(std::string_view text, std::size_t most) {
    if (text.size() <= most)
        return text.size();
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return end == 0 ? most : end; // no UTF-8: then there are no letters to keep whole
}

/// "Fri, 27 Nov 2026 16:00:00 +0000"
std::string dateText(Timestamp at) {
    const Poco::Timestamp time(at.time_since_epoch().count() * 1000); // microseconds
    return Poco::DateTimeFormatter::format(time, "%w, %d %b %Y %H:%M:%S +0000");
}

std::string address(const std::string& text) {
    if (!isMailAddress(text))
        throw Exception(
            Error{ErrorCode::valueInvalid, "address", {{"field", "e-mail"}, {"reason", "no address"}}});
    return "<" + text + ">";
}

} // namespace

std::string encodedText(std::string_view raw) {
    const std::string text = withoutControls(raw);
    if (isSimple(text))
        return text;
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t n = wholeLetters(rest, kWordBytes);
        if (const auto space = rest.substr(0, n).rfind(' ');
            n < rest.size() && space != std::string_view::npos)
            n = space + 1;
        out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(rest.substr(0, n))) + "?=";
        rest.remove_prefix(n);
    }
    return out;
}

std::string composed(const MimeMail& m) {
    std::string body;
    for (const char c : m.text)
        body += c == '\n' ? std::string("\r\n") : std::string(1, c);
    static constexpr int kLine = 76;                                                       // RFC 2045, 6.8
    return "Date: " + dateText(m.date) + "\r\n" +                                          //
           "From: " + encodedText(m.fromName) + "\r\n " + address(m.from) + "\r\n" +       //
           "To: " + address(m.to) + "\r\n" +                                               //
           "Message-ID: <" + withoutControls(m.id) + ">\r\n" +                             //
           "Subject: " + encodedText(m.subject) + "\r\n" +                                 //
           "MIME-Version: 1.0\r\n" +                                                       //
           "Content-Type: text/plain; charset=utf-8\r\n" +                                 //
           "Content-Transfer-Encoding: base64\r\n" +                                       //
           "Content-Language: " + withoutControls(m.language) + "\r\n" +                   //
           "Auto-Submitted: auto-generated\r\n" + /* no answers from holidays, RFC 3834 */ //
           "\r\n" + base64(body, kLine) + "\r\n";
}

} // namespace esek::server
