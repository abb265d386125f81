#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace esek::roster {

/// "paszport UA GB765432" taken apart.
struct DocumentText {
    std::string kind;    ///< "paszport"; empty when the text does not name it
    std::string number;  ///< "GB765432"
    std::string country; ///< "UA"; empty when the text does not name it
};

/// The number is the part with digits, with the series of letters before it ("GB 765432"); the words before
/// it are the kind; two or three capitals between them are a country. Nothing when there is no digit.
std::optional<DocumentText> splitDocument(std::string_view text);

/// The kind of document that a heading names: "paszport" of "Nr paszportu", "karta pobytu"; empty for a
/// heading that leaves it open.
std::string documentKindOfHeader(std::string_view header);

} // namespace esek::roster
