#pragma once
#include "base/Clock.h"

#include <string>
#include <string_view>

namespace esek::server {

/// A mail of plain text.
struct MimeMail {
    std::string id;       ///< what stands in the angle brackets of Message-ID
    Timestamp date;       ///< of the first attempt or of this one
    std::string fromName; ///< any text
    std::string from;     ///< isMailAddress()
    std::string to;       ///< isMailAddress()
    std::string subject;  ///< any text
    std::string text;     ///< UTF-8; lines end with \n
    std::string language; ///< "pl"
};

/// The mail as it travels: RFC 5322 and 2045, lines that end with CR LF, only ASCII. Poco's MailMessage is
/// not used: its encoded words cut letters in two (RFC 2047, 5 forbids it), names of senders with diacritics
/// stay raw, MIME-Version and Message-ID are missing, and a line end in a subject becomes a header. Line ends
/// and other control characters in names and subjects become spaces here. Throws valueInvalid for an address
/// that is none.
std::string composed(const MimeMail&);

/// A header's text: as it is when it is simple ASCII, otherwise as encoded words of at most 75 characters
/// (RFC 2047), each with whole letters, with a folded line between them. They end behind a space where there
/// is one: some readers show a space between them that is not there.
std::string encodedText(std::string_view);

} // namespace esek::server
