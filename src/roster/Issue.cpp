#include "roster/Issue.h"

#include "base/Translate.h"

#include <array>

namespace esek::roster {

namespace {

struct Sentence {
    const char* kind;
    const char* text;
};

constexpr std::array kSentences{
    // a row by itself
    Sentence{"row.incomplete", ESEK_N_("only one cell is filled in; this is not a pupil's row")},
    Sentence{"surname.missing", ESEK_N_("the surname is missing")},
    Sentence{"givenName.missing", ESEK_N_("the given name is missing")},
    Sentence{"text.spoiled",
             ESEK_N_("letters were spoiled when the list was saved; save it again as XLSX, or as "
                     "CSV in UTF-8, from the program that made it")},
    Sentence{"text.repaired",
             ESEK_N_("letters had been spoiled when the list was saved and were put right; check them")},
    Sentence{"text.ligature", ESEK_N_("joined letters of a font were written as single ones; check them")},
    Sentence{"name.lookAlike",
             ESEK_N_("some letters are Cyrillic or Greek and only look like Latin ones; they were written as "
                     "Latin, check them")},
    Sentence{"name.characters", ESEK_N_("a name holds digits or signs that names do not have")},
    Sentence{"name.tooLong", ESEK_N_("longer than {limit} characters")},
    Sentence{"name.split", ESEK_N_("it is not certain where the surname ends; check it")},
    Sentence{"value.tooLong", ESEK_N_("longer than {limit} characters")},
    Sentence{"value.characters", ESEK_N_("holds control characters")},
    Sentence{"value.letters", ESEK_N_("the font of the card has no character “{letters}”")},
    Sentence{"identity.missing", ESEK_N_("neither a register number nor a PESEL nor a date of birth")},
    Sentence{"pesel.length", ESEK_N_("a PESEL has 11 digits")},
    Sentence{"pesel.digits", ESEK_N_("a PESEL has digits only")},
    Sentence{"pesel.checksum", ESEK_N_("the check digit is wrong; a digit was mistyped")},
    Sentence{"pesel.date", ESEK_N_("the PESEL holds a date that is not in the calendar")},
    Sentence{"pesel.shortened",
             ESEK_N_("the spreadsheet shortened the number and digits were lost; format the column as text")},
    Sentence{"pesel.zerosRestored",
             ESEK_N_("zeros at the beginning had been lost and were put back; check it")},
    Sentence{"birthDate.invalid", ESEK_N_("not a date; write it as dd.mm.yyyy or yyyy-mm-dd")},
    Sentence{"birthDate.orderMixed",
             ESEK_N_("the column has dates with the day first and with the month first, and this one can be "
                     "read both ways; write it as yyyy-mm-dd")},
    Sentence{"birthDate.orderOther",
             ESEK_N_("day and month stand in another order than in the rest of the column; write the date as "
                     "yyyy-mm-dd")},
    Sentence{"birthDate.monthFirst",
             ESEK_N_("the whole column has the month before the day and was read so; check a few dates")},
    Sentence{
        "birthDate.orderUnknown",
        ESEK_N_("nothing in the column tells whether day or month comes first; the day was taken to come "
                "first, check a few dates")},
    Sentence{"birthDate.twoDigitYear", ESEK_N_("the year has two digits; check the century")},
    Sentence{"birthDate.serial",
             ESEK_N_("the number of a day from a spreadsheet was read as a date; check it")},
    Sentence{"birthDate.impossible",
             ESEK_N_("no pupil was born so long ago; the year or the century is mistyped")},
    Sentence{"birthDate.unlikely", ESEK_N_("this pupil would be less than two years old; check the year")},
    Sentence{"birthDate.future", ESEK_N_("the date is in the future")},
    Sentence{"birthDate.differsFromPesel", ESEK_N_("differs from the date in the PESEL; check both")},
    Sentence{"birthDate.missing",
             ESEK_N_("the date of birth is missing; a card cannot be printed without it")},
    Sentence{"card.identityMissing",
             ESEK_N_("neither a PESEL nor another document; a card cannot be printed without one")},
    Sentence{"document.kindMissing",
             ESEK_N_("the kind of the document is missing; check what is to be printed")},
    Sentence{"document.country", ESEK_N_("the country {country} beside the number was left out; check it")},
    Sentence{
        "value.spreadsheetChanged",
        ESEK_N_("the spreadsheet changed the value into a date or a power of ten, so it was left out; format "
                "the column as text and write the value again")},
    Sentence{"class.missing",
             ESEK_N_("the class is missing; if its cell is merged with those above, fill it in")},
    Sentence{"class.noneInList", ESEK_N_("the list tells no classes; pupils added without one: {count}")},
    Sentence{
        "class.lookAlike",
        ESEK_N_("a letter of the class is Cyrillic or Greek and only looks like a Latin one; it was written "
                "as Latin")},
    Sentence{
        "class.similar",
        ESEK_N_("the class {class} looks like the class {other}; if it is the same one, write it alike")},
    Sentence{"card.another",
             ESEK_N_("the pupil already has the valid card {number}; this number was left out")},
    Sentence{"card.numberTaken", ESEK_N_("another card has the number {number}; it was left out")},
    Sentence{"guardian.name",
             ESEK_N_("the name of a parent or guardian cannot be read; the person was left out")},
    Sentence{"guardian.email",
             ESEK_N_("the e-mail address of a parent or guardian cannot be used; it was left out")},
    Sentence{"cardType.unknown", ESEK_N_("not a type of card that is known; the value was left out")},
    Sentence{"disability.unknown", ESEK_N_("neither 0 nor 1; the value was left out")},
    // rows against each other
    Sentence{"duplicate.same", ESEK_N_("the same pupil as in line {line}; the row was left out")},
    Sentence{"duplicate.registerNumber", ESEK_N_("the same register number as in line {line}")},
    Sentence{"duplicate.pesel", ESEK_N_("the same PESEL as in line {line}")},
    Sentence{"duplicate.person", ESEK_N_("the same name and date of birth as in line {line}")},
    Sentence{"duplicate.student", ESEK_N_("the same pupil of the school as in line {line}")},
    // the list as a whole
    Sentence{"sheet.notRead",
             ESEK_N_("the sheet {sheet} was not read: it has no headings of a list of pupils")},
    Sentence{"sheet.hidden", ESEK_N_("the hidden sheet {sheet} was not read")},
    Sentence{"sheet.chosen", ESEK_N_("sheets that were read: {sheets}")},
    Sentence{"column.unread", ESEK_N_("columns that were not read: {columns}")},
    Sentence{"charset.old",
             ESEK_N_("the letters are in the old charset {charset} of DOS; check a few names")},
    Sentence{"rows.more", ESEK_N_("further refused rows that are not listed: {count}")},
    // rows against the pupils of the school
    Sentence{"conflict.registerNumberPesel",
             ESEK_N_("the register number belongs to one pupil and the PESEL to another")},
    Sentence{"conflict.registerNumberOther", ESEK_N_("the register number belongs to another pupil")},
    Sentence{"conflict.registerNumberDiffers",
             ESEK_N_("a pupil of this name and date of birth has another register number")},
    Sentence{"conflict.severalStudents",
             ESEK_N_("several pupils of the school have this name and date of birth")},
    Sentence{"student.sameName",
             ESEK_N_("the school already has a pupil of this name; check that this is another one")},
    Sentence{"name.withoutAccents",
             ESEK_N_("the list writes the name without accents; the name that the school has was kept")},
    Sentence{"student.left", ESEK_N_("this pupil is marked as having left the school")},
    Sentence{"registerNumber.changed", ESEK_N_("the register number of this pupil changes")},
    Sentence{"pesel.changed", ESEK_N_("the PESEL of this pupil changes")},
};

std::string filled(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
    for (const auto& [key, value] : values) {
        const std::string mark = "{" + key + "}";
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

} // namespace

std::string Issue::reason() const {
    for (const Sentence& s : kSentences)
        if (kind == s.kind)
            return filled(tr(s.text), context);
    return kind;
}

std::string Issue::text() const {
    const std::string number =
        sheet.empty() ? std::to_string(line) : std::to_string(line) + " (" + sheet + ")";
    if (line == 0 && column.empty())
        return filled(tr("The list: {reason}."), {{"reason", reason()}});
    if (line == 0)
        return filled(tr("Column “{column}”: {reason}."), {{"column", column}, {"reason", reason()}});
    if (field == Field::ignore)
        return filled(tr("Line {line}: {reason}."), {{"line", number}, {"reason", reason()}});
    if (column.empty())
        return filled(tr("Line {line}, {field}: {reason}."),
                      {{"line", number}, {"field", title(field)}, {"reason", reason()}});
    return filled(tr("Line {line}, column “{column}” ({field}): {reason}."),
                  {{"line", number}, {"column", column}, {"field", title(field)}, {"reason", reason()}});
}

Issue listRemark(const char* kind, Field field, std::vector<std::pair<std::string, std::string>> context) {
    Issue i;
    i.kind = kind;
    i.field = field;
    i.context = std::move(context);
    return i;
}

std::vector<std::string> allIssueKinds() {
    std::vector<std::string> kinds;
    for (const Sentence& s : kSentences)
        kinds.emplace_back(s.kind);
    return kinds;
}

} // namespace esek::roster
