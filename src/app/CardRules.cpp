#include "app/CardRules.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "cards/CardLayout.h"
#include "domain/IssueDate.h"

namespace esek::app {

using namespace domain;

namespace {

std::string labelled(const std::string& name, const std::string& classUnit) {
    return classUnit.empty() ? name : name + ", " + classUnit;
}

} // namespace

std::string labelOf(const Student& s) {
    return labelled(s.listName(), s.classUnit);
}

std::string labelOf(const StudentCard& c) {
    return labelled(c.contents.surname + " " + c.contents.givenNames, c.classUnit);
}

cards::LayoutOptions layoutOf(const PrintOffset& offset) {
    return {offset.right, offset.down, offset.across, offset.tall};
}

std::optional<Error> photoObstacle(const PhotoFile& file, const std::string& label) {
    const auto error = [&](ErrorCode code) {
        return Error{code, std::string(name(code)), {{"student", label}}};
    };
    switch (domain::printObstacle(file)) {
    case PrintObstacle::none:
        return std::nullopt;
    case PrintObstacle::notAccepted:
        return error(ErrorCode::photoNotAccepted);
    case PrintObstacle::deletionRequested:
        return error(ErrorCode::deletionRequestOpen);
    case PrintObstacle::changeRequested:
        break;
    }
    return error(ErrorCode::changeRequestOpen);
}

std::optional<Error> printObstacle(const StudentCard& card, const PhotoFile& file) {
    const std::string label = labelOf(card);
    const bool printable = card.state == CardState::issued || card.state == CardState::printed ||
                           card.state == CardState::spoiled;
    if (!printable)
        return Error{ErrorCode::cardLeftOut,
                     "card is spent",
                     {{"student", label}, {"number", card.number}, {"state", domain::label(card.state)}}};
    if (auto obstacle = photoObstacle(file, label))
        return obstacle;
    if (file.accepted()->blob != card.contents.photo)
        return Error{ErrorCode::photoReplaced, "another photo was accepted", {{"student", label}}};
    return std::nullopt;
}

Result<CardContents> contentsFor(const Student& s, const School& school, const Photo& photo) {
    const auto missing = [&](std::string field) {
        return Error{ErrorCode::cardDataMissing,
                     "missing data",
                     {{"student", labelOf(s)}, {"field", std::move(field)}}};
    };
    if (!s.birthDate)
        return missing(tr("date of birth"));
    if (!s.pesel && !s.document)
        return missing(tr("PESEL or another identity document"));
    if (school.headteacher.empty())
        return missing(tr("name of the headteacher (in the settings)"));
    CardContents c;
    c.givenNames = s.givenNames;
    c.surname = s.surname;
    c.birthDate = s.birthDate;
    if (s.pesel)
        c.pesel = s.pesel->text();
    else
        c.document = s.document;
    c.schoolName = school.name;
    c.schoolAddress = school.address;
    c.headteacher = school.headteacher;
    c.photo = photo.blob;
    c.crop = photo.crop;
    return c;
}

Result<StudentCard> draftCard(const Student& student, const School& school, const Photo& photo,
                              Date issuedOn) {
    if (auto fault = issueDateFault(issuedOn, student.birthDate))
        return std::move(*fault).with("student", labelOf(student));
    auto contents = contentsFor(student, school, photo);
    if (!contents)
        return contents.error();
    StudentCard card;
    card.student = student.id;
    card.cardType = student.cardType.empty() ? school.defaultCardType : student.cardType;
    card.classUnit = student.classUnit;
    card.issuedOn = issuedOn;
    card.contents = std::move(*contents);
    return card;
}

std::optional<Error> numberObstacle(const NumberPattern& pattern, const Student& student) {
    if (pattern.usesRunningNumber() || !student.registerNumber.empty())
        return std::nullopt;
    return Error{ErrorCode::cardDataMissing,
                 "no register number",
                 {{"student", labelOf(student)}, {"field", tr("register number")}}};
}

std::optional<Error> layoutObstacle(TemplateSet& templates, const StudentCard& card) {
    try {
        const TemplateSet::Entry& t = templates.get(card.cardType);
        auto drawing = cards::layoutCard(t.card, textsOf(card), t.metrics);
        return drawing ? std::nullopt : std::optional(drawing.error());
    } catch (const Exception& e) {
        return e.error();
    }
}

cards::CardContent textsOf(const StudentCard& card) {
    const CardContents& c = card.contents;
    cards::CardContent out;
    out.id = card.id.toString();
    out.personLabel = labelOf(card);
    out.fields[cards::kFieldName] = c.givenNames + " " + c.surname;
    out.fields[cards::kFieldBirthDate] = c.birthDate ? toPolish(*c.birthDate) : "";
    out.fields[cards::kFieldPesel] = c.pesel;
    if (c.document)
        out.fields[cards::kFieldDocument] = squeeze(c.document->kind + " " + c.document->number);
    const Address& a = c.schoolAddress;
    const std::string place = squeeze(a.postcode + " " + a.city);
    std::string address = a.street;
    if (!address.empty() && !place.empty())
        address += ", ";
    out.fields[cards::kFieldSchool] = c.schoolName + "\n" + address + place;
    out.fields[cards::kFieldHeadteacher] = c.headteacher;
    out.fields[cards::kFieldIssueDate] = toPolish(card.issuedOn);
    out.fields[cards::kFieldNumber] = card.number;
    return out;
}

} // namespace esek::app
