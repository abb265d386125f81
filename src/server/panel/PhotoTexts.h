#pragma once
#include "server/panel/Visit.h"

namespace esek::server {

/// "/pupils/ID/photo" of the pupil whose family is here.
std::string photoUrl(const Visit&);
std::string firstName(const domain::Student&);
/// The name of the section of a page that belongs to this status: "NO_PHOTO", "PENDING" ...
const char* statusSection(domain::PhotoStatus);
/// STATUS in words, and for a rejected photo the section REASON for each reason, with what to do, and NOTE.
void showStatus(View&, const domain::PhotoFile&);
/// For a photo that is not sent yet: the section ADVICE with a HINT for each reason for which the office may
/// reject it, in the words that the office would send.
void showAdvice(View&, const std::vector<domain::RejectionReason>&);
std::string roleText(domain::Role);
/// "Adam Kowalski (rodzic lub opiekun)"; of the office never a name, but for whom it acted.
std::string senderText(const domain::Actor&);
/// Where a photo came from: PLACE, SENDER, TIME, FILE; section HEADWEAR when the sender says that it is
/// covered for reasons.
void showSource(View&, const domain::Photo&);
/// The photo that a family looks at: the newer one.
const domain::Photo* newestPhoto(const domain::PhotoFile&);

} // namespace esek::server
