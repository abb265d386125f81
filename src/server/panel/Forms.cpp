#include "server/panel/Forms.h"

#include "base/Error.h"
#include "base/Hex.h"
#include "base/Text.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::size_t kParts = 40;
constexpr std::size_t kPartHead = 4096; // bytes
constexpr std::size_t kFieldBytes = 8192;

[[noreturn]] void bad(const char* why) {
    throw Exception(Error{ErrorCode::jsonInvalid, why, {{"field", "form"}}});
}

std::string plain(std::string text) {
    if (!isValidUtf8(text) || text.size() > kFieldBytes)
        bad("a field is no text");
    std::erase_if(text, [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7f; });
    return text;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        std::uint8_t byte = 0;
        if (!fromHex(text.substr(i + 1, 2), {&byte, 1}))
            bad("a percent sign without digits");
        out += static_cast<char>(byte);
        i += 2;
    }
    return plain(std::move(out));
}

Form urlEncoded(std::string_view body) {
    Form form;
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const std::string_view part = body.substr(0, end);
        const auto equals = std::min(part.find('='), part.size());
        if (form.fields.size() >= kParts)
            bad("too many fields");
        form.fields.emplace(decoded(part.substr(0, equals)),
                            decoded(part.substr(std::min(equals + 1, part.size()))));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    return form;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// name="value" in a header; browsers write a quotation mark in a value as %22. Nothing when it is not there.
std::optional<std::string> quoted(std::string_view header, const std::string& name) {
    const std::string key = " " + name + "=\"";
    const auto at = header.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto begin = at + key.size();
    const auto end = header.find('"', begin);
    if (end == std::string_view::npos)
        bad("a quotation mark is missing");
    std::string value(header.substr(begin, end - begin));
    for (std::size_t quote = 0; (quote = value.find("%22", quote)) != std::string::npos; ++quote)
        value.replace(quote, 3, "\"");
    return value;
}

std::string boundaryOf(const std::string& type) {
    const auto at = lower(type).find("boundary=");
    if (at == std::string::npos)
        bad("no boundary");
    std::string b = type.substr(at + 9);
    if (b.starts_with('"'))
        b = b.substr(1, std::min(b.find('"', 1), b.size()) - 1);
    else
        b = b.substr(0, std::min(b.find(';'), b.size()));
    if (b.empty() || b.size() > 70) // RFC 2046, 5.1.1
        bad("a boundary of a wrong length");
    return b;
}

void addPart(Form& form, std::string_view head, std::string_view content) {
    std::string disposition;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        if (lower(line.substr(0, 20)) == "content-disposition:")
            disposition = line;
        head.remove_prefix(std::min(end + 2, head.size()));
    }
    const auto name = quoted(disposition, "name");
    if (!name)
        bad("a part without a name");
    if (const auto file = quoted(disposition, "filename")) {
        std::string shown = isValidUtf8(*file) ? *file : std::string();
        form.files.emplace(plain(*name), Form::File{plain(shown.substr(0, kFieldBytes)), content});
    } else {
        form.fields.emplace(plain(*name), plain(std::string(content)));
    }
}

/// Whole parts only: the length of the body was announced and has come, so a missing end is a damaged form.
Form multipart(std::string_view body, const std::string& boundary) {
    const std::string delimiter = "--" + boundary;
    const std::string next = "\r\n" + delimiter;
    Form form;
    auto at = body.starts_with(delimiter) ? 0 : body.find(next);
    if (at == std::string_view::npos)
        bad("no part");
    at += at == 0 ? delimiter.size() : next.size();
    for (std::size_t parts = 0;; ++parts) {
        if (body.substr(at, 2) == "--")
            return form;
        if (parts >= kParts || body.substr(at, 2) != "\r\n")
            bad("a damaged part");
        const auto begin = at + 2;
        const auto headEnd = body.substr(begin, kPartHead).find("\r\n\r\n");
        if (headEnd == std::string_view::npos)
            bad("a part without a head");
        const auto content = begin + headEnd + 4;
        auto end = body.find(next, content);
        // The bytes of a photo may look like a boundary that goes on.
        while (end != std::string_view::npos && body.substr(end + next.size(), 2) != "\r\n" &&
               body.substr(end + next.size(), 2) != "--")
            end = body.find(next, end + 1);
        if (end == std::string_view::npos)
            bad("a part without an end");
        addPart(form, body.substr(begin, headEnd), body.substr(content, end - content));
        at = end + next.size();
    }
}

} // namespace

Form readForm(const Request& request) {
    const std::string type = findHeader(request.headers, "Content-Type").value_or("");
    const std::string kind = lower(type.substr(0, type.find(';')));
    if (kind == "application/x-www-form-urlencoded")
        return urlEncoded(request.body);
    if (kind == "multipart/form-data")
        return multipart(request.body, boundaryOf(type));
    bad("no form");
}

} // namespace esek::server
