#include "domain/CleanChange.h"

#include "base/CleanText.h"

namespace esek::domain {

namespace {

void line(std::string& text) {
    text = normaliseText(text);
}
void lines(std::string& text) {
    text = normaliseText(text, TextShape::lines);
}

/// A change without such texts has its line too: a new one is asked for here by the compiler.
struct Clean {
    void operator()(SubmitPhoto&) const {}
    void operator()(WithdrawRequest&) const {}
    void operator()(RequestDeletion& r) const { lines(r.reason); }
    void operator()(AcceptPhoto&) const {}
    void operator()(RejectPhoto& r) const { lines(r.note); }
    void operator()(KeepCurrent& k) const { lines(k.note); }
    void operator()(TakeNew&) const {}
    void operator()(ApproveDeletion& a) const { lines(a.note); }
    void operator()(RefuseDeletion& r) const { lines(r.note); }
    void operator()(AllowPrinting&) const {}
    void operator()(SetCrop&) const {}
    void operator()(UndoDecision&) const {}
    void operator()(PutStudent&) const {}
    void operator()(PutSchool& p) const { cleanTexts(p.school); }
    void operator()(IssueCard&) const {}
    void operator()(MarkCard& m) const { lines(m.reason); }
    void operator()(PutBatch&) const {}
    void operator()(PutGuardian& p) const {
        line(p.guardian.name);
        line(p.guardian.email);
    }
    void operator()(PlaceMark&) const {}
    void operator()(VoidMark& v) const { lines(v.reason); }
    void operator()(AskDuplicate& a) const {
        lines(a.request.note);
        line(a.request.payment);
    }
    void operator()(NotePayment& p) const { line(p.payment); }
    void operator()(FulfilDuplicate&) const {}
    void operator()(WithdrawDuplicate& w) const { lines(w.reason); }
    void operator()(ReceiveBlanks& r) const {
        line(r.delivery.cardType);
        line(r.delivery.document);
    }
    void operator()(VoidDelivery& v) const { lines(v.reason); }
    void operator()(BookBlank& b) const {
        lines(b.blank.reason);
        line(b.blank.protocol);
    }
    void operator()(PhotoChange& c) const { std::visit(*this, c); }
    void operator()(MarkChange& c) const { std::visit(*this, c); }
    void operator()(DuplicateChange& c) const { std::visit(*this, c); }
    void operator()(DeliveryChange& c) const { std::visit(*this, c); }
    void operator()(CardChange& c) const { std::visit(*this, c); }
};

} // namespace

void cleanTexts(School& school) {
    for (std::string* text :
         {&school.name, &school.headteacher, &school.address.street, &school.address.postcode,
          &school.address.city, &school.rspo, &school.numberPattern})
        line(*text);
}

void cleanTexts(Change& change) {
    std::visit(Clean{}, change);
}

} // namespace esek::domain
