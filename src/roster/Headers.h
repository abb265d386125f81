#pragma once
#include "roster/Field.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// Names of columns in the lists that school programs write (domain/README.md, Exchange), compared without
/// case, diacritics, spaces, punctuation and what stands in brackets.
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
