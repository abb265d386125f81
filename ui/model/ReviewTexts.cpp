#include "ui/model/ReviewTexts.h"

#include "base/Format.h"
#include "base/Number.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/OnBehalf.h"
#include "domain/RoleLabel.h"

namespace esek::ui::model {

using domain::PhotoChannel;
using domain::Role;

std::string listName(const storage::PhotoRow& r) {
    return r.surname + " " + r.givenNames;
}

std::string nameAndClass(const storage::PhotoRow& r) {
    return r.classUnit.empty() ? listName(r) : listName(r) + ", " + r.classUnit;
}

std::string roleText(Role role) {
    return domain::label(role);
}

std::string senderText(const domain::Actor& a) {
    const std::string who = a.name.empty() ? roleText(a.role) : format("{} ({})", a.name, roleText(a.role));
    return a.onBehalfOf ? who + " " + domain::onBehalfText(a) : who;
}

std::string channelText(PhotoChannel c) {
    switch (c) {
    case PhotoChannel::panel:
        return tr("Panel");
    case PhotoChannel::office:
        return tr("School office");
    case PhotoChannel::import:
        return tr("Import");
    case PhotoChannel::scanner:
        return tr("Scanner");
    case PhotoChannel::previousPhoto:
        return tr("Earlier photo");
    }
    return {};
}

std::string sizeText(int width, int height) {
    return format("{} × {} px", width, height);
}

std::string bytesText(std::int64_t bytes) {
    if (bytes < 1'000'000)
        return format("{} kB", (bytes + 999) / 1000);
    return numberText(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

std::string reasonsText(const std::vector<domain::RejectionReason>& reasons, const std::string& note) {
    std::vector<std::string> parts;
    for (const auto r : reasons)
        parts.push_back(domain::label(r));
    if (!note.empty())
        parts.push_back(note);
    return join(parts, "; ");
}

std::string exceptionText(const domain::PhotoExceptionFlag& e) {
    return format(fmt::runtime(tr("Exception: {kind} – {reason}")), fmt::arg("kind", domain::label(e.kind)),
                  fmt::arg("reason", e.reason));
}

char reasonKey(std::size_t index) {
    return static_cast<char>(index < 9 ? '1' + index : 'a' + (index - 9));
}

namespace {

struct History {
    std::string operator()(const domain::SubmitPhoto& s) const {
        return s.accept ? tr("Added and accepted") : tr("Photo sent");
    }
    std::string operator()(const domain::WithdrawRequest&) const { return tr("Withdrawn by the sender"); }
    std::string operator()(const domain::RequestDeletion&) const { return tr("Deletion asked for"); }
    std::string operator()(const domain::AcceptPhoto&) const { return tr("Accepted"); }
    std::string operator()(const domain::RejectPhoto& r) const {
        return format("{}: {}", tr("Rejected"), reasonsText(r.reasons, r.note));
    }
    std::string operator()(const domain::KeepCurrent&) const { return tr("Present photo kept"); }
    std::string operator()(const domain::TakeNew&) const { return tr("New photo taken"); }
    std::string operator()(const domain::ApproveDeletion&) const { return tr("Photo deleted"); }
    std::string operator()(const domain::RefuseDeletion&) const { return tr("Deletion refused"); }
    std::string operator()(const domain::AllowPrinting& p) const {
        return p.allow ? tr("Printing with the present photo allowed")
                       : tr("Printing with the present photo not allowed");
    }
    std::string operator()(const domain::SetCrop&) const { return tr("Crop changed"); }
    std::string operator()(const domain::UndoDecision&) const { return tr("Decision taken back"); }
};

} // namespace

std::string historyText(const domain::Mutation& m) {
    const auto* change = std::get_if<domain::PhotoChange>(&m.change);
    return change ? std::visit(History{}, *change) : std::string();
}

Result<PhotoHistory> photoHistory(app::Office& office, const domain::StudentId& student) {
    return guarded([&] {
        PhotoHistory history;
        storage::AuditFilter changes;
        changes.entityId = student.uuid;
        changes.limit = 12;
        for (const auto& row : office.replica().history().audit(changes).value()) {
            const std::string text = historyText(row.mutation);
            if (!text.empty())
                history.changes.emplace_back("", toPolishLocal(row.mutation.at) + " " + text + " – " +
                                                     senderText(row.mutation.by));
        }
        storage::MessageFilter last;
        last.student = student;
        last.limit = 1;
        for (const auto& row : office.replica().history().messages(last).value())
            history.message.emplace_back("", toPolishLocal(row.message.at) + " " + row.message.text());
        return history;
    });
}

Facts photoFacts(const domain::Photo& photo) {
    Facts facts;
    facts.emplace_back(tr("Sent"), toPolishLocal(photo.source.sentAt));
    facts.emplace_back(tr("Sender"), senderText(photo.source.sender));
    facts.emplace_back(tr("From"), channelText(photo.source.channel));
    if (!photo.source.fileName.empty())
        facts.emplace_back(tr("File"), photo.source.fileName);
    if (photo.source.asksForHeadwear)
        facts.emplace_back(tr("Headwear"), tr("for religious or medical reasons, as the family says"));
    facts.emplace_back(tr("Size"),
                       format("{}, {}", sizeText(photo.width, photo.height), bytesText(photo.byteCount)));
    return facts;
}

} // namespace esek::ui::model
