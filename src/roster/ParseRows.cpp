#include "roster/ParseRows.h"

#include "base/Text.h"
#include "roster/Headers.h"
#include "roster/Values.h"

#include <algorithm>
#include <array>

namespace esek::roster {

namespace {

constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::cardNumber) + 1;

// One row on its way to a ParsedRow. Refused when a fatal issue was added.
class RowParser {
  public:
    RowParser(const Table& table, const Mapping& mapping, std::optional<Date> today)
        : m_table(table), m_today(today) {
        m_columns.fill(-1);
        for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
            int& column = m_columns[static_cast<std::size_t>(mapping.columns[i])];
            if (column < 0)
                column = static_cast<int>(i);
        }
        const int number = columnOf(Field::documentNumber);
        m_passports =
            number >= 0 && static_cast<std::size_t>(number) < table.header.size() &&
            headerKey(table.header[static_cast<std::size_t>(number)]).find("pas") != std::string::npos;
    }

    void parse(std::size_t index, ParseResult& out) {
        m_cells = &m_table.rows[index];
        const auto filled =
            std::count_if(m_cells->begin(), m_cells->end(), [](const auto& c) { return !c.empty(); });
        if (filled == 0 || repeatsHeader())
            return;
        ParsedRow row;
        row.line = m_table.lineNumbers[index];
        m_row = &row;
        m_refused.clear();
        if (filled == 1 && m_table.header.size() > 2) {
            fatal(Field::ignore, "row.incomplete");
        } else {
            names();
            pesel();
            birthDate();
            document();
            others();
            identity();
        }
        if (m_refused.empty()) {
            out.good.push_back(std::move(row));
            return;
        }
        ++out.refusedRows;
        std::move(m_refused.begin(), m_refused.end(), std::back_inserter(out.refused));
    }

  private:
    int columnOf(Field f) const { return m_columns[static_cast<std::size_t>(f)]; }

    // "Brak" is a surname too.
    static bool isName(Field f) {
        return f == Field::surname || f == Field::givenName || f == Field::surnameThenGiven ||
               f == Field::givenThenSurname;
    }

    std::string_view cell(Field f) const {
        const int column = columnOf(f);
        if (column < 0 || static_cast<std::size_t>(column) >= m_cells->size())
            return {};
        const std::string_view text = (*m_cells)[static_cast<std::size_t>(column)];
        return !isName(f) && isPlaceholder(text) ? std::string_view() : text;
    }

    // Lists printed class by class repeat the row with the names of the columns.
    bool repeatsHeader() const {
        return std::equal(m_table.header.begin(), m_table.header.end(), m_cells->begin(),
                          m_cells->begin() +
                              static_cast<std::ptrdiff_t>(std::min(m_cells->size(), m_table.header.size())));
    }

    Issue issue(Field f, const char* kind, bool isFatal) const {
        Issue i{m_row->line, {}, f, kind, isFatal, {}};
        const int column = columnOf(f);
        if (f != Field::ignore && column >= 0 && static_cast<std::size_t>(column) < m_table.header.size())
            i.column = m_table.header[static_cast<std::size_t>(column)];
        const std::string_view code = kind;
        if (code == "name.tooLong")
            i.context = {{"limit", std::to_string(kMaxNameCharacters)}};
        else if (code == "value.tooLong")
            i.context = {{"limit", std::to_string(kMaxValueCharacters)}};
        return i;
    }
    void fatal(Field f, const char* kind) { m_refused.push_back(issue(f, kind, true)); }
    void flag(Field f, const char* kind) { m_row->flags.push_back(issue(f, kind, false)); }

    // The value, or an empty one after reporting what is wrong with it.
    std::string text(Field f, Checked<std::string> (*check)(std::string_view)) {
        const std::string_view raw = cell(f);
        if (raw.empty())
            return {};
        auto checked = check(raw);
        if (checked.value)
            return std::move(*checked.value);
        fatal(f, checked.problem);
        return {};
    }

    void names() {
        auto& s = m_row->student;
        const std::size_t before = m_refused.size();
        s.surname = text(Field::surname, checkName);
        s.givenNames = text(Field::givenNames, checkName);
        m_row->givenNamesComplete = !s.givenNames.empty();
        if (s.givenNames.empty()) {
            s.givenNames = text(Field::givenName, checkName);
            for (const Field f : {Field::secondName, Field::thirdName})
                if (const std::string more = text(f, checkName); !more.empty())
                    s.givenNames += (s.givenNames.empty() ? "" : " ") + more;
        }
        if (s.surname.empty() || s.givenNames.empty())
            wholeName();
        if (m_refused.size() > before)
            return;
        if (s.surname.empty())
            fatal(nameField(Field::surname), "surname.missing");
        if (s.givenNames.empty())
            fatal(nameField(Field::givenName), "givenName.missing");
    }

    Field nameField(Field wanted) const {
        for (const Field f : {wanted, Field::givenNames, Field::surnameThenGiven, Field::givenThenSurname})
            if (columnOf(f) >= 0 && !(f == Field::givenNames && wanted == Field::surname))
                return f;
        return wanted;
    }

