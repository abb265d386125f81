#include "base/CommandLine.h"

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

} // namespace esek
