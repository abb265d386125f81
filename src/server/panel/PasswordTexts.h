#pragma once
#include "server/accounts/Passwords.h"

#include <string>

namespace esek::server {

/// What is wrong with a new password, in the current language.
std::string passwordSentence(PasswordFault);
/// A name that the office can call a person by.
bool isPersonName(const std::string&);

} // namespace esek::server
