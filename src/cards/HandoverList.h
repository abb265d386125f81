#pragma once
#include "base/Result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace esek::cards {

/// Who gets a card, in the order of the list.
struct HandoverRow {
    std::string classUnit;
    std::string pupil;  ///< surname and given names
    std::string number; ///< of the card
};

/// A list on A4 sheets on which everybody signs who gets a card: a table with a place for the day and the
/// signature, each class on sheets of its own. The fonts are those of the cards of this type. Errors: those
/// of CardTemplate::load; diskFull, folderNotWritable, writeFailed.
Result<void> writeHandoverList(const std::filesystem::path&, std::string_view cardType,
                               const std::string& school, const std::vector<HandoverRow>&);

} // namespace esek::cards
