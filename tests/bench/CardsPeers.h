#pragma once
#include "cards/CardsPdf.h"

#include <filesystem>
#include <string>
#include <vector>

namespace esek::bench {

/// The cards of the measurement: photo files in name order, over and over; texts with a number each.
struct CardsJob {
    std::filesystem::path photos, out;
    std::size_t count = 0;
};
std::vector<std::filesystem::path> photoFiles(const std::filesystem::path& folder);
cards::CardContent cardContent(std::size_t index, const std::vector<std::filesystem::path>& photos);
/// The school as our layout wraps it, so that every contender draws the same eight lines.
inline constexpr const char* kSchoolLine1 = "Szkoła Podstawowa nr 5 im. Marii";
inline constexpr const char* kSchoolLine2 = "Skłodowskiej-Curie w Piastowie";
/// For the peers: one row a card, with the path of its photo.
void writeCardsCsv(const CardsJob&, const std::filesystem::path& csv);

/// libharu without us: the calls that a programmer would write, as fast as the library goes.
int writeWithBareHaru(const CardsJob&);

} // namespace esek::bench
