#include "ui/model/StudentForm.h"

#include "app/RosterService.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

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

StudentForm::Checked StudentForm::check(const domain::Student& base, Date today) const {
    Checked out;
    domain::Student s = base;
    s.surname = squeeze(surname);
    s.givenNames = squeeze(givenNames);
    s.classUnit = roster::normalizeClass(classUnit);
    s.registerNumber = squeeze(registerNumber);
    s.cardType = cardType;
    s.needsNoCard = needsNoCard;
    s.left = left;
    s.photoExceptions.clear();
    for (const auto& [kind, reason] : exceptions)
        domain::setPhotoException(s, kind, squeeze(reason));
    if (s.surname.empty())
        out.problems[Field::surname] = tr("Type the surname.");
    if (s.givenNames.empty())
        out.problems[Field::givenNames] = tr("Type the given names.");

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
        else if (*s.birthDate > today)
            out.problems[Field::birthDate] = tr("This date is in the future.");
    } else if (s.pesel) {
        s.birthDate = s.pesel->birthDate();
    }
    // Real cases of a PESEL with another date exist: a warning, never a block (domain/README.md, PESEL).
    if (s.pesel && s.birthDate && *s.birthDate != s.pesel->birthDate())
        out.hints[Field::birthDate] = format(fmt::runtime(tr("The PESEL says {}. Check which one is right.")),
                                             toPolish(s.pesel->birthDate()));

    s.document.reset();
    const domain::IdentityDocument document{squeeze(documentKind), squeeze(documentNumber)};
    if (document.kind.empty() != document.number.empty())
        out.problems[Field::document] = tr("A document needs both its kind and its number.");
    else if (!document.kind.empty())
        s.document = document;
    if (!s.pesel && !s.document && out.problems.empty())
        out.hints[Field::pesel] = tr("Without a PESEL the card needs another document.");

    if (out.problems.empty())
        out.student = std::move(s);
    return out;
}

} // namespace esek::ui::model
