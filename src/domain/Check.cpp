#include "domain/Check.h"

#include "base/MailAddress.h"
#include "base/Translate.h"
#include "domain/CheckText.h"

#include <algorithm>

namespace esek::domain {

namespace {

constexpr TextRule kSurname{ESEK_N_("surname"), kNameCharacters};
constexpr TextRule kGivenNames{ESEK_N_("given names"), kNameCharacters};
constexpr TextRule kClass{ESEK_N_("class"), kValueCharacters};
constexpr TextRule kRegisterNumber{ESEK_N_("register number"), kValueCharacters};
constexpr TextRule kDocument{ESEK_N_("document"), kValueCharacters};
constexpr TextRule kCardType{ESEK_N_("card type"), kValueCharacters};
constexpr TextRule kException{ESEK_N_("reason of the exception"), kNoteCharacters, TextShape::lines};
constexpr TextRule kNote{ESEK_N_("note"), kNoteCharacters, TextShape::lines};
constexpr TextRule kCardNumber{ESEK_N_("card number"), kValueCharacters};
constexpr TextRule kSchoolName{ESEK_N_("name of the school"), kTitleCharacters};
constexpr TextRule kAddress{ESEK_N_("address"), kTitleCharacters};
constexpr TextRule kHeadteacher{ESEK_N_("headteacher"), kNameCharacters};
constexpr TextRule kPerson{ESEK_N_("name of the person"), kTitleCharacters};
constexpr TextRule kGuardian{ESEK_N_("name of the parent or guardian"), kNameCharacters};
constexpr TextRule kPayment{ESEK_N_("proof of payment"), kTitleCharacters};
constexpr TextRule kSeries{ESEK_N_("series of the blanks"), kValueCharacters};
constexpr TextRule kDeliveryNote{ESEK_N_("number of the document"), kTitleCharacters};
constexpr TextRule kComputer{ESEK_N_("name of the computer"), kTitleCharacters};
constexpr TextRule kFileName{ESEK_N_("file name"), kTitleCharacters};

/// Collects what is wrong with a pupil.
class StudentCheck {
  public:
    StudentCheck(const Student& student, Date today) : m_student(student), m_today(today) {}

    std::vector<StudentFinding> run() {
        name(m_student.surname, kSurname, StudentField::surname, StudentProblem::surnameMissing);
        name(m_student.givenNames, kGivenNames, StudentField::givenNames, StudentProblem::givenNamesMissing);
        text(m_student.classUnit, kClass, StudentField::classUnit);
        text(m_student.registerNumber, kRegisterNumber, StudentField::registerNumber);
        birthDate();
        identity();
        text(m_student.cardType, kCardType, StudentField::cardType);
        for (const PhotoExceptionFlag& exception : m_student.photoExceptions)
            text(exception.reason, kException, StudentField::photoExceptions);
        return std::move(m_found);
    }

  private:
    void add(StudentProblem problem, StudentField field, Error error) {
        m_found.push_back({problem, field, true, std::move(error)});
    }
    void hint(StudentProblem problem, StudentField field) { m_found.push_back({problem, field, false, {}}); }

    void name(const std::string& value, const TextRule& rule, StudentField field, StudentProblem missing) {
        if (value.empty())
            add(missing, field, Error{ErrorCode::valueRequired, "no name", {{"field", tr(rule.field)}}});
        else
            text(value, rule, field);
    }
    void text(const std::string& value, const TextRule& rule, StudentField field) {
        if (const auto checked = checkText(value, rule); !checked)
            add(StudentProblem::textNotFit, field, checked.error());
    }
    void birthDate() {
        if (!m_student.birthDate)
            return;
        if (*m_student.birthDate > m_today)
            add(StudentProblem::birthDateInFuture, StudentField::birthDate,
                Error{ErrorCode::valueInvalid,
                      "birth date",
                      {{"field", tr("birth date")}, {"reason", tr("it lies in the future")}}});
        else if (m_student.pesel && *m_student.birthDate != m_student.pesel->birthDate())
            hint(StudentProblem::birthDateDiffers, StudentField::birthDate);
    }
    void identity() {
        if (const auto& document = m_student.document) {
            if (document->kind.empty() || document->number.empty())
                add(StudentProblem::documentIncomplete, StudentField::document,
                    Error{ErrorCode::valueRequired,
                          "document",
                          {{"field", tr("kind and number of the document")}}});
            text(document->kind, kDocument, StudentField::document);
            text(document->number, kDocument, StudentField::document);
        } else if (!m_student.pesel) {
            hint(StudentProblem::identityMissing, StudentField::pesel);
        }
    }

