#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace esek::ui::model {

/// A page of the manual (resources/help/pl), its words without marks.
struct ManualPage {
    std::string file; ///< "druk.html"
    std::string title;
    std::string text;
};

/// The files that the table of contents links to, in its order, each once and without the part after #.
std::vector<std::string> linkedPages(std::string_view contents);

struct ManualHit {
    std::size_t page = 0; ///< place in the list of pages
    std::string words;    ///< what stands around the first word that was found
};

/// Pages that hold every word that is searched for, as the beginning of a word, whatever its case and
/// diacritics. Those with a word in the title come first, else the order of the pages stays. Nothing for no
/// words.
std::vector<ManualHit> searchManual(const std::vector<ManualPage>&, std::string_view words);

} // namespace esek::ui::model
