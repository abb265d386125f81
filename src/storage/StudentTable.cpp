#include "storage/StudentTable.h"

#include "base/Text.h"

namespace esek::storage {

using domain::Student;

namespace {

/// Binds the columns of the INSERT and the UPDATE below, which share their order. `keys` outlives the query.
struct Keys {
    explicit Keys(const Student& s)
        : birthDate(s.birthDate ? toIso(*s.birthDate) : std::string()),
          classKey(domain::classSortKey(s.classUnit)), name(nameKey(s)),
          photoExceptions(s.photoExceptions.empty() ? std::string()
                                                    : domain::toJson(s.photoExceptions).dump()) {}
    std::string birthDate;
    std::string classKey;
    std::string name;
    std::string photoExceptions;
};

void bindStudent(Query& q, const Student& s, const Keys& keys) {
    q.bindOrNull(s.registerNumber).bind(s.surname).bind(s.givenNames).bindOrNull(keys.birthDate);
    if (s.pesel)
        q.bind(s.pesel->text());
    else
        q.bindNull();
    if (s.document)
        q.bind(s.document->kind).bind(s.document->number);
    else
        q.bindNull().bindNull();
    q.bind(s.classUnit).bind(s.cardType).bind(s.needsNoCard).bind(s.left).bind(s.version);
    q.bind(keys.classKey).bind(keys.name).bindOrNull(keys.photoExceptions).bind(s.id);
}

} // namespace

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
    s.id = q.id<domain::StudentId>(0);
    s.registerNumber = q.text(1);
    s.surname = q.text(2);
    s.givenNames = q.text(3);
    if (!q.isNull(4))
        s.birthDate = dateFromIso(q.view(4));
    if (!q.isNull(5))
        s.pesel = domain::Pesel::parse(q.view(5));
    if (!q.isNull(6))
        s.document = domain::IdentityDocument{q.text(6), q.text(7)};
    s.classUnit = q.text(8);
    s.cardType = q.text(9);
    s.needsNoCard = q.integer(10) != 0;
    s.left = q.integer(11) != 0;
    s.version = q.integer(12);
    if (!q.isNull(13)) {
        // Like a date that is none: what cannot be read is left out, and verify() finds the difference.
        const auto json = parseJson(q.view(13));
        auto exceptions = json ? domain::photoExceptionsFromJson(*json) : json.error();
        if (exceptions)
            s.photoExceptions = std::move(*exceptions);
    }
    return s;
}

std::optional<Student> loadStudent(Connection& c, const domain::StudentId& id) {
    static const std::string kSql =
        std::string("SELECT ") + kStudentColumns + " FROM student s WHERE s.id = ?";
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
    const Keys keys(s);
    {
        Query q = c.prepared(
            "INSERT INTO student (register_number, surname, given_names, birth_date, pesel, document_kind, "
            "document_number, class_unit, card_type, needs_no_card, has_left, version, class_key, name_key, "
            "photo_exceptions, id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        bindStudent(q, s, keys);
        q.run();
    }
    const std::string words = searchWords(s);
    c.prepared("INSERT INTO student_search (rowid, words) VALUES (?, ?)")
        .bind(c.lastRowId())
        .bind(words)
        .run();
}

void updateStudent(Connection& c, const Student& s) {
    const Keys keys(s);
    {
        Query q = c.prepared("UPDATE student SET register_number = ?, surname = ?, given_names = ?, "
                             "birth_date = ?, pesel = ?, "
                             "document_kind = ?, document_number = ?, class_unit = ?, card_type = ?, "
                             "needs_no_card = ?, has_left = ?, "
                             "version = ?, class_key = ?, name_key = ?, photo_exceptions = ? WHERE id = ?");
        bindStudent(q, s, keys);
        q.run();
    }
    const std::string words = searchWords(s);
    c.prepared(
         "UPDATE student_search SET words = ?1 WHERE rowid = (SELECT student_no FROM student WHERE id = ?2) "
         "AND words <> ?1")
        .bind(words)
        .bind(s.id)
        .run();
}

void clearStudentNumbers(Connection& c, const domain::StudentId& id) {
    c.prepared("UPDATE student SET register_number = NULL, pesel = NULL WHERE id = ?").bind(id).run();
}

} // namespace esek::storage
