#pragma once
#include "app/PortalService.h"

#include <string>

/// Sentences of the window that gives families logins. UTF-8, current language.
namespace esek::ui::model {

/// How many logins there will be and what becomes of earlier slips.
std::string planWords(const app::PortalService::Plan&);
/// What was made; `file` is where the slips are.
std::string issuedWords(const app::PortalService::Slips&, const std::string& file);
/// The logins are made and their slips could not be saved.
std::string lostWords(const Error&);
/// Why it cannot be done, with what to do next.
std::string loginErrorWords(const Error&);
/// "Adam Kowalski (parent)".
std::string guardianLabel(const domain::Guardian&);

} // namespace esek::ui::model