    void wholeName() {
        for (const Field f : {Field::surnameThenGiven, Field::givenThenSurname}) {
            const std::string name = text(f, checkName);
            if (name.empty())
                continue;
            SplitName parts = f == Field::surnameThenGiven ? splitSurnameFirst(name) : splitSurnameLast(name);
            m_row->student.surname = std::move(parts.surname);
            m_row->student.givenNames = std::move(parts.givenNames);
            m_row->givenNamesComplete = false;
            if (!parts.certain)
                flag(f, "name.split");
            return;
        }
    }

    void pesel() {
        const std::string_view raw = cell(Field::pesel);
        if (raw.empty())
            return;
        auto checked = checkPesel(raw);
        if (!checked.value)
            fatal(Field::pesel, checked.problem);
        else if (checked.problem)
            flag(Field::pesel, checked.problem);
        m_row->student.pesel = std::move(checked.value);
    }

    void birthDate() {
        auto& s = m_row->student;
        if (const std::string_view raw = cell(Field::birthDate); !raw.empty()) {
            const auto checked = checkDate(raw);
            if (!checked.value)
                fatal(Field::birthDate, checked.problem);
            s.birthDate = checked.value;
            if (s.pesel && s.birthDate && s.pesel->birthDate() != *s.birthDate)
                flag(Field::birthDate,
                     "birthDate.differsFromPesel"); // such people exist: domain/README.md, PESEL
        } else if (s.pesel) {
            s.birthDate = s.pesel->birthDate();
        }
        if (m_today && s.birthDate && std::chrono::sys_days(*s.birthDate) > std::chrono::sys_days(*m_today))
            fatal(columnOf(Field::birthDate) >= 0 && !cell(Field::birthDate).empty() ? Field::birthDate
                                                                                     : Field::pesel,
                  "birthDate.future");
    }

    void document() {
        std::string number = text(Field::documentNumber, checkValue);
        if (number.empty())
            return;
        std::string kind = text(Field::documentKind, checkValue);
        if (kind.empty()) {
            kind = m_passports ? "paszport" : "dokument tożsamości";
            if (!m_passports)
                flag(Field::documentNumber, "document.kindMissing");
        }
        m_row->student.document = domain::IdentityDocument{std::move(kind), std::move(number)};
    }

    void others() {
        auto& s = m_row->student;
        s.registerNumber = text(Field::registerNumber, checkValue);
        m_row->cardNumber = text(Field::cardNumber, checkValue);
        const std::string unit = text(Field::classUnit, checkValue);
        const std::string level = text(Field::classLevel, checkValue);
        const std::string symbol = text(Field::classSymbol, checkValue);
        s.classUnit = normalizeClass(!unit.empty() ? unit : level + symbol);
        if (const auto raw = cell(Field::disability); !raw.empty()) {
            const auto checked = checkYesNo(raw);
            if (!checked.value)
                flag(Field::disability, checked.problem);
            else if (*checked.value)
                s.cardType = "MEiN-I/3-N";
        }
        if (const auto raw = cell(Field::cardType); !raw.empty()) {
            auto checked = checkCardType(raw);
            if (checked.value)
                s.cardType = std::move(*checked.value);
            else
                flag(Field::cardType, checked.problem);
        }
    }

    void identity() {
        if (!m_refused.empty())
            return;
        const auto& s = m_row->student;
        if (s.registerNumber.empty() && !s.pesel && !s.birthDate) {
            fatal(Field::ignore, "identity.missing");
            return;
        }
        if (!s.birthDate)
            flag(Field::birthDate, "birthDate.missing");
        if (!s.pesel && !s.document)
            flag(Field::pesel, "card.identityMissing");
    }

    const Table& m_table;
    std::optional<Date> m_today;
    std::array<int, kFieldCount> m_columns{};
    bool m_passports = false;
    const std::vector<std::string>* m_cells = nullptr;
    ParsedRow* m_row = nullptr;
    std::vector<Issue> m_refused;
};

} // namespace

ParseResult parseRows(const Table& table, const Mapping& mapping, std::optional<Date> today) {
    ParseResult out;
    out.good.reserve(table.rows.size());
    RowParser parser(table, mapping, today);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        parser.parse(i, out);
    return out;
}

std::string normalizeClass(std::string_view raw) {
    // "1A", as most lists write it.
    const auto tidy = raw.find_first_not_of("0123456789");
    if (tidy != std::string_view::npos && tidy > 0 && raw.size() == tidy + 1 && raw[tidy] >= 'A' &&
        raw[tidy] <= 'Z')
        return std::string(raw);
    std::string name = toUpper(squeeze(raw));
    for (const std::string_view prefix : {"KLASA ", "KLASA: ", "KL. ", "KL.", "KL ", "ODDZIAŁ ", "ODDZ. "})
        if (startsWith(name, prefix)) {
            name = trim(std::string_view(name).substr(prefix.size()));
            break;
        }
    // "1 A" is "1A"; "1 TECHNIKUM" and "IV B" keep their space.
    const auto digits = name.find_first_not_of("0123456789");
    if (digits != 0 && digits != std::string::npos && name[digits] == ' ') {
        const std::string_view letters = std::string_view(name).substr(digits + 1);
        if (letters.find(' ') == std::string_view::npos && characterCount(letters) <= 3)
            name.erase(digits, 1);
    }
    return name;
}

} // namespace esek::roster
