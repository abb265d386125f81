#pragma once
#include "roster/Field.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// Whose data a heading says the column has.
enum class Whose { unsaid, pupil, other };

struct HeaderMeaning {
    Field field = Field::ignore; ///< always `ignore` for somebody else's column
    Whose whose = Whose::unsaid;
    bool orDocument = false; ///< a column of PESEL numbers that has other documents too: "PESEL/paszport"
};

/// Names of columns in the lists that school programs and people write, compared without case, diacritics,
/// spaces and punctuation. What stands in brackets or after a stroke may be another name of the same thing.
/// A heading that names a parent, guardian, teacher or contact is never the pupil's.
HeaderMeaning meaningOfHeader(std::string_view header);
Field fieldOfHeader(std::string_view header);
/// "Nr w księdze uczniów" -> "nrwksiedzeuczniow".
std::string headerKey(std::string_view header);

struct HeaderPlace {
    std::size_t row = 0;
    std::size_t known = 0; ///< different fields that its cells name
};
/// The row among the first ones that names the most fields: lists often have titles above it.
HeaderPlace findHeader(const std::vector<std::vector<std::string>>& rows);

} // namespace esek::roster
