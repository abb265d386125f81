#include "server/mail/LetterText.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "domain/Photo.h"

namespace esek::server {

namespace {

/// Of a letter about a personal account, which belongs to no school.
std::string personalFrame(const std::string& text, const std::string& publicUrl) {
    return tr("Good morning,") + "\n\n" + text + "\n\n-- \n" +
           tr("This message was sent by a program; nobody reads answers to it.") + "\n" + publicUrl + "/\n";
}

WrittenLetter personalStart(const Letter& letter, const std::string& publicUrl) {
    const std::string text =
        tr("Somebody asked for a link to a personal account in the families' panel with this address. To "
           "open "
           "a new account, or to set a new password, open this link:") +
        "\n" + publicUrl + "/register/" + letter.secret + "\n\n" +
        tr("The link is good for one hour. If you know nothing about this, do nothing: nothing changes.");
    return {tr("Your personal account"), personalFrame(text, publicUrl)};
}

WrittenLetter personalChange(const Letter& letter, const std::string& publicUrl) {
    const std::string text =
        tr("This address was typed as the new one of a personal account in the families' panel. To confirm "
           "that it is yours, open this link and press the button:") +
        "\n" + publicUrl + "/register/" + letter.secret + "\n\n" +
        tr("The link is good for one hour. If you know nothing about this, do nothing: nothing changes.");
    return {tr("Confirm your e-mail address"), personalFrame(text, publicUrl)};
}

WrittenLetter personalChanged(const std::string& publicUrl) {
    const std::string text =
        tr("The e-mail address of your personal account in the families' panel was changed. From now on you "
           "log in with the new one.") +
        "\n\n" + tr("If it was not you, tell the school office at once.");
    return {tr("The address of your account was changed"), personalFrame(text, publicUrl)};
}

std::string frame(const Letter& letter, const std::string& text, const std::string& publicUrl) {
    return tr("Good morning,") + "\n\n" + text + "\n\n" + letter.school + "\n\n-- \n" +
           tr("This message was sent by a program; nobody reads answers to it.") + " " +
           tr("Whether and where news are sent can be changed here:") + "\n" + publicUrl + "/notifications\n";
}

WrittenLetter news(const Letter& letter, const std::string& publicUrl) {
    std::string text =
        format(runtime(tr("There is news about the photo for the school identity card of {}:")),
               letter.firstName) +
        "\n";
    for (const domain::SystemMessage& message : letter.news)
        text += "\n- " + toPolishLocal(message.at) + ": " + domain::familyLabel(message.to);
    text += "\n\n" + tr("Details, and what can be done now:") + "\n" + publicUrl + "/messages";
    return {tr("News about the photo for the school identity card"), frame(letter, text, publicUrl)};
}

WrittenLetter confirm(const Letter& letter, const std::string& publicUrl) {
    const std::string text =
        format(runtime(tr("This address was typed in the panel for news about the photo of {}.")),
               letter.firstName) +
        "\n\n" + tr("To confirm that the address is yours, open this link and press the button:") + "\n" +
        publicUrl + "/mail/" + letter.secret + "\n\n" +
        tr("The link is good for 24 hours. If you know nothing about this, do nothing: no more mails will "
           "come.");
    return {tr("Confirm your e-mail address"), frame(letter, text, publicUrl)};
}

WrittenLetter otherMail(const Letter& letter, const std::string& publicUrl) {
    const std::string text =
        format(
            runtime(tr("News about the photo of {} no longer come to this address, because the address was "
                       "changed or removed in the panel.")),
            letter.firstName) +
        "\n\n" + tr("If it was not you, log in, change the password, and tell the school office:") + "\n" +
        publicUrl + "/account";
    return {tr("The e-mail address for news was changed"), frame(letter, text, publicUrl)};
}

} // namespace

WrittenLetter written(const Letter& letter, const std::string& publicUrl) {
    switch (letter.kind) {
    case MailKind::news:
        return news(letter, publicUrl);
    case MailKind::confirm:
        return confirm(letter, publicUrl);
    case MailKind::personalStart:
        return personalStart(letter, publicUrl);
    case MailKind::personalChange:
        return personalChange(letter, publicUrl);
    case MailKind::personalChanged:
        return personalChanged(publicUrl);
    case MailKind::otherMail:
        break;
    }
    return otherMail(letter, publicUrl);
}

} // namespace esek::server
