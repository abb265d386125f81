#pragma once
#include <string>
#include <string_view>

namespace esek {

/// An e-mail address that can be written to everywhere: dot-atom of RFC 5322 before the at sign, the name of
/// a host with at least one dot behind it, all ASCII (relays without SMTPUTF8 take nothing else), at most 254
/// characters (RFC 5321, 4.5.3.1.3 with its angle brackets).
bool isMailAddress(std::string_view);
/// As a person typed it: without spaces around it, the host in small letters. Empty when it is none.
std::string normalMailAddress(std::string_view typed);
std::string hostOfMailAddress(const std::string& address);

} // namespace esek
