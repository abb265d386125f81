#pragma once
#include "base/Error.h"
#include "base/Translate.h"

#include <string_view>

namespace esek {

/// The language that `--lang` asks for; Polish without it. It decides in which words the options are
/// explained, so it is looked for before they are made.
Language languageAsked(int argc, const char* const* argv);

/// wrongUsage in the words of the language that is set, from what the parser of arguments (CLI11) says in
/// English: the name of its exception and its text.
Error usageError(std::string_view name, std::string_view english);

} // namespace esek
