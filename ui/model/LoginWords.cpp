#include "ui/model/LoginWords.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"

namespace esek::ui::model {

using app::PortalService;

namespace {

std::string counted(const std::string& sentence, int count) {
    return format(runtime(sentence), fmt::arg("n", count));
}

std::size_t size(int count) {
    return static_cast<std::size_t>(count);
}

} // namespace

std::string planWords(const PortalService::Plan& plan) {
    std::string words;
    const auto add = [&](const std::string& sentence) { words += (words.empty() ? "" : " ") + sentence; };
    if (plan.issued > 0)
        add(counted(trn("{n} login will be made.", "{n} logins will be made.", size(plan.issued)),
                    plan.issued));
    else
        add(tr("There is nobody to make a login for."));
    if (plan.voided > 0)
        add(counted(trn("{n} of these people has a login already: the earlier slip and password stop working "
                        "and an open session ends.",
                        "{n} of these people have a login already: the earlier slips and passwords stop "
                        "working and open sessions end.",
                        size(plan.voided)),
                    plan.voided));
    if (plan.kept > 0)
        add(counted(trn("{n} login that is there stays as it is.",
                        "{n} logins that are there stay as they are.", size(plan.kept)),
                    plan.kept));
    if (plan.withoutPerson > 0)
        add(counted(
            trn("{n} pupil has no parent or guardian in the data and gets none; add the person first.",
                "{n} pupils have no parent or guardian in the data and get none; add the persons "
                "first.",
                size(plan.withoutPerson)),
            plan.withoutPerson));
    return words;
}

std::string issuedWords(const PortalService::Slips& slips, const std::string& file) {
    const std::size_t n = slips.issued.size();
    if (n == 0)
        return tr("All of them have a login already. Nothing was written.");
    std::string words = format(
        runtime(trn("The slip with {n} login is in {file}.", "The slips with {n} logins are in {file}.", n)),
        fmt::arg("n", n), fmt::arg("file", file));
    if (slips.stopped)
        words += " " + tr("Then it stopped:") + " " + loginErrorWords(*slips.stopped) + " " +
                 tr("Make the others with “Only those who have no login yet”.");
    else
        words += " " + tr("Earlier slips of these people no longer work.");
    return words;
}

std::string lostWords(const Error& error) {
    return describe(error) + " " +
           tr("The new logins are made, but their slips are lost. Make the logins of the same pupils anew, "
              "also "
              "of those who have one.");
}

std::string loginErrorWords(const Error& error) {
    switch (error.code) {
    case ErrorCode::serverUnreachable:
        return tr(
            "The server cannot be reached, and it is the server that makes logins. Look at the network, "
            "then try again.");
    case ErrorCode::notEnrolled:
        return tr("This computer does not work with a server yet, and it is the server that makes logins. "
                  "Join it in the view Synchronisation.");
    case ErrorCode::unknownStudent:
        return tr("The server does not know these pupils yet. Synchronise in the view Synchronisation, then "
                  "try again.");
    default:
        return describe(error);
    }
}

std::string guardianLabel(const domain::Guardian& g) {
    return g.name + " (" + domain::label(g.relation) + ")";
}

} // namespace esek::ui::model
