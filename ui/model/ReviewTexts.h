#pragma once
#include "app/Office.h"

#include <string>
#include <utility>
#include <vector>

/// Sentences of the photo view that are made from data. UTF-8, current language.
namespace esek::ui::model {

std::string listName(const storage::PhotoRow&);     ///< "Kowalska Anna"
std::string nameAndClass(const storage::PhotoRow&); ///< "Kowalska Anna, 1A"
/// "Adam Kowalski (rodzic)", "Anna Nowak (sekretariat) w imieniu rodzica lub opiekuna: Adam Kowalski".
std::string senderText(const domain::Actor&);
std::string channelText(domain::PhotoChannel); ///< "Panel"
std::string roleText(domain::Role);
std::string sizeText(int width, int height); ///< "600 x 800"
std::string bytesText(std::int64_t);         ///< "312 kB"
std::string reasonsText(const std::vector<domain::RejectionReason>&, const std::string& note);
/// "Wyjątek: nakrycie głowy – względy religijne".
std::string exceptionText(const domain::PhotoExceptionFlag&);
/// One line of the history of a photo, e.g. "Zaakceptowane". Empty for what a clerk need not see.
std::string historyText(const domain::Mutation&);
/// The key that picks the reason with this place in the list: 1 ... 9, then a, b ...
char reasonKey(std::size_t index);

/// Label and value beside a photo: when, who, from where, file, size.
using Facts = std::vector<std::pair<std::string, std::string>>;
Facts photoFacts(const domain::Photo&);

/// What happened to a pupil's photo, newest first, and what the family was told last.
struct PhotoHistory {
    Facts changes;
    Facts message;
};
/// On a worker.
Result<PhotoHistory> photoHistory(app::Office&, const domain::StudentId&);

} // namespace esek::ui::model
