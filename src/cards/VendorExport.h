#pragma once
#include "cards/CardsPdf.h"

namespace esek::cards {

/// For a firm that prints the cards: a zip of `legitymacje.xlsx` (all cells are text), `legitymacje.csv` with
/// the same rows (UTF-8 with byte order mark, `;`, header row, one row a card) and `zdjecia/0001.jpg` ...,
/// which the last column names; file names carry no personal data. Firms agree on no format
/// (domain/README.md, Exchange); this one opens in a spreadsheet. Hand it over only under a processing
/// agreement (RODO art. 28). All or nothing. Errors: cardDataMissing without a photo, cancelled,
/// fileTooLarge, those of disks and of `fetch`.
Result<void> writeVendorZip(const std::filesystem::path&, const CardSource&, Progress* = nullptr);

} // namespace esek::cards
