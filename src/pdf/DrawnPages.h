#pragma once
#include "base/Result.h"
#include "pdf/Drawing.h"

#include <filesystem>
#include <string>
#include <vector>

namespace esek::pdf {

class FontMetrics;

/// A PDF of one page for each drawing, all of this size in mm, nothing on them but texts, lines and areas.
/// The file appears complete or not at all. `title` goes to the document information: no personal data there.
/// Errors: glyphMissing, diskFull, folderNotWritable, writeFailed.
Result<void> writeDrawnPages(const std::filesystem::path&, const FontMetrics&, const std::string& title,
                             double widthMm, double heightMm, const std::vector<Drawing>&);

} // namespace esek::pdf
