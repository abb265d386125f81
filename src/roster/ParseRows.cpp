#include "roster/ParseRows.h"

#include "base/Text.h"
#include "roster/Documents.h"
#include "roster/Headers.h"
#include "roster/NameScript.h"
#include "roster/RowRules.h"
#include "roster/Values.h"

#include <algorithm>

namespace esek::roster {

namespace {

// One row on its way to a ParsedRow. Refused when a fatal issue was added.
class RowParser {
  public:
    RowParser(const Table& table, const Mapping& mapping, std::optional<Date> today)

        : m_table(table), m_columns(table, mapping), m_guardians(table, mapping),
          m_births(table, m_columns, today), m_today(today),
          m_peselOrDocument(meaningOfHeader(m_columns.header(Field::pesel)).orDocument),
          m_documentKind(documentKindOfHeader(m_columns.header(Field::documentNumber))) {}

    bool hasClassColumn() const {
        return m_columns.has(Field::classUnit) || m_columns.has(Field::classLevel);
    }
    std::optional<Issue> columnRemark() const {
        const char* kind = m_births.remark();
        if (!kind)
            return std::nullopt;
        Issue remark = listRemark(kind, Field::birthDate, {});
        remark.column = m_columns.header(Field::birthDate);
        return remark;
    }

    void parse(std::size_t index, ParseResult& out) {
        m_index = index;
        const auto& cells = m_table.rows[index];
        const auto filled =
            std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); });
        if (filled == 0 || repeatsHeader())
            return;
        ParsedRow row;
        row.line = m_table.lineNumbers[index];
        row.row = index;
        row.sheet = m_table.sheetOf(index);
        m_row = &row;
        m_refused.clear();
        if (filled == 1 && m_table.header.size() > 2) {
            fatal(Field::ignore, "row.incomplete");
        } else {
            remarks();
            names();
            pesel();
            birthDate();
            document();
            others();
            guardians();
            classUnit();
            identity();
        }
        if (m_refused.empty()) {
            out.good.push_back(std::move(row));
            return;
        }
        ++out.refusedRows;
        if (out.refused.size() < kMaxRefusals)
            std::move(m_refused.begin(), m_refused.end(), std::back_inserter(out.refused));
    }

  private:
    std::string_view cell(Field f) const { return m_columns.text(m_index, f); }

    // Lists printed class by class repeat the row with the names of the columns.
    bool repeatsHeader() const {
        const auto& cells = m_table.rows[m_index];
        return std::equal(m_table.header.begin(), m_table.header.end(), cells.begin(),
                          cells.begin() +
                              static_cast<std::ptrdiff_t>(std::min(cells.size(), m_table.header.size())));
    }

    Issue issue(Field f, const char* kind, bool isFatal) const {
        Issue i{m_row->line, m_columns.header(f), f, kind, isFatal, {}, m_index, m_row->sheet};
        if (f == Field::ignore)
            i.column.clear();
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
        if (checked.value && checked.problem)
            flag(f, checked.problem);
        if (checked.value)
            return std::move(*checked.value);
        fatal(f, checked.problem);
        return {};
    }

    // What reading noticed about cells of this row that are used.
    void remarks() {
        const auto byRow = [](const CellRemark& a, std::size_t row) { return a.row < row; };
        auto at = std::lower_bound(m_table.cellRemarks.begin(), m_table.cellRemarks.end(), m_index, byRow);
        for (; at != m_table.cellRemarks.end() && at->row == m_index; ++at)
            for (const Field f : allFields())
                if (f != Field::ignore && m_columns.of(f) == static_cast<int>(at->column))
                    flag(f, at->kind);
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
        oneAlphabet();
    }

    // "КОТ" of Cyrillic capitals beside "Jan" is "KOT".
    void oneAlphabet() {
        auto& s = m_row->student;
        const bool surname = allLookAlikes(s.surname) && hasLatin(s.givenNames);
        const bool given = allLookAlikes(s.givenNames) && hasLatin(s.surname);
        if (surname)
            s.surname = asLatin(s.surname);
        if (given)
            s.givenNames = asLatin(s.givenNames);
        if (surname || given)
            flag(nameField(surname ? Field::surname : Field::givenName), "name.lookAlike");
    }

    Field nameField(Field wanted) const {
        for (const Field f : {wanted, Field::givenNames, Field::surnameThenGiven, Field::givenThenSurname})
            if (m_columns.has(f) && !(f == Field::givenNames && wanted == Field::surname))
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
        if (m_peselOrDocument && raw.find_first_not_of("0123456789. ") != std::string_view::npos) {
            takeDocument(Field::pesel, raw, {});
            return;
        }
        auto checked = checkPesel(raw);
        if (!checked.value)
            fatal(Field::pesel, checked.problem);
        else if (checked.problem)
            flag(Field::pesel, checked.problem);
        m_row->student.pesel = std::move(checked.value);
    }

    void birthDate() {
        auto& s = m_row->student;
        Field from = Field::pesel;
        if (!cell(Field::birthDate).empty()) {
            from = Field::birthDate;
            const auto birth = m_births.at(m_index, s.pesel);
            if (!birth.date)
                fatal(from, birth.problem);
            else if (birth.problem)
                flag(from, birth.problem);
            s.birthDate = birth.date;
            if (s.pesel && s.birthDate && s.pesel->birthDate() != *s.birthDate)
                flag(from, "birthDate.differsFromPesel"); // real people have such
        } else if (s.pesel) {
            s.birthDate = s.pesel->birthDate();
        }
        if (!s.birthDate)
            return;
        if (const char* problem = BirthColumn::impossible(*s.birthDate, m_today))
            fatal(from, problem);
        else if (BirthColumn::unlikely(*s.birthDate, m_today))
            flag(from, "birthDate.unlikely");
    }

    void document() {
        const std::string number = text(Field::documentNumber, checkValue);
        const std::string kind = text(Field::documentKind, checkValue);
        if (!number.empty())
            takeDocument(Field::documentNumber, number, kind);
        else if (kind.find_first_of("0123456789") != std::string::npos) // both in one column
            takeDocument(Field::documentKind, kind, {});
    }

    // `text` may name the kind and the country beside the number.
    void takeDocument(Field f, std::string_view raw, std::string kind) {
        auto value = checkValue(raw);
        if (!value.value) {
            fatal(f, value.problem);
            return;
        }
        auto parts = splitDocument(*value.value);
        if (!parts)
            parts = DocumentText{{}, *value.value, {}};
        if (kind.empty())
            kind = parts->kind;
        if (!parts->country.empty()) {
            flag(f, "document.country");
            m_row->flags.back().context = {{"country", parts->country}};
        }
        if (kind.empty() && f == Field::documentNumber)
            kind = m_documentKind;
        if (kind.empty()) {
            kind = "dokument tożsamości";
            flag(f, "document.kindMissing");
        }
        m_row->student.document = domain::IdentityDocument{std::move(kind), std::move(parts->number)};
    }

    // A number out of which the spreadsheet made a date is left out: the true one is not known any more.
    std::string numberText(Field f) {
        std::string value = text(f, checkValue);
        if (!spreadsheetChanged(value))
            return value;
        flag(f, "value.spreadsheetChanged");
        return {};
    }

    void others() {
        auto& s = m_row->student;
        s.registerNumber = numberText(Field::registerNumber);
        m_row->cardNumber = numberText(Field::cardNumber);
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

    // What is wrong with a parent's cell is no reason to leave the pupil out.
    void guardians() {
        GuardianColumns::Row row = m_guardians.at(m_index);
        if (row.spoiledName)
            flag(Field::ignore, "guardian.name");
        if (row.spoiledEmail)
            flag(Field::ignore, "guardian.email");
        m_row->guardians = std::move(row.guardians);
    }

    void classUnit() {
        auto& s = m_row->student;
        std::string unit = numberText(Field::classUnit);
        if (unit.empty())
            unit = text(Field::classLevel, checkValue) + text(Field::classSymbol, checkValue);
        if (unit.empty() && m_index < m_table.classes.size())
            unit = m_table.classes[m_index];
        if (withoutLookAlikes(unit) != unit || (unit.size() <= 8 && asLatin(unit) != unit &&
                                                unit.find_first_of("0123456789") != std::string::npos))
            flag(Field::classUnit, "class.lookAlike");
        s.classUnit = normalizeClass(unit);
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
    const FieldColumns m_columns;
    const GuardianColumns m_guardians;
    const BirthColumn m_births;
    std::optional<Date> m_today;
    bool m_peselOrDocument = false;
    std::string m_documentKind;
    std::size_t m_index = 0;
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
    out.remarks = table.remarks;
    if (auto remark = parser.columnRemark())
        out.remarks.push_back(std::move(*remark));
    if (const auto unread = unreadColumns(table, mapping); !unread.empty())
        out.remarks.push_back(listRemark("column.unread", Field::ignore, {{"columns", join(unread, ", ")}}));
    out.hasClasses = parser.hasClassColumn() || std::any_of(table.classes.begin(), table.classes.end(),
                                                            [](const auto& c) { return !c.empty(); });
    return out;
}

} // namespace esek::roster
