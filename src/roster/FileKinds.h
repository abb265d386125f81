#pragma once
#include "roster/Zip.h"

#include <cstdint>
#include <span>
#include <string>

namespace esek::roster {

/// Throws for a file that is known and is no list that can be read: fileKindUnknown with a hint that names
/// what it is and what to do next, fileEncrypted for a workbook with a password. Judged by content, because
/// the ends of names are often wrong (a web page called .xls).
void refuseOtherKinds(std::span<const std::uint8_t> bytes, const std::string& file);

/// The same for a zip that is no XLSX and no OneRoster: XLSB, DOCX, ODS ...
[[noreturn]] void refuseOtherZip(const Zip&, const std::string& file);

} // namespace esek::roster
