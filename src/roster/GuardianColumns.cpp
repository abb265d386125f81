#include "roster/GuardianColumns.h"

#include "base/MailAddress.h"
#include "base/Text.h"
#include "roster/Values.h"

#include <algorithm>
#include <array>

namespace esek::roster {

namespace {

using domain::GuardianRelation;

constexpr std::size_t kLongestHeading = 150;

std::vector<std::string> wordsOf(std::string_view heading) {
    std::vector<std::string> words(1);
    for (const char c : fold(heading)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

template <std::size_t N>
bool isOneOf(const std::string& word, const std::array<std::string_view, N>& all) {
    return std::find(all.begin(), all.end(), word) != all.end();
}

constexpr std::array<std::string_view, 8> kMother{"matka", "matki", "matce",  "mama",
                                                  "mamy",  "matke", "mother", "mothers"};
constexpr std::array<std::string_view, 7> kFather{"ojciec", "ojca",   "ojcu",   "tata",
                                                  "taty",   "father", "fathers"};
constexpr std::array<std::string_view, 5> kParent{"rodzic", "rodzica", "rodzicowi", "parent", "parents"};
constexpr std::array<std::string_view, 6> kGuardian{"opiekun",   "opiekuna", "opiekunka",
                                                    "opiekunki", "guardian", "guardians"};
constexpr std::array<std::string_view, 5> kGiven{"imie", "imiona", "given", "first", "forename"};
constexpr std::array<std::string_view, 4> kSurname{"nazwisko", "surname", "last", "family"};
/// Words that change nothing. "s" is left of "mother's".
constexpr std::array<std::string_view, 19> kFillers{
    "i",  "lub",   "albo",   "or",      "and",       "prawny", "prawnego", "prawna", "prawnej", "legal",
    "nr", "numer", "ucznia", "dziecka", "uczennicy", "s",      "name",     "names",  "a"};
constexpr std::array<std::string_view, 6> kMail{"email", "mail", "emaile", "maila", "emaila", "poczta"};
/// Beside an e-mail only: "adres e-mail", "poczta elektroniczna"; an address alone is a place.
constexpr std::array<std::string_view, 5> kOfMail{"adres", "address", "e", "elektroniczna", "elektronicznej"};

bool isNumber(const std::string& word) {
    return word.size() == 1 && word[0] >= '1' && word[0] <= '9';
}

/// Whose column it is; nothing when the heading names nobody.
std::optional<GuardianRelation> relationOf(const std::vector<std::string>& words) {
    std::optional<GuardianRelation> found;
    for (const std::string& word : words) {
        std::optional<GuardianRelation> said;
        if (isOneOf(word, kMother))
            said = GuardianRelation::mother;
        else if (isOneOf(word, kFather))
            said = GuardianRelation::father;
        else if (isOneOf(word, kParent))
            said = GuardianRelation::parent;
        else if (isOneOf(word, kGuardian))
            said = GuardianRelation::guardian;
        if (said && found && *said != *found)
            return GuardianRelation::parent; // "rodzic / opiekun", "matka lub ojciec"
        if (said)
            found = said;
    }
    return found;
}

} // namespace

std::optional<GuardianHeading> guardianHeading(std::string_view heading) {
    if (heading.size() > kLongestHeading)
        return std::nullopt;
    const auto words = wordsOf(heading);
    const auto relation = relationOf(words);
    if (!relation)
        return std::nullopt;
    GuardianHeading found;
    found.relation = *relation;
    const bool mail =
        std::any_of(words.begin(), words.end(), [](const auto& w) { return isOneOf(w, kMail); });
    bool given = false, surname = false;
    for (const std::string& word : words) {
        if (isOneOf(word, kGiven))
            given = true;
        else if (isOneOf(word, kSurname))
            surname = true;
        else if (isNumber(word) && found.number == 0)
            found.number = word[0] - '0';
        else if (!(mail && (isOneOf(word, kMail) || isOneOf(word, kOfMail))) && !isOneOf(word, kFillers) &&
                 !relationOf({word}))
            return std::nullopt;
    }
    if (mail && (given || surname))
        return std::nullopt;
    if (mail)
        found.value = GuardianHeading::Value::email;
    else if (given != surname)
        found.value = given ? GuardianHeading::Value::givenNames : GuardianHeading::Value::surname;
    return found;
}

GuardianColumns::GuardianColumns(const Table& table, const Mapping& mapping) : m_table(table) {
    for (std::size_t c = 0; c < table.header.size(); ++c) {
        const bool taken = c < mapping.columns.size() && mapping.columns[c] != Field::ignore;
        const auto heading = taken ? std::nullopt : guardianHeading(table.header[c]);
        if (!heading)
            continue;
        auto person = std::find_if(m_persons.begin(), m_persons.end(), [&](const Person& p) {
            return p.heading.relation == heading->relation && p.heading.number == heading->number;
        });
        if (person == m_persons.end())
            person = m_persons.insert(m_persons.end(), Person{*heading, {}, {}, {}, {}});
        std::optional<std::size_t>* place = nullptr;
        switch (heading->value) {
        case GuardianHeading::Value::name:
            place = &person->name;
            break;
        case GuardianHeading::Value::givenNames:
            place = &person->givenNames;
            break;
        case GuardianHeading::Value::surname:
            place = &person->surname;
            break;
        case GuardianHeading::Value::email:
            place = &person->email;
            break;
        }
        if (!*place) // of two equal headings the first
            *place = c;
    }
    // An address of somebody whose name stands nowhere is nobody's.
    std::erase_if(m_persons, [](const Person& p) { return !p.name && !(p.givenNames && p.surname); });
}

bool GuardianColumns::holds(std::size_t column) const {
    return std::any_of(m_persons.begin(), m_persons.end(), [&](const Person& p) {
        return p.name == column || p.email == column ||
               (!p.name && (p.givenNames == column || p.surname == column));
    });
}

std::string_view GuardianColumns::cell(std::size_t row, const std::optional<std::size_t>& column) const {
    const auto& cells = m_table.rows[row];
    return column && *column < cells.size() ? std::string_view(cells[*column]) : std::string_view();
}

GuardianColumns::Row GuardianColumns::at(std::size_t row) const {
    Row out;
    for (const Person& person : m_persons) {
        std::string raw(cell(row, person.name));
        if (!person.name)
            raw = trim(std::string(cell(row, person.givenNames)) + " " +
                       std::string(cell(row, person.surname)));
        const auto name = checkName(raw);
        if (!name.value) {
            out.spoiledName = true;
            continue;
        }
        if (name.value->empty() || *name.value == "-")
            continue;
        ListedGuardian guardian{*name.value, {}, person.heading.relation};
        const std::string mail = trim(cell(row, person.email)); // a space may stand before the address
        guardian.email = normalMailAddress(mail.substr(0, mail.find_first_of(",; ")));
        if (guardian.email.empty() && mail.find('@') != std::string::npos)
            out.spoiledEmail = true;
        out.guardians.push_back(std::move(guardian));
    }
    return out;
}

} // namespace esek::roster
