#include "storage/StudentRepository.h"

#include "base/Text.h"
#include "storage/CardTable.h"
#include "storage/ReplicaCore.h"
#include "storage/Where.h"

namespace esek::storage {

namespace {

std::string studentRowSql(const Where& where) {
    // The newest valid card; there is more than one only after an unusual repair.
    return "SELECT " + studentColumns() +
           ", p.status, k.id, k.number, k.state FROM student s "
           "LEFT JOIN photo_file p ON p.student_no = s.student_no "
           "LEFT JOIN student_card k ON k.card_no = (SELECT max(c.card_no) FROM student_card c "
           "WHERE c.student_id = s.id AND c.valid = 1)" +
           where.sql() + " ORDER BY s.class_key, s.name_key, s.student_no";
}

StudentRow studentRowFrom(const Query& q) {
    StudentRow row;
    row.student = studentFrom(q);
    if (!q.isNull(studentColumnCount()))
        row.photoStatus =
            domain::statusFromString(q.view(studentColumnCount())).value_or(domain::PhotoStatus::none);
    if (!q.isNull(studentColumnCount() + 1)) {
        row.card = q.id<domain::CardId>(studentColumnCount() + 1);
        row.cardNumber = q.text(studentColumnCount() + 2);
        row.cardState = domain::cardStateFromString(q.view(studentColumnCount() + 3));
    }
    return row;
}

} // namespace

Result<std::vector<StudentRow>> StudentRepository::list(const StudentFilter& filter) {
    return m_core.use([&](Connection& c) {
        Where where;
        if (!filter.includeLeft)
            where.add("s.has_left = 0");
        if (!filter.classUnit.empty())
            where.add("s.class_unit = ?", filter.classUnit);
        where.matching(filter.text);
        if (filter.hasPhoto)
            where.add(*filter.hasPhoto ? "p.status IN ('accepted', 'change_requested', 'deletion_requested')"
                                       : "coalesce(p.status, 'none') NOT IN ('accepted', 'change_requested', "
                                         "'deletion_requested')");
        if (filter.hasCard)
            where.add(*filter.hasCard ? "k.id IS NOT NULL" : "k.id IS NULL");
        Query q = c.query(studentRowSql(where));
        where.bindTo(q);
        std::vector<StudentRow> rows;
        while (q.step())
            rows.push_back(studentRowFrom(q));
        return rows;
    });
}

Result<StudentRow> StudentRepository::get(const domain::StudentId& id) {
    return m_core.use([&](Connection& c) {
        Where where;
        where.add("s.id = ?");
        Query q = c.query(studentRowSql(where));
        q.bind(id);
        if (!q.step())
            throw Exception(Error{ErrorCode::unknownStudent, "no such pupil", {{"student", id.toString()}}});
        return studentRowFrom(q);
    });
}

Result<domain::Student> StudentRepository::find(std::string_view text) {
    return m_core.use([&](Connection& c) {
        const std::string wanted = trim(text);
        std::vector<domain::Student> found;
        if (const auto id = domain::StudentId::parse(wanted)) {
            if (auto student = loadStudent(c, *id))
                found.push_back(std::move(*student));
        }
        if (found.empty() && !wanted.empty()) {
            Query q = c.query("SELECT " + studentColumns() +
                              " FROM student s WHERE s.register_number = ?1 OR s.pesel = ?1 LIMIT 2");
            q.bind(wanted);
            while (q.step())
                found.push_back(studentFrom(q));
        }
        if (found.empty())
            throw Exception(Error{ErrorCode::unknownStudent, "no such pupil", {{"student", wanted}}});
        if (found.size() > 1)
            throw Exception(Error{ErrorCode::ambiguousStudent, "several pupils", {{"student", wanted}}});
        return found.front();
    });
}

Result<std::vector<ClassRow>> StudentRepository::classes() {
    return m_core.use([](Connection& c) {
        Query q = c.prepared(
            "SELECT class_unit, count(*) FROM student WHERE has_left = 0 GROUP BY class_key, class_unit "
            "ORDER BY class_key, class_unit");
        std::vector<ClassRow> rows;
        while (q.step())
            rows.push_back({q.text(0), static_cast<int>(q.integer(1))});
        return rows;
    });
}

} // namespace esek::storage