    const Student& m_student;
    Date m_today;
    std::vector<StudentFinding> m_found;
};

bool sameField(const Student& a, const Student& b, StudentField field) {
    switch (field) {
    case StudentField::surname:
        return a.surname == b.surname;
    case StudentField::givenNames:
        return a.givenNames == b.givenNames;
    case StudentField::classUnit:
        return a.classUnit == b.classUnit;
    case StudentField::registerNumber:
        return a.registerNumber == b.registerNumber;
    case StudentField::birthDate:
        return a.birthDate == b.birthDate;
    case StudentField::pesel:
        return a.pesel == b.pesel;
    case StudentField::document:
        return a.document == b.document;
    case StudentField::cardType:
        return a.cardType == b.cardType;
    case StudentField::photoExceptions:
        return a.photoExceptions == b.photoExceptions;
    }
    return false;
}

void require(const std::string& text, const TextRule& rule) {
    if (const auto checked = checkText(text, rule); !checked)
        throw Exception(checked.error());
}

void require(const Actor& actor) {
    require(actor.name, kPerson);
    require(actor.workstation, kComputer);
    if (actor.onBehalfOf)
        require(actor.onBehalfOf->name, kPerson);
}

void require(const Address& address) {
    for (const std::string* line : {&address.street, &address.postcode, &address.city})
        require(*line, kAddress);
}

void require(const IdentityDocument& document) {
    require(document.kind, kDocument);
    require(document.number, kDocument);
}

void require(const Photo& photo) {
    require(photo.source.sender);
    // A computer may write the letters of a file's name in parts, and archives keep that.
    require(normaliseText(photo.source.fileName), kFileName);
}

void require(const PhotoState& state) {
    PhotoFile file;
    file.state = state;
    for (const Photo* photo : file.photos())
        require(*photo);
    if (const auto* rejected = std::get_if<RejectedPhoto>(&state)) {
        require(rejected->rejection.note, kNote);
        require(rejected->rejection.by);
    }
    const auto* accepted = std::get_if<AcceptedPhoto>(&state);
    if (const auto* deletion = accepted ? std::get_if<DeletionRequest>(&accepted->request) : nullptr) {
        require(deletion->reason, kNote);
        require(deletion->by);
    }
}

/// The texts of each change. A change without texts has its line too: a new one is asked for here by the
/// compiler.
struct Texts {
    const Student* now;
    Date today;

