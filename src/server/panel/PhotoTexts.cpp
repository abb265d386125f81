#include "server/panel/PhotoTexts.h"

#include "base/Translate.h"
#include "domain/OnBehalf.h"

namespace esek::server {

namespace {

std::string placeText(domain::PhotoChannel channel) {
    switch (channel) {
    case domain::PhotoChannel::panel:
        return tr("Panel");
    case domain::PhotoChannel::office:
    case domain::PhotoChannel::import:
    case domain::PhotoChannel::scanner:
        return tr("School office");
    case domain::PhotoChannel::previousPhoto:
        return tr("Previous photo");
    }
    return {};
}

} // namespace

std::string photoUrl(const Visit& v) {
    return "/pupils/" + v.login().student + "/photo";
}

std::string firstName(const domain::Student& s) {
    return s.givenNames.substr(0, s.givenNames.find(' '));
}

const char* statusSection(domain::PhotoStatus status) {
    switch (status) {
    case domain::PhotoStatus::none:
        return "NO_PHOTO";
    case domain::PhotoStatus::pending:
        return "PENDING";
    case domain::PhotoStatus::accepted:
        return "ACCEPTED";
    case domain::PhotoStatus::rejected:
        return "REJECTED";
    case domain::PhotoStatus::changeRequested:
        return "CHANGE";
    case domain::PhotoStatus::deletionRequested:
        return "DELETION";
    }
    return "NO_PHOTO";
}

void showStatus(View& view, const domain::PhotoFile& file) {
    view.set("STATUS", familyLabel(file.status())).set("STATUS_CLASS", std::string(toString(file.status())));
    const auto* rejected = std::get_if<domain::RejectedPhoto>(&file.state);
    if (!rejected)
        return;
    for (const domain::RejectionReason reason : rejected->rejection.reasons)
        view.add("REASON").set("REASON_TEXT", describe(reason));
    if (!rejected->rejection.note.empty())
        view.add("NOTE").set("NOTE_TEXT", rejected->rejection.note);
}

std::string roleText(domain::Role role) {
    switch (role) {
    case domain::Role::guardian:
        return tr("parent or guardian");
    case domain::Role::student:
        return tr("pupil");
    default:
        return tr("school office");
    }
}

void showAdvice(View& view, const std::vector<domain::RejectionReason>& reasons) {
    if (reasons.empty())
        return;
    View& advice = view.add("ADVICE");
    for (const domain::RejectionReason reason : reasons)
        advice.add("HINT").set("HINT_TEXT",
                               // A program that sees no face may be wrong; a person would not say so lightly.
                               reason == domain::RejectionReason::noFace
                                   ? tr("The program does not find the face. It should be well lit and look "
                                        "into the camera.")
                                   : describe(reason));
}

std::string senderText(const domain::Actor& sender) {
    const std::string role = roleText(sender.role);
    if (sender.onBehalfOf)
        return role + " " + domain::onBehalfText(sender);
    // The clerk's name is the office's business.
    return !domain::isFamily(sender.role) || sender.name.empty() ? role : sender.name + " (" + role + ")";
}

void showSource(View& view, const domain::Photo& photo) {
    view.set("SENDER", senderText(photo.source.sender));
    view.set("PLACE", placeText(photo.source.channel));
    view.set("TIME", toPolishLocal(photo.source.sentAt));
    view.set("FILE", photo.source.fileName);
    view.show("HEADWEAR", photo.source.asksForHeadwear);
}

const domain::Photo* newestPhoto(const domain::PhotoFile& file) {
    if (const auto* proposed = file.proposed())
        return proposed;
    if (const auto* rejected = std::get_if<domain::RejectedPhoto>(&file.state))
        return &rejected->photo;
    return file.accepted();
}

} // namespace esek::server
