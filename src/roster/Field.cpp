#include "roster/Field.h"

#include "base/Translate.h"

#include <array>

namespace esek::roster {

namespace {

struct Row {
    Field field;
    std::string_view name;
    const char* title;
};

constexpr std::array kFields{
    Row{Field::ignore, "ignore", ESEK_N_("(leave out)")},
    Row{Field::surname, "surname", ESEK_N_("surname")},
    Row{Field::givenName, "givenName", ESEK_N_("first given name")},
    Row{Field::secondName, "secondName", ESEK_N_("second given name")},
    Row{Field::thirdName, "thirdName", ESEK_N_("third given name")},
    Row{Field::givenNames, "givenNames", ESEK_N_("all given names")},
    Row{Field::surnameThenGiven, "surnameThenGiven", ESEK_N_("surname and given names")},
    Row{Field::givenThenSurname, "givenThenSurname", ESEK_N_("given names and surname")},
    Row{Field::birthDate, "birthDate", ESEK_N_("date of birth")},
    Row{Field::pesel, "pesel", ESEK_N_("PESEL number")},
    Row{Field::documentKind, "documentKind", ESEK_N_("kind of identity document")},
    Row{Field::documentNumber, "documentNumber", ESEK_N_("number of identity document")},
    Row{Field::registerNumber, "registerNumber", ESEK_N_("number in the pupils' register")},
    Row{Field::classUnit, "classUnit", ESEK_N_("class")},
    Row{Field::classLevel, "classLevel", ESEK_N_("level of the class")},
    Row{Field::classSymbol, "classSymbol", ESEK_N_("letter of the class")},
    Row{Field::cardType, "cardType", ESEK_N_("type of card")},
    Row{Field::disability, "disability", ESEK_N_("card of the type “-N”")},
    Row{Field::cardNumber, "cardNumber", ESEK_N_("number of the present card")},
};

const Row& row(Field field) {
    for (const Row& r : kFields)
        if (r.field == field)
            return r;
    return kFields.front();
}

} // namespace

std::string_view name(Field field) {
    return row(field).name;
}

std::optional<Field> fieldFromName(std::string_view text) {
    for (const Row& r : kFields)
        if (r.name == text)
            return r.field;
    return std::nullopt;
}

std::string title(Field field) {
    return tr(row(field).title);
}

const std::vector<Field>& allFields() {
    static const std::vector<Field> all = [] {
        std::vector<Field> fields;
        for (const Row& r : kFields)
            fields.push_back(r.field);
        return fields;
    }();
    return all;
}

} // namespace esek::roster
