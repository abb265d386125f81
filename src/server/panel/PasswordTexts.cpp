#include "server/panel/PasswordTexts.h"

#include "base/Translate.h"
#include "domain/CheckText.h"

namespace esek::server {

namespace {
constexpr std::size_t kShortestName = 3; // bytes
}

std::string passwordSentence(PasswordFault fault) {
    switch (fault) {
    case PasswordFault::tooShort:
        return tr("The password is too short. At least 8 characters are needed.");
    case PasswordFault::tooLong:
        return tr("The password is too long. At most 128 characters are allowed.");
    case PasswordFault::common:
        return tr("This password is among those that are tried first. Choose another one.");
    case PasswordFault::holdsLogin:
        return tr("The password must not hold the login.");
    }
    return {};
}

bool isPersonName(const std::string& name) {
    static constexpr domain::TextRule kName{ESEK_N_("name of the person"), domain::kTitleCharacters};
    return name.size() >= kShortestName && domain::checkText(name, kName).ok();
}

} // namespace esek::server