    void operator()(const SubmitPhoto& s) const { require(s.photo); }
    void operator()(const WithdrawRequest&) const {}
    void operator()(const RequestDeletion& r) const { require(r.reason, kNote); }
    void operator()(const AcceptPhoto&) const {}
    void operator()(const RejectPhoto& r) const { require(r.note, kNote); }
    void operator()(const KeepCurrent& k) const { require(k.note, kNote); }
    void operator()(const TakeNew&) const {}
    void operator()(const ApproveDeletion& a) const { require(a.note, kNote); }
    void operator()(const RefuseDeletion& r) const { require(r.note, kNote); }
    void operator()(const AllowPrinting&) const {}
    void operator()(const SetCrop&) const {}
    void operator()(const UndoDecision& u) const { require(u.before); }
    void operator()(const PutStudent& p) const {
        for (const StudentFinding& finding : check(p.student, today))
            if (finding.blocks && !(now && sameField(*now, p.student, finding.field)))
                throw Exception(finding.error);
    }
    void operator()(const PutSchool& p) const {
        require(p.school.name, kSchoolName);
        require(p.school.headteacher, kHeadteacher);
        require(p.school.address);
        for (const std::string* line : {&p.school.rspo, &p.school.numberPattern, &p.school.photoProfile})
            require(*line, kAddress);
        require(p.school.defaultCardType, kCardType);
        for (const ValidityEnd& end : p.school.validityEnds) {
            require(end.cardType, kCardType);
            if (end.month < 1 || end.month > 12 || end.day < 1 || end.day > 31)
                throw Exception(Error{ErrorCode::valueInvalid,
                                      "end of validity",
                                      {{"field", tr("date")}, {"reason", tr("there is no such day")}}});
        }
        for (const FeeFrom& fee : p.school.duplicateFees)
            if (fee.grosze < 0)
                throw Exception(Error{ErrorCode::valueInvalid,
                                      "fee",
                                      {{"field", tr("fee")}, {"reason", tr("it is less than nothing")}}});
    }
    void operator()(const IssueCard& i) const {
        require(i.card.number, kCardNumber);
        require(i.card.cardType, kCardType);
        require(i.card.classUnit, kClass);
        require(i.card.stateReason, kNote);
        const CardContents& printed = i.card.contents;
        require(printed.surname, kSurname);
        require(printed.givenNames, kGivenNames);
        require(printed.pesel, kDocument);
        if (printed.document)
            require(*printed.document);
        require(printed.schoolName, kSchoolName);
        require(printed.schoolAddress);
        require(printed.headteacher, kHeadteacher);
    }
    void operator()(const MarkCard& m) const { require(m.reason, kNote); }
    void operator()(const PutBatch& p) const { require(p.batch.createdBy, kPerson); }
    void operator()(const PutGuardian& p) const {
        const Guardian& g = p.guardian;
        if (g.name.empty() && !g.removed) // of one who is removed apply() keeps neither name nor address
            throw Exception(Error{ErrorCode::valueRequired, "no name", {{"field", tr(kGuardian.field)}}});
        require(g.name, kGuardian);
        if (!g.email.empty() && !isMailAddress(g.email))
            throw Exception(
                Error{ErrorCode::valueInvalid,
                      "e-mail",
                      {{"field", tr("e-mail address")},
                       {"reason", tr("it has the form name@example.pl, without Polish letters")}}});
    }
    void operator()(const PlaceMark& p) const { require(p.mark.placedBy, kPerson); }
    void operator()(const VoidMark& v) const { require(v.reason, kNote); }
    void operator()(const AskDuplicate& a) const {
        require(a.request.note, kNote);
        require(a.request.payment, kPayment);
    }
    void operator()(const NotePayment& p) const { require(p.payment, kPayment); }
    void operator()(const FulfilDuplicate&) const {}
    void operator()(const WithdrawDuplicate& w) const { require(w.reason, kNote); }
    void operator()(const ReceiveBlanks& r) const {
        require(r.delivery.series, kSeries);
        require(r.delivery.cardType, kCardType);
        require(r.delivery.document, kDeliveryNote);
    }
    void operator()(const VoidDelivery& v) const { require(v.reason, kNote); }
    void operator()(const BookBlank& b) const {
        require(b.blank.series, kSeries);
        require(b.blank.cardType, kCardType);
        require(b.blank.reason, kNote);
        require(b.blank.protocol, kDeliveryNote);
    }
    void operator()(const PhotoChange& c) const { std::visit(*this, c); }
    void operator()(const MarkChange& c) const { std::visit(*this, c); }
    void operator()(const DuplicateChange& c) const { std::visit(*this, c); }
    void operator()(const DeliveryChange& c) const { std::visit(*this, c); }
    void operator()(const CardChange& c) const { std::visit(*this, c); }
};

} // namespace

bool isShowable(const Json& record) {
    if (record.is_structured())
        return std::all_of(record.begin(), record.end(), isShowable);
    if (!record.is_string())
        return true;
    constexpr std::size_t kMostBytes = kNoteCharacters * 4; // of the longest text that a record has
    const auto& text = record.get_ref<const std::string&>();
    // White space, parts of letters and what nobody sees are as old records have them.
    const auto fault = textFault(normaliseText(text, TextShape::lines), TextShape::lines);
    return text.size() <= kMostBytes && (!fault || *fault == TextFault::manyMarks);
}

std::vector<StudentFinding> check(const Student& student, Date today) {
    return StudentCheck(student, today).run();
}

Result<void> admit(const Mutation& m, const Student* now, Date today) {
    return guarded([&] {
        require(m.by);
        std::visit(Texts{now, today}, m.change);
    });
}

} // namespace esek::domain
