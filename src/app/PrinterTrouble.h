#pragma once
#include <string>

namespace esek::app {

/// What a printer says of itself, for people: "media-jam-error, cover-open" becomes "a card has jammed, the
/// cover is open". The words are the standard's (printer-state-reasons, RFC 8011 section 5.4.12); one that is
/// not known stays as it is, because the vendor's manual explains it. Pure.
std::string printerTroubleWords(const std::string& reasons);

} // namespace esek::app
