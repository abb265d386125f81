#include "base/CommandLine.h"

#include "base/CleanText.h"
#include "base/Text.h"

#include <algorithm>
#include <array>

namespace esek {

namespace {

/// The frequent cases; anything else is left as it is.
std::string reasonOf(std::string_view name, std::string_view english) {
    const auto named = [](std::string text, std::string_view what) {
        return what.empty() ? text : text + " (" + std::string(what) + ")";
    };
    if (name == "RequiredError" && english.find("subcommand is required") != std::string_view::npos)
        return tr("a command is missing");
    if (name == "RequiredError")
        return named(tr("a required argument is missing"), english.substr(0, english.find(" is required")));
    if (english.starts_with("The following argument")) { // ExtrasError bears the name of the command
        const auto colon = english.find(": ");
        return named(tr("unknown argument"),
                     colon == std::string_view::npos ? english : english.substr(colon + 2));
    }
    if (name == "ArgumentMismatch") // "--data: 1 required TEXT missing"
        return named(tr("an option without its value"), english.substr(0, english.find(':')));
    if (name == "ValidationError" || name == "ConversionError")
        return named(tr("a value that is not allowed"), english);
    return std::string(english);
}

} // namespace

Language languageAsked(int argc, const char* const* argv) {
    std::string_view asked;
    for (int i = 1; i < argc && asked.empty(); ++i) {
        const std::string_view arg = argv[i];
        if (arg == "--lang" && i + 1 < argc)
            asked = argv[i + 1];
        else if (arg.starts_with("--lang="))
            asked = arg.substr(7);
    }
    return asked == "en" ? Language::english : Language::polish;
}

Error usageError(std::string_view name, std::string_view english) {
    return Error{ErrorCode::wrongUsage, "usage", {{"reason", reasonOf(name, english)}}};
}

std::string forTerminal(std::string_view text) {
    return shownText(text, TextShape::lines);
}

std::string jsonForTerminal(std::string_view json) {
    std::string out;
    for (const char32_t c : toUtf32(json)) {
        if (c == U'\n' || (c >= 0x20 && c < 0x7f)) {
            out += static_cast<char>(c);
            continue;
        }
        if (const std::string character = toUtf8(std::u32string_view(&c, 1)); !textFault(character)) {
            out += character;
            continue;
        }
        // Characters beyond the first plane are written as two halves (RFC 8259).
        const auto unit = [&](std::uint32_t value) {
            static constexpr std::string_view kDigits = "0123456789abcdef";
            out += "\\u";
            for (int shift = 12; shift >= 0; shift -= 4)
                out += kDigits[(value >> shift) & 0xf];
        };
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xd800 + ((c - 0x10000) >> 10));
            unit(0xdc00 + ((c - 0x10000) & 0x3ff));
        }
    }
    return out;
}

bool takesFileName(std::string_view option) {
    static constexpr std::array<std::string_view, 17> kNames{
        "FILE",        "PATH",        "DIR",      "--data",  "--out",
        "--rejected",  "--portraits", "--assign", "--skip",  "--ca",
        "--tls-cert",  "--tls-key",   "--log",    "--blobs", "--database-file",
        "--code-file", "--template"};
    return std::find(kNames.begin(), kNames.end(), option) != kNames.end();
}

std::string refusedValue(const std::string& value) {
    return isValidUtf8(value) ? std::string() : tr("its bytes are no UTF-8 text");
}

} // namespace esek
