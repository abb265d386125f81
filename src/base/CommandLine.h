#pragma once
#include "base/Error.h"
#include "base/Translate.h"

#include <functional>
#include <string>
#include <string_view>

namespace esek {

/// The language that `--lang` asks for; Polish without it. It decides in which words the options are
/// explained, so it is looked for before they are made.
Language languageAsked(int argc, const char* const* argv);

/// wrongUsage in the words of the language that is set, from what the parser of arguments (CLI11) says in
/// English: the name of its exception and its text.
Error usageError(std::string_view name, std::string_view english);

/// What a terminal may be given of a text that anybody may have typed: invalid bytes and the characters that
/// would move its cursor, colour it or turn the direction of writing become U+FFFD. Line feeds stay.
std::string forTerminal(std::string_view text);
/// The same for JSON, which loses nothing: such characters are written as \uXXXX.
std::string jsonForTerminal(std::string_view json);

/// Does the option of this name take the name of a file or folder, which may hold any bytes?
bool takesFileName(std::string_view option);
/// Empty, or why the value of an option is refused: names and notes are stored, so they must be text.
std::string refusedValue(const std::string& value);

/// Lets the parser of arguments (CLI11) refuse values that are no UTF-8, in every command. To be called when
/// all options are made.
template <class App>
void acceptTextOnly(App& app) {
    for (auto* option : app.get_options())
        if (option->get_items_expected_max() > 0 && !takesFileName(option->get_name()))
            option->check(std::function<std::string(const std::string&)>(&refusedValue));
    for (App* command : app.get_subcommands([](App*) { return true; }))
        acceptTextOnly(*command);
}

} // namespace esek
