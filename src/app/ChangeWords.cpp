#include "app/ChangeWords.h"

#include "base/CleanText.h"
#include "base/Format.h"
#include "base/Translate.h"

namespace esek::app {

using namespace domain;

namespace {

std::string with(const std::string& text, const std::string& note) {
    return note.empty() ? text : text + ": " + note;
}

std::string reasonsOf(const std::vector<RejectionReason>& reasons, const std::string& note) {
    std::string text;
    for (const RejectionReason r : reasons)
        text += (text.empty() ? "" : ", ") + label(r);
    return note.empty() ? text : text + (text.empty() ? "" : ", ") + note;
}

struct ChangeText {
    std::string operator()(const SubmitPhoto& s) const {
        return s.accept ? tr("A new photo was put in and accepted") : tr("A new photo was sent");
    }
    std::string operator()(const WithdrawRequest&) const { return tr("The request was withdrawn"); }
    std::string operator()(const RequestDeletion& r) const {
        return with(tr("Deletion of the photo was asked for"), r.reason);
    }
    std::string operator()(const AcceptPhoto&) const { return tr("The photo was accepted"); }
    std::string operator()(const RejectPhoto& r) const {
        return with(tr("The photo was rejected"), reasonsOf(r.reasons, r.note));
    }
    std::string operator()(const KeepCurrent& k) const {
        return with(tr("The present photo was kept"), reasonsOf(k.reasons, k.note));
    }
    std::string operator()(const TakeNew&) const { return tr("The new photo was chosen"); }
    std::string operator()(const ApproveDeletion& a) const {
        return with(tr("The photo was deleted"), a.note);
    }
    std::string operator()(const RefuseDeletion& r) const {
        return with(tr("The deletion was refused"), r.note);
    }
    std::string operator()(const AllowPrinting& p) const {
        return p.allow ? tr("Printing with the present photo was allowed")
                       : tr("Printing with the present photo was forbidden");
    }
    std::string operator()(const SetCrop&) const { return tr("The crop of the photo was set"); }
    std::string operator()(const UndoDecision&) const { return tr("The decision was taken back"); }
    std::string operator()(const IssueCard& i) const {
        return format(fmt::runtime(tr("Card {} was issued")), i.card.number);
    }
    std::string operator()(const MarkCard& m) const {
        if (m.takesBack)
            return format(fmt::runtime(tr("The mark “{}” of the card was taken back")), label(*m.takesBack));
        return with(tr("The card was marked") + " „" + label(m.state) + "”", m.reason);
    }
    std::string operator()(const PutStudent& p) const {
        std::string text = p.student.surname + " " + p.student.givenNames + ", " + p.student.classUnit;
        if (p.student.birthDate)
            text += ", " + toPolish(*p.student.birthDate);
        if (!p.student.registerNumber.empty())
            text += ", " + tr("register number") + " " + p.student.registerNumber;
        if (p.student.left)
            text += ", " + tr("has left the school");
        return tr("The pupil's data were saved") + ": " + text;
    }
    std::string operator()(const PutSchool& p) const {
        return tr("The school's data were saved") + ": " + p.school.name + ", " + p.school.headteacher;
    }
    std::string operator()(const PutBatch& p) const {
        return format(fmt::runtime(tr("Batch {} was made")), p.batch.number);
    }
    std::string operator()(const PutGuardian& p) const {
        const Guardian& g = p.guardian;
        if (g.removed)
            return tr("A parent or guardian was removed from the pupil's data");
        std::string text = g.name + " (" + label(g.relation) + ")";
        if (!g.email.empty())
            text += ", " + g.email;
        return tr("A parent or guardian was saved") + ": " + text;
    }
    std::string operator()(const PlaceMark& p) const {
        return format(fmt::runtime(tr("The validity mark until {} was put on place {}")),
                      toPolish(p.mark.validUntil), p.mark.place);
    }
    std::string operator()(const VoidMark& v) const {
        return with(format(fmt::runtime(tr("The validity mark until {} was voided")), toPolish(v.validUntil)),
                    v.reason);
    }
    std::string operator()(const AskDuplicate& a) const {
        const std::string fee =
            a.request.fee == 0 ? tr("free of charge") : tr("fee") + " " + moneyText(a.request.fee);
        return with(tr("A new card was asked for") + ": " + label(a.request.reason) + ", " + fee,
                    a.request.note);
    }
    std::string operator()(const NotePayment& p) const {
        return with(tr("The payment for the duplicate was noted"), p.payment);
    }
    std::string operator()(const FulfilDuplicate&) const { return tr("The card was replaced by a new one"); }
    std::string operator()(const WithdrawDuplicate& w) const {
        return with(tr("The request for a new card was withdrawn"), w.reason);
    }
    std::string operator()(const ReceiveBlanks& r) const {
        return format(fmt::runtime(tr("The blanks {} were received")), r.delivery.range());
    }
    std::string operator()(const VoidDelivery& v) const {
        return with(tr("The delivery of blanks was taken back"), v.reason);
    }
    std::string operator()(const BookBlank& b) const {
        if (b.takesBack)
            return format(fmt::runtime(tr("The entry “{}” of the blank {} was taken back")),
                          label(*b.takesBack), b.blank.text());
        return with(
            format(fmt::runtime(tr("The blank {} was booked: {}")), b.blank.text(), label(b.blank.state)),
            b.blank.reason);
    }
    std::string operator()(const PhotoChange& c) const { return std::visit(*this, c); }
    std::string operator()(const MarkChange& c) const { return std::visit(*this, c); }
    std::string operator()(const DuplicateChange& c) const { return std::visit(*this, c); }
    std::string operator()(const DeliveryChange& c) const { return std::visit(*this, c); }
    std::string operator()(const CardChange& c) const { return std::visit(*this, c); }
};

} // namespace

std::string changeText(const Mutation& m) {
    // Another office's change comes as it was made, and what it says is not checked at the pull.
    return shownText(std::visit(ChangeText{}, m.change), TextShape::lines);
}

} // namespace esek::app
