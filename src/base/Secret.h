#pragma once
#include "base/Result.h"

#include <string>

namespace esek {

/// Secrets do not come as the value of an option: everybody on the computer can read the options of a running
/// program (ps, the task manager), and shells keep them. Overwriting them after the start would leave a
/// moment in which they can be read, and on Windows the log of started programs has them for good.

/// The text of a file that only this user may read; `option` named it and is for the errors: those of
/// readFile; valueInvalid with `field` (the option) and `reason` when other users may read it.
Result<std::string> readPrivateText(const std::string& option, const std::string& file);

/// The secret that the option names a file for: its first line; "-" is standard input. Errors: those of
/// readPrivateText; valueInvalid when the line is empty.
Result<std::string> readSecret(const std::string& option, const std::string& file);

/// A secret of the environment; empty when there is none.
std::string secretFromEnvironment(const char* name);

} // namespace esek
