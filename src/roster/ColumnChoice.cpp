#include "roster/ColumnChoice.h"

#include "base/MatchKey.h"
#include "base/Text.h"

#include <algorithm>
#include <set>
#include <string>

namespace esek::roster {

namespace {

bool isName(Field f) {
    return f == Field::surname || f == Field::givenName || f == Field::secondName || f == Field::thirdName ||
           f == Field::givenNames || isWholeName(f);
}

// What a form asks of the parent too.
bool isIdentity(Field f) {
    return f == Field::pesel || f == Field::birthDate || f == Field::documentNumber ||
           f == Field::documentKind;
}

class Chooser {
  public:
    Chooser(const Table& table, const std::vector<HeaderMeaning>& meanings)
        : m_table(table), m_meanings(meanings) {
        m_mapping.columns.assign(meanings.size(), Field::ignore);
    }

    Mapping choose() {
        const bool pupilsNames = namesWholePupil(Whose::pupil);
        const bool otherNames = pupilsNames && namesSomeone(Whose::unsaid) && !plainNamesThePupil();
        std::set<Field> fields;
        for (const HeaderMeaning& m : m_meanings)
            fields.insert(m.field);
        fields.erase(Field::ignore);
        for (const Field field : fields) {
            auto own = columns(field, Whose::pupil);
            auto plain = columns(field, Whose::unsaid);
            if (isName(field) && otherNames)
                plain.clear(); // the person who filled in the form
            else if (isIdentity(field) && otherNames && own.empty() && !plain.empty()) {
                m_mapping.questions.push_back({field, plain});
                continue;
            }
            give(field, own.empty() ? plain : own);
        }
        compareWholeNames();
        return std::move(m_mapping);
    }

  private:
    std::vector<std::size_t> columns(Field field, Whose whose) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < m_meanings.size(); ++i)
            if (m_meanings[i].field == field && m_meanings[i].whose == whose)
                found.push_back(i);
        return found;
    }
    bool has(Field field, Whose whose) const { return !columns(field, whose).empty(); }

    bool namesWholePupil(Whose whose) const {
        return has(Field::surnameThenGiven, whose) || has(Field::givenThenSurname, whose) ||
               (has(Field::surname, whose) &&
                (has(Field::givenName, whose) || has(Field::givenNames, whose)));
    }
    bool namesSomeone(Whose whose) const {
        return namesWholePupil(whose) || has(Field::surname, whose) || has(Field::givenName, whose);
    }

    std::string namesOf(std::size_t row, Whose whose) const {
        std::string text;
        for (std::size_t c = 0; c < m_meanings.size(); ++c)
            if (isName(m_meanings[c].field) && m_meanings[c].whose == whose)
                text += matchKey(cell(row, c)) + ' ';
        return text;
    }

    // "Uczeń" beside "Nazwisko" and "Imię" may say the same in another way.
    bool plainNamesThePupil() const {
        for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
            const std::string pupil = namesOf(r, Whose::pupil);
            for (const std::string& word : split(namesOf(r, Whose::unsaid), ' '))
                if (pupil.find(word) == std::string::npos)
                    return false;
        }
        return true;
    }

    void give(Field field, const std::vector<std::size_t>& candidates) {
        if (candidates.empty())
            return;
        const bool same = std::all_of(candidates.begin() + 1, candidates.end(),
                                      [&](std::size_t c) { return addsNothing(candidates.front(), c); });
        if (same)
            m_mapping.columns[candidates.front()] = field;
        else
            m_mapping.questions.push_back({field, candidates});
    }

    const std::string& cell(std::size_t row, std::size_t column) const {
        static const std::string kNone;
        const auto& cells = m_table.rows[row];
        return column < cells.size() ? cells[column] : kNone;
    }

    // In every row the second column is empty or says what the first one says.
    bool addsNothing(std::size_t first, std::size_t second) const {
        for (std::size_t r = 0; r < m_table.rows.size(); ++r)
            if (!cell(r, second).empty() && matchKey(cell(r, first)) != matchKey(cell(r, second)))
                return false;
        return true;
    }

    int columnOf(Field field) const {
        const auto found = std::find(m_mapping.columns.begin(), m_mapping.columns.end(), field);
        return found == m_mapping.columns.end() ? -1 : static_cast<int>(found - m_mapping.columns.begin());
    }

    // "Imię i nazwisko" beside "Nazwisko" and "Imię" is the same person only when it says the same.
    void compareWholeNames() {
        const int surname = columnOf(Field::surname);
        if (columnOf(Field::givenName) < 0 && columnOf(Field::givenNames) < 0)
            return;
        for (const Field field : {Field::surnameThenGiven, Field::givenThenSurname}) {
            const int whole = columnOf(field);
            if (whole < 0 || surname < 0)
                continue;
            const auto w = static_cast<std::size_t>(whole);
            const auto s = static_cast<std::size_t>(surname);
            std::size_t others = 0;
            for (std::size_t r = 0; r < m_table.rows.size(); ++r)
                others += !cell(r, w).empty() && !cell(r, s).empty() &&
                                  matchKey(cell(r, w)).find(matchKey(cell(r, s))) == std::string::npos
                              ? 1U
                              : 0U;
            if (others == 0)
                continue;
            m_mapping.columns[w] = Field::ignore;
            m_mapping.columns[s] = Field::ignore;
            m_mapping.questions.push_back({Field::surname, {std::min(s, w), std::max(s, w)}});
        }
    }

    const Table& m_table;
    const std::vector<HeaderMeaning>& m_meanings;
    Mapping m_mapping;
};

} // namespace

bool isWholeName(Field f) {
    return f == Field::surnameThenGiven || f == Field::givenThenSurname;
}

Mapping chooseColumns(const Table& table, const std::vector<HeaderMeaning>& meanings) {
    return Chooser(table, meanings).choose();
}

} // namespace esek::roster
