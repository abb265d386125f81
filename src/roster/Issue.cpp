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
    Sentence{"name.characters", ESEK_N_("a name holds digits or signs that names do not have")},
    Sentence{"name.tooLong", ESEK_N_("longer than {limit} characters")},
    Sentence{"name.split", ESEK_N_("it is not certain where the surname ends; check it")},
    Sentence{"value.tooLong", ESEK_N_("longer than {limit} characters")},
    Sentence{"value.characters", ESEK_N_("holds control characters")},
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
    Sentence{"birthDate.future", ESEK_N_("the date is in the future")},
    Sentence{"birthDate.differsFromPesel", ESEK_N_("differs from the date in the PESEL; check both")},
    Sentence{"birthDate.missing",
             ESEK_N_("the date of birth is missing; a card cannot be printed without it")},
    Sentence{"card.identityMissing",
             ESEK_N_("neither a PESEL nor another document; a card cannot be printed without one")},
    Sentence{"document.kindMissing",
             ESEK_N_("the kind of the document is missing; check what is to be printed")},
    Sentence{"cardType.unknown", ESEK_N_("not a type of card that is known; the value was left out")},
    Sentence{"disability.unknown", ESEK_N_("neither 0 nor 1; the value was left out")},
    // rows against each other
    Sentence{"duplicate.same", ESEK_N_("the same pupil as in line {line}; the row was left out")},
    Sentence{"duplicate.registerNumber", ESEK_N_("the same register number as in line {line}")},
    Sentence{"duplicate.pesel", ESEK_N_("the same PESEL as in line {line}")},
    Sentence{"duplicate.person", ESEK_N_("the same name and date of birth as in line {line}")},
    Sentence{"duplicate.student", ESEK_N_("the same pupil of the school as in line {line}")},
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
    const std::string number = std::to_string(line);
    if (field == Field::ignore)
        return filled(tr("Line {line}: {reason}."), {{"line", number}, {"reason", reason()}});
    if (column.empty())
        return filled(tr("Line {line}, {field}: {reason}."),
                      {{"line", number}, {"field", title(field)}, {"reason", reason()}});
    return filled(tr("Line {line}, column “{column}” ({field}): {reason}."),
                  {{"line", number}, {"column", column}, {"field", title(field)}, {"reason", reason()}});
}

std::vector<std::string> allIssueKinds() {
    std::vector<std::string> kinds;
    for (const Sentence& s : kSentences)
        kinds.emplace_back(s.kind);
    return kinds;
}

} // namespace esek::roster
