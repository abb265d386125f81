#include "app/CardLetters.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "cards/CardLetters.h"
#include "cards/CardTemplate.h"

#include <algorithm>

namespace esek::app {

namespace {

/// The bundled templates share one pair of fonts.
const pdf::FontMetrics& fonts() {
    static const pdf::FontMetrics metrics = cards::CardTemplate::load("mein-i-1").value().fonts().value();
    return metrics;
}

/// A character that has no shape of its own is told by its number.
std::string shown(const std::string& letter) {
    const std::u32string code = toUtf32(letter);
    const char32_t c = code.empty() ? 0 : code[0];
    const bool shapeless = c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD ||
                           (c >= 0x0300 && c <= 0x036F) || (c >= 0x2000 && c <= 0x200F) ||
                           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) ||
                           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
    return shapeless ? format("U+{:04X}", static_cast<unsigned>(c)) : letter;
}

Result<void> checkAll(const std::vector<std::pair<std::string, std::string>>& values) {
    for (const auto& [field, text] : values)
        if (const std::string letters = join(lettersMissingOnCard(text), " "); !letters.empty())
            return Error{ErrorCode::valueInvalid,
                         "a letter that the card's font lacks",
                         {{"field", field},
                          {"reason",
                           format(fmt::runtime(tr("the font of the card has no character “{}”")), letters)}}};
    return {};
}

} // namespace

std::vector<std::string> lettersMissingOnCard(std::string_view text) {
    auto missing = cards::missingLetters(fonts(), pdf::FontStyle::regular, text);
    for (std::string& letter : cards::missingLetters(fonts(), pdf::FontStyle::bold, text))
        if (std::find(missing.begin(), missing.end(), letter) == missing.end())
            missing.push_back(std::move(letter));
    for (std::string& letter : missing)
        letter = shown(letter);
    return missing;
}

std::string letterComplaint(std::string_view text) {
    const std::string letters = join(lettersMissingOnCard(text), " ");
    return letters.empty() ? letters
                           : format(fmt::runtime(tr("The font of the card has no character “{}”.")), letters);
}

Result<void> checkLetters(const domain::Student& s) {
    return checkAll(
        {{tr("surname"), s.surname},
         {tr("given names"), s.givenNames},
         {tr("identity document"), s.document ? s.document->kind + " " + s.document->number : ""}});
}

Result<void> checkLetters(const domain::School& s) {
    return checkAll({{tr("name of the school"), s.name},
                     {tr("street"), s.address.street},
                     {tr("postcode"), s.address.postcode},
                     {tr("town"), s.address.city},
                     {tr("headteacher"), s.headteacher}});
}

} // namespace esek::app
