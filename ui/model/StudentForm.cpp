#include "ui/model/StudentForm.h"

#include "app/CardLetters.h"
#include "app/RosterService.h"
#include "base/CleanText.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Check.h"

namespace esek::ui::model {

StudentForm StudentForm::of(const domain::Student& s) {
    StudentForm form;
    form.surname = s.surname;
    form.givenNames = s.givenNames;
    form.classUnit = s.classUnit;
    form.registerNumber = s.registerNumber;
    form.birthDate = s.birthDate ? toPolish(*s.birthDate) : std::string();
    form.pesel = s.pesel ? s.pesel->text() : std::string();
    form.documentKind = s.document ? s.document->kind : std::string();
    form.documentNumber = s.document ? s.document->number : std::string();
    form.cardType = s.cardType;
    form.needsNoCard = s.needsNoCard;
    form.left = s.left;
    for (const auto& e : s.photoExceptions)
        form.exceptions[e.kind] = e.reason;
    return form;
}

std::string exceptionTitle(domain::PhotoExceptionKind kind) {
    switch (kind) {
    case domain::PhotoExceptionKind::headwear:
        return tr("Headwear");
    case domain::PhotoExceptionKind::glasses:
        return tr("Medical glasses");
    case domain::PhotoExceptionKind::other:
        break;
    }
    return tr("Another medical reason");
}

PeselHint peselHint(const std::string& typed) {
    const std::string text = trim(typed);
    if (text.empty())
        return {};
    domain::PeselProblem problem{};
    const auto pesel = domain::Pesel::parse(text, &problem);
    if (pesel) {
        return {
            format(fmt::runtime(pesel->female() ? tr("Right: a girl, born {}") : tr("Right: a boy, born {}")),
                   toPolish(pesel->birthDate())),
            false};
    }
    switch (problem) {
    case domain::PeselProblem::notDigits:
        return {tr("A PESEL has digits only."), true};
    case domain::PeselProblem::length:
        return {format(fmt::runtime(tr("A PESEL has 11 digits; there are {}.")), characterCount(text)),
                characterCount(text) > 11};
    case domain::PeselProblem::checksum:
        return {tr("The check digit is wrong: look for a mistyped digit."), true};
    case domain::PeselProblem::date:
        return {tr("The PESEL begins with a date that does not exist."), true};
    }
    return {};
}

namespace {

StudentForm::Field fieldOf(domain::StudentField field) {
    using Field = StudentForm::Field;
    switch (field) {
    case domain::StudentField::surname:
        return Field::surname;
    case domain::StudentField::givenNames:
        return Field::givenNames;
    case domain::StudentField::birthDate:
        return Field::birthDate;
    case domain::StudentField::pesel:
        return Field::pesel;
    case domain::StudentField::document:
        return Field::document;
    case domain::StudentField::classUnit:
    case domain::StudentField::registerNumber:
    case domain::StudentField::cardType:
    case domain::StudentField::photoExceptions:
        break;
    }
    return Field::other;
}

/// A finding of the rules in the words of the form, beside its field.
void tell(const domain::StudentFinding& finding, const domain::Student& s, bool complete,
          StudentForm::Checked& out) {
    const auto field = fieldOf(finding.field);
    const auto problem = [&](std::string words) { out.problems.try_emplace(field, std::move(words)); };
    switch (finding.problem) {
    case domain::StudentProblem::surnameMissing:
        return problem(tr("Type the surname."));
    case domain::StudentProblem::givenNamesMissing:
        return problem(tr("Type the given names."));
    case domain::StudentProblem::textNotFit:
        return problem(describe(finding.error));
    case domain::StudentProblem::birthDateInFuture:
        return problem(tr("This date is in the future."));
    case domain::StudentProblem::documentIncomplete:
        return problem(tr("A document needs both its kind and its number."));
    case domain::StudentProblem::birthDateDiffers:
        out.hints[field] = format(fmt::runtime(tr("The PESEL says {}. Check which one is right.")),
                                  toPolish(s.pesel->birthDate()));
        return;
    case domain::StudentProblem::identityMissing:
        if (complete)
            out.hints[field] = tr("Without a PESEL the card needs another document.");
        return;
    }
}

} // namespace

StudentForm::Checked StudentForm::check(const domain::Student& base, Date today) const {
    Checked out;
    domain::Student s = base;
    s.surname = normaliseText(surname);
    s.givenNames = normaliseText(givenNames);
    s.classUnit = roster::normalizeClass(normaliseText(classUnit));
    s.registerNumber = normaliseText(registerNumber);
    s.cardType = cardType;
    s.needsNoCard = needsNoCard;
    s.left = left;
    s.photoExceptions.clear();
    for (const auto& [kind, reason] : exceptions)
        domain::setPhotoException(s, kind, normaliseText(reason));
    s.pesel.reset();
    if (const std::string text = trim(pesel); !text.empty()) {
        s.pesel = domain::Pesel::parse(text);
        if (!s.pesel)
            out.problems[Field::pesel] = peselHint(text).words;
    }
    s.birthDate.reset();
    if (const std::string text = trim(birthDate); !text.empty()) {
        s.birthDate = dateFromText(text);
        if (!s.birthDate)
            out.problems[Field::birthDate] = tr("Type the date as dd.mm.yyyy.");
    } else if (s.pesel) {
        s.birthDate = s.pesel->birthDate();
    }

    s.document.reset();
    const domain::IdentityDocument document{normaliseText(documentKind), normaliseText(documentNumber)};
    if (document != domain::IdentityDocument{})
        s.document = document;
    const std::string documentText = s.document ? s.document->kind + " " + s.document->number : std::string();
    for (const auto& [field, text] : {std::pair{Field::surname, s.surname},
                                      {Field::givenNames, s.givenNames},
                                      {Field::document, documentText}})
        if (const std::string complaint = app::letterComplaint(text); !complaint.empty())
            out.problems[field] = complaint;

    const bool complete = out.problems.empty(); // a PESEL that cannot be read is not a missing one
    for (const domain::StudentFinding& finding : domain::check(s, today))
        tell(finding, s, complete, out);
    if (out.problems.empty())
        out.student = std::move(s);
    return out;
}

} // namespace esek::ui::model
