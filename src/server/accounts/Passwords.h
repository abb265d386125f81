#pragma once
#include "base/Rng.h"

#include <optional>
#include <string>
#include <string_view>

namespace esek::server {

/// argon2id with 19 MiB and two passes, the least that OWASP's Password Storage Cheat Sheet allows; about
/// 30 ms of one core. The text holds salt and cost. Throws outOfMemory.
std::string passwordHash(std::string_view password);
/// An empty hash takes as long as a real one and fits nothing, so that nobody can tell them apart by time.
bool passwordFits(const std::string& hash, std::string_view password);

/// "abcd-efgh-jkmn": about 59 random bits in lower-case letters and digits that nobody mixes up. A person
/// types it once.
std::string newOneTimePassword(Rng&);
/// 26 capital letters and digits, 130 random bits: for a link, which a QR code writes most densely so.
std::string newLinkSecret(Rng&);
/// "31415926": a login. Never begins with a zero.
std::string newLoginNumber(Rng&);
/// As people type it: spaces, hyphens and no-break spaces go. Empty when something else than digits is left.
std::string normalLoginNumber(std::string_view typed);
/// A one-time password as typed: capitals become small, spaces and hyphens go.
std::string normalOneTimePassword(std::string_view typed);

/// What is wrong with a password that a person chose (ASVS 5.0, 6.2).
enum class PasswordFault { tooShort, tooLong, common, holdsLogin };
std::optional<PasswordFault> faultOf(std::string_view password, std::string_view loginNumber);

inline constexpr std::size_t kShortestPassword = 8;  ///< characters
inline constexpr std::size_t kLongestPassword = 128; ///< characters

} // namespace esek::server
