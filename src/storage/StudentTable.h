#pragma once
#include "domain/Student.h"
#include "storage/Connection.h"

namespace esek::storage {

/// "s.id, s.surname, ...": what studentFrom() reads, from the list of a pupil's fields; the table is called
/// s.
const std::string& studentColumns();
int studentColumnCount();

domain::Student studentFrom(const Query&);

std::optional<domain::Student> loadStudent(Connection&, const domain::StudentId&);
bool studentExists(Connection&, const domain::StudentId&);
void insertStudent(Connection&, const domain::Student&);
void updateStudent(Connection&, const domain::Student&);
/// Sets register number and PESEL aside, so that two pupils can exchange theirs in one transaction. False
/// when the pupil is not in the table.
bool clearStudentNumbers(Connection&, const domain::StudentId&);

/// The derived columns; verify() computes them again.
std::string nameKey(const domain::Student&);
std::string searchWords(const domain::Student&);

/// Folded words of a text, split as the index splits them.
std::vector<std::string> searchTokens(std::string_view text);
/// FTS5 expression for "beginnings of words"; empty when the text has no letter or digit.
std::string searchExpression(std::string_view text);

} // namespace esek::storage
