#include "ui/model/SyncWords.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"

#include <charconv>

namespace esek::ui::model {

namespace {

using State = sync::LoopStatus::State;

bool offline(const sync::LoopStatus& s, bool before) {
    return s.state == State::offline ||
           (s.state == State::working && before && s.phase == sync::Phase::meeting);
}

std::string phaseText(const sync::LoopStatus& s) {
    const auto counted = [&](const std::string& words) {
        return s.total > 0 ? format(fmt::runtime(tr("{} {} of {}")), words, s.done, s.total) : words;
    };
    switch (s.phase) {
    case sync::Phase::sending:
        return counted(tr("sending decisions and photos"));
    case sync::Phase::fetching:
        // Without a total it is the first time: the count of records says that it goes on.
        return s.total == 0 && s.done > 0
                   ? format(fmt::runtime(tr("fetching the school's data, {} so far")), s.done)
                   : tr("fetching changes");
    case sync::Phase::photos:
        return counted(tr("fetching photos"));
    case sync::Phase::meeting:
        break;
    }
    return tr("connecting with the server");
}

/// How many records the error speaks of.
std::size_t countOf(const Error& error) {
    const std::string text = error.value("count");
    std::size_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
}

std::string counted(const std::string& words, const Error& error) {
    return format(fmt::runtime(words), countOf(error));
}

void add(std::string& line, const std::string& more) {
    if (!more.empty())
        line += (line.empty() ? "" : " · ") + more;
}

std::string conflictsText(std::int64_t n) {
    if (n <= 0)
        return {};
    return format(
        fmt::runtime(trn("{} matter to look at", "{} matters to look at", static_cast<unsigned long>(n))), n);
}

std::string stoppedHeadline(const Error& error) {
    if (error.code == ErrorCode::serverNotTrusted)
        return tr("The server cannot be trusted");
    if (error.code == ErrorCode::serverProtocol && error.value("older") == "server")
        return tr("The server needs a newer version of its program");
    if (error.code == ErrorCode::serverProtocol && error.value("older") == "program")
        return tr("This computer needs the newest version of the program");
    return tr("Synchronisation has stopped and waits for you");
}

/// What stopped the sync, for a clerk.
std::string stoppedProblem(const Error& error) {
    if (error.code == ErrorCode::serverProtocol && error.value("older") == "server")
        return tr(
            "The server's program is older than the one on this computer, and they no longer understand "
            "each other. Tell the administrator of the server. You can go on working: what waits to be "
            "sent stays here and leaves once the server has been brought up to date.");
    if (error.code == ErrorCode::serverProtocol && error.value("older") == "program")
        return tr("The server has been brought up to date and no longer understands the program on this "
                  "computer. Install the newest version of e-Sekretariat. You can go on working: what waits "
                  "to be sent stays here and leaves afterwards.");
    if (error.code == ErrorCode::serverNotTrusted)
        return describe(error) + " " +
               tr("Somebody may be pretending to be the server, so do not go round this. You can go on "
                  "working: what you decide is kept here.");
    return describe(error);
}

/// Programs of different ages that still understand each other, but not everything.
std::string agesText(const sync::LoopStatus& status) {
    const auto& s = status.summary;
    std::string text;
    if (s.laterRows > 0)
        text =
            format(fmt::runtime(trn("{} record from the server can only be read by a newer version of the "
                                    "program. Install it on this computer.",
                                    "{} records from the server can only be read by a newer version of the "
                                    "program. Install it on this computer.",
                                    static_cast<unsigned long>(s.laterRows))),
                   s.laterRows);
    if (s.refusedRows > 0)
        text +=
            (text.empty() ? "" : " ") +
            format(fmt::runtime(trn("{} record from the server does not fit what is here and was not taken "
                                    "over. Nothing here has changed. Tell the administrator of the server.",
                                    "{} records from the server do not fit what is here and were not taken "
                                    "over. Nothing here has changed. Tell the administrator of the server.",
                                    static_cast<unsigned long>(s.refusedRows))),
                   s.refusedRows);
    if (s.forLaterServer > 0)
        text +=
            (text.empty() ? "" : " ") +
            format(fmt::runtime(trn("{} change waits until the server has a newer version of its program. "
                                    "Tell the administrator of the server.",
                                    "{} changes wait until the server has a newer version of its program. "
                                    "Tell the administrator of the server.",
                                    static_cast<unsigned long>(s.forLaterServer))),
                   s.forLaterServer);
    return text;
}

} // namespace

SyncCure cureOf(const Error& error) {
    switch (error.code) {
    case ErrorCode::serverUnauthorized:
        return SyncCure::rejoin;
    case ErrorCode::removalNeedsConsent:
        return SyncCure::removal;
    case ErrorCode::changesNeedConsent:
        return SyncCure::changes;
    case ErrorCode::notEnrolled:
        return SyncCure::none;
    default:
        return SyncCure::again; // after an update, after the disk was cleared
    }
}

std::string cureLabel(SyncCure cure, const Error& error) {
    switch (cure) {
    case SyncCure::rejoin:
        return tr("Join again with a new code");
    case SyncCure::changes:
        return tr("I agree to these changes");
    case SyncCure::removal:
        return error.value("count").empty()
                   ? tr("I agree to the removal")
                   : counted(trn("I agree to the removal of {} record",
                                 "I agree to the removal of {} records", countOf(error)),
                             error);
    case SyncCure::sendAgain:
        return error.value("count").empty()
                   ? tr("Send them again")
                   : counted(trn("Send {} record again", "Send {} records again", countOf(error)), error);
    case SyncCure::again:
        return tr("Try again");
    case SyncCure::none:
        break;
    }
    return {};
}

std::string waitingText(std::int64_t n) {
    if (n <= 0)
        return tr("Nothing waits to be sent");
    return format(fmt::runtime(trn("{} decision waits to be sent", "{} decisions wait to be sent",
                                   static_cast<unsigned long>(n))),
                  n);
}

std::string timeText(Timestamp at, Date today) {
    const std::string text = toPolishLocal(at); // "21.11.2026; 12:11:32"
    const std::string day = text.substr(0, 10);
    const std::string hour = text.substr(12, 5);
    return day == toPolish(today) ? format(fmt::runtime(tr("at {}")), hour)
                                  : format(fmt::runtime(tr("{} at {}")), day, hour);
}

SyncWords syncWords(const sync::LoopStatus& s, bool offlineBefore, Date today) {
    using Mood = SyncWords::Mood;
    SyncWords w;
    w.waiting = waitingText(s.summary.waiting);
    if (s.summary.wantedBlobs > 0 && s.state != State::working)
        add(w.waiting, format(fmt::runtime(trn("{} photo is still to come", "{} photos are still to come",
                                               static_cast<unsigned long>(s.summary.wantedBlobs))),
                              s.summary.wantedBlobs));
    w.contact = s.lastContact ? format(fmt::runtime(tr("Last contact with the server {}")),
                                       timeText(*s.lastContact, today))
                              : tr("The server has not been reached yet");
    if (offline(s, offlineBefore)) {
        w.headline = tr("Working without a network");
        w.problem = tr("You can go on working. What you decide is kept here and leaves by itself once the "
                       "server can be reached.");
        if (s.error && !s.error->value("reason").empty())
            add(w.contact, s.error->value("reason"));
        if (s.error && s.error->value("limit") == "hour") {
            w.headline = tr("The server asks this computer to wait");
            w.problem = describe(*s.error);
        }
        return w;
    }
    switch (s.state) {
    case State::working:
        w.mood = Mood::working;
        w.headline = tr("Synchronisation is under way");
        w.progress = phaseText(s);
        w.done = s.done;
        w.total = s.total;
        break;
    case State::online:
        w.mood = Mood::good;
        w.headline = tr("Everything is synchronised");
        if (s.summary.waiting > 0)
            w.headline = tr("Connected with the server");
        w.problem = agesText(s);
        break;
    case State::attention:
        w.mood = Mood::attention;
        w.headline = tr("Synchronisation has stopped and waits for you");
        if (s.error) {
            w.headline = stoppedHeadline(*s.error);
            w.problem = stoppedProblem(*s.error);
            w.cure = cureOf(*s.error);
            w.cureLabel = cureLabel(w.cure, *s.error);
            if (w.cure == SyncCure::removal) {
                w.otherCure = SyncCure::sendAgain;
                w.otherLabel = cureLabel(w.otherCure, *s.error);
            }
        }
        break;
    case State::off:
    case State::offline:
        w.headline = tr("Working without a network");
        break;
    }
    if (const auto question = app::SyncService::heldBack(s.summary); question && s.state == State::online) {
        w.mood = Mood::attention;
        w.headline = tr("The server wants to change very much at once");
        w.problem = describe(*question);
        w.cure = cureOf(*question);
        w.cureLabel = cureLabel(w.cure, *question);
    }
    return w;
}

std::string statusLine(const sync::LoopStatus& s, bool joined, bool offlineBefore, Date today) {
    if (!joined)
        return tr("Working on this computer alone, without a server");
    std::string line;
    if (offline(s, offlineBefore) || s.state == State::off)
        line = tr("Working without a network");
    else if (s.state == State::working)
        line = format(fmt::runtime(tr("Synchronisation: {}")), phaseText(s));
    else if (s.state == State::attention && s.error && s.error->code == ErrorCode::serverNotTrusted)
        line = tr("The server cannot be trusted: see the view Synchronisation");
    else if (s.state == State::attention)
        line = tr("Synchronisation has stopped: see the view Synchronisation");
    else
        line = s.lastContact ? format(fmt::runtime(tr("Synchronised {}")), timeText(*s.lastContact, today))
                             : tr("Synchronised");
    if (app::SyncService::heldBack(s.summary))
        add(line, tr("very many changes wait for your consent"));
    if (s.summary.waiting > 0)
        add(line, waitingText(s.summary.waiting));
    add(line, conflictsText(s.summary.conflicts));
    return line;
}

} // namespace esek::ui::model
