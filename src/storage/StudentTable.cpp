#include "storage/StudentTable.h"

#include "base/Text.h"

#include <algorithm>
#include <deque>

namespace esek::storage {

using domain::Student;

namespace {

/// The columns of all fields, in the order of the list.
std::vector<std::string> fieldColumns() {
    std::vector<std::string> names;
    domain::visitFields<Student>([&](const auto& field) {
        for (const std::string& name : split(field.column, ','))
            names.push_back(trim(name));
    });
    return names;
}

/// What a write sets, in the order in which runWith() binds it: the fields but the id, the derived columns,
/// and the id as the last.
std::vector<std::string> writtenColumns() {
    std::vector<std::string> names = fieldColumns();
    std::erase(names, "id");
    for (const char* name : {"class_key", "name_key", "id"})
        names.emplace_back(name);
    return names;
}

/// Binds the fields in their order and keeps the texts that are made for it until the query is over.
class FieldBinder {
  public:
    explicit FieldBinder(Query& q) : m_query(q) {}

    void bind(bool v) { m_query.bind(v); }
    void bind(std::int64_t v) { m_query.bind(v); }
    void bind(const std::optional<Date>& v) { bindMade(v ? toIso(*v) : std::string()); }
    void bind(const std::optional<domain::Pesel>& v) {
        if (v)
            m_query.bind(v->text());
        else
            m_query.bindNull();
    }
    void bind(const std::optional<domain::IdentityDocument>& v) {
        if (v)
            m_query.bind(v->kind).bind(v->number);
        else
            m_query.bindNull().bindNull();
    }
    void bind(const std::vector<domain::PhotoExceptionFlag>& v) {
        bindMade(v.empty() ? std::string() : domain::toJson(v).dump());
    }
    void bind(const domain::LaterFields& v) { m_query.bindOrNull(v.json); }
    void bindMade(std::string text) {
        if (text.empty())
            m_query.bindNull();
        else
            m_query.bind(m_made.emplace_back(std::move(text)));
    }

  private:
    Query& m_query;
    std::deque<std::string> m_made;
};

/// Binds what the INSERT and the UPDATE below share, in the order of writtenColumns(), and runs the query.
void runWith(Query q, const Student& s) {
    FieldBinder binder(q);
    domain::visitFields<Student>([&](const auto& field) {
        using Value = std::decay_t<decltype(s.*field.member)>;
        if constexpr (std::is_same_v<Value, domain::StudentId>)
            return;
        else if constexpr (std::is_same_v<Value, std::string>)
            // Two pupils without a register number do not have the same one: empty is stored as null.
            field.member == &Student::registerNumber ? q.bindOrNull(s.registerNumber)
                                                     : q.bind(s.*field.member);
        else
            binder.bind(s.*field.member);
    });
    q.bindText(domain::classSortKey(s.classUnit)).bindText(nameKey(s)).bind(s.id);
    q.run();
}

/// Reads the fields in their order.
class FieldReader {
  public:
    explicit FieldReader(const Query& q) : m_query(q) {}

    void read(domain::StudentId& v) { v = m_query.id<domain::StudentId>(m_column++); }
    void read(std::string& v) { v = m_query.text(m_column++); }
    void read(bool& v) { v = m_query.integer(m_column++) != 0; }
    void read(std::int64_t& v) { v = m_query.integer(m_column++); }
    void read(std::optional<Date>& v) {
        if (!m_query.isNull(m_column))
            v = dateFromIso(m_query.view(m_column));
        ++m_column;
    }
    void read(std::optional<domain::Pesel>& v) {
        if (!m_query.isNull(m_column))
            v = domain::Pesel::parse(m_query.view(m_column));
        ++m_column;
    }
    void read(std::optional<domain::IdentityDocument>& v) {
        if (!m_query.isNull(m_column))
            v = domain::IdentityDocument{m_query.text(m_column), m_query.text(m_column + 1)};
        m_column += 2;
    }
    void read(std::vector<domain::PhotoExceptionFlag>& v) {
        if (!m_query.isNull(m_column)) {
            // Like a date that is none: what cannot be read is left out, and verify() finds the difference.
            const auto json = parseJson(m_query.view(m_column));
            auto exceptions = json ? domain::photoExceptionsFromJson(*json) : json.error();
            if (exceptions)
                v = std::move(*exceptions);
        }
        ++m_column;
    }
    void read(domain::LaterFields& v) {
        if (!m_query.isNull(m_column))
            v.json = m_query.text(m_column);
        ++m_column;
    }

