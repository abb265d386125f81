#pragma once
#include "server/mail/MailQueue.h"

namespace esek::server {

struct WrittenLetter {
    std::string subject;
    std::string text;
};

/// What stands in a letter, in the language of the current LanguageScope. A mail goes through many hands, so
/// it names the school, the pupil's first name and the new status of the photo; no surname, no PESEL, no note
/// of the office. `publicUrl`: where families find the panel.
WrittenLetter written(const Letter&, const std::string& publicUrl);

} // namespace esek::server
