#pragma once
#include "domain/Mutation.h"

#include <vector>

namespace esek::domain {

/// What is wrong, or worth a look, in a pupil's data.
enum class StudentProblem {
    surnameMissing,
    givenNamesMissing,
    textNotFit, ///< a text that checkText() refuses; the finding's error says why
    birthDateInFuture,
    documentIncomplete, ///< a document needs both its kind and its number
    birthDateDiffers, ///< from the one in the PESEL; such people exist (README.md, PESEL): only worth a look
    identityMissing,  ///< neither PESEL nor another document: a card needs one of them
};
enum class StudentField {
    surname,
    givenNames,
    classUnit,
    registerNumber,
    birthDate,
    pesel,
    document,
    cardType,
    photoExceptions
};

struct StudentFinding {
    StudentProblem problem{};
    StudentField field{};
    bool blocks = true; ///< false: worth a look, the data may be stored
    Error error;        ///< of findings that block
};

/// The rules of a pupil's data: the form, the import, the command line and the server ask this one function.
/// In the order of the fields; nothing when all is well. Pure; any thread.
std::vector<StudentFinding> check(const Student&, Date today);

/// The check at the door of the replica and of the server: texts of every mutation (names, numbers, notes,
/// the actor) and the rules of a pupil's data. `now` is the pupil's record, null for other records and for a
/// new pupil: what stands in it already is not judged again, so that a record from an earlier time can still
/// be changed. Errors: valueRequired, valueInvalid. Replay and merge do not ask: what was taken in once
/// stays.
Result<void> admit(const Mutation&, const Student* now, Date today);

/// Whether a record that came from elsewhere can be shown: none of its texts has a control character or one
/// that changes the direction of writing, or is longer than any text of a record may be. Pure; any thread.
bool isShowable(const Json& record);

} // namespace esek::domain