  private:
    const Query& m_query;
    int m_column = 0;
};

} // namespace

const std::string& studentColumns() {
    static const std::string list = "s." + join(fieldColumns(), ", s.");
    return list;
}

int studentColumnCount() {
    static const auto count = static_cast<int>(fieldColumns().size());
    return count;
}

std::string nameKey(const Student& s) {
    // \x01 sorts before every letter: "Nowak Zofia" before "Nowak-Kowalska Anna".
    return polishSortKey(s.surname) + '\x01' + polishSortKey(s.givenNames);
}

std::string searchWords(const Student& s) {
    std::string words = fold(s.surname + ' ' + s.givenNames);
    if (!s.registerNumber.empty())
        words += ' ' + fold(s.registerNumber);
    if (s.pesel)
        words += ' ' + s.pesel->text();
    else if (s.document)
        words += ' ' + fold(s.document->number);
    return words;
}

std::vector<std::string> searchTokens(std::string_view text) {
    // The tokenizer "ascii": letters, digits and everything beyond ASCII make words.
    std::vector<std::string> words;
    bool open = false;
    for (const char ch : fold(text)) {
        const auto c = static_cast<unsigned char>(ch);
        const bool word = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        if (word && !open)
            words.emplace_back();
        if (word)
            words.back() += ch;
        open = word;
    }
    return words;
}

std::string searchExpression(std::string_view text) {
    std::string out;
    for (const std::string& word : searchTokens(text))
        out += (out.empty() ? "\"" : " \"") + word + "\"*";
    return out;
}

Student studentFrom(const Query& q) {
    Student s;
    FieldReader reader(q);
    domain::visitFields<Student>([&](const auto& field) { reader.read(s.*field.member); });
    return s;
}

std::optional<Student> loadStudent(Connection& c, const domain::StudentId& id) {
    static const std::string kSql = "SELECT " + studentColumns() + " FROM student s WHERE s.id = ?";
    Query q = c.prepared(kSql.c_str());
    q.bind(id);
    if (!q.step())
        return std::nullopt;
    return studentFrom(q);
}

bool studentExists(Connection& c, const domain::StudentId& id) {
    Query q = c.prepared("SELECT 1 FROM student WHERE id = ?");
    return q.bind(id).step();
}

void insertStudent(Connection& c, const Student& s) {
    static const std::string kSql = "INSERT INTO student (" + join(writtenColumns(), ", ") + ") VALUES (" +
                                    join(std::vector<std::string>(writtenColumns().size(), "?"), ", ") + ")";
    runWith(c.prepared(kSql.c_str()), s);
    const std::string words = searchWords(s);
    c.prepared("INSERT INTO student_search (rowid, words) VALUES (?, ?)")
        .bind(c.lastRowId())
        .bind(words)
        .run();
}

void updateStudent(Connection& c, const Student& s) {
    static const std::string kSql = [] {
        auto names = writtenColumns();
        names.pop_back();
        return "UPDATE student SET " + join(names, " = ?, ") + " = ? WHERE id = ?";
    }();
    runWith(c.prepared(kSql.c_str()), s);
    const std::string words = searchWords(s);
    c.prepared(
         "UPDATE student_search SET words = ?1 WHERE rowid = (SELECT student_no FROM student WHERE id = ?2) "
         "AND words <> ?1")
        .bind(words)
        .bind(s.id)
        .run();
}

bool clearStudentNumbers(Connection& c, const domain::StudentId& id) {
    return c.prepared("UPDATE student SET register_number = NULL, pesel = NULL WHERE id = ?").bind(id).run() >
           0;
}

} // namespace esek::storage
