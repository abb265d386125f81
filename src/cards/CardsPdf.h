#pragma once
#include "base/Progress.h"
#include "base/Result.h"
#include "cards/CardContent.h"
#include "cards/CardLayout.h"
#include "cards/CardTemplate.h"

#include <filesystem>
#include <functional>

namespace esek::cards {

/// `count` cards, fetched one at a time while writing, on the caller's thread; an error stops the whole file.
struct CardSource {
    std::size_t count = 0;
    std::function<Result<CardContent>(std::size_t index)> fetch;
};
CardSource sourceFrom(std::vector<CardContent>);

struct PdfOptions {
    LayoutOptions correction;     ///< for the printer
    pdf::Drawing marks;           ///< drawn on every page, corrected in the same way; of a test card
    Progress* progress = nullptr; ///< reported per card; a cancelled one leaves no file
};

/// One page of the card's size per card: overprint only, nothing of the blank. All or nothing: the file
/// appears complete or not at all. Errors: those of layoutCard; valueInvalid for a photo that is no JPEG or
/// not of the window's shape; cancelled; diskFull, folderNotWritable, writeFailed; whatever `fetch` returned.
Result<void> writeCardsPdf(const std::filesystem::path&, const CardTemplate&, const CardSource&,
                           const PdfOptions& = {});

struct SheetOptions {
    /// The drawn blank behind each card, in a layer that is visible on screen and off when printed.
    bool background = false;
    Progress* progress = nullptr;
};

/// A4 proof sheets, ten cards each in their true size, with cut marks. For reading through, not for blanks.
Result<void> writeProofSheet(const std::filesystem::path&, const CardTemplate&, const CardSource&,
                             const SheetOptions& = {});

} // namespace esek::cards
